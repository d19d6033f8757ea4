"""A world with one table changed is that world everywhere."""


def test_a_changed_world_is_read_as_changed(mini) -> None:
    """What was looked up before the change is not remembered after it."""
    assert mini.asset["6001-0001"].state == "available"
    assets = (mini.assets[0].model_copy(update={"state": "down"}), *mini.assets[1:])
    changed = mini.model_copy(update={"assets": assets})
    assert changed.asset["6001-0001"].state == "down"
    assert mini.asset["6001-0001"].state == "available"
    assert changed.model_fields_set == mini.model_fields_set
