"""The three bundled scenarios are the ones that were asked for."""

import time
from pathlib import Path

import pytest

import scenarios
from copilot.model.clock import DAY
from copilot.model.world import World

HOME = Path(scenarios.__file__).parent


def due_or_open(world: World) -> int:
    """Checks that reach their calendar limit within the window, and open technical events."""
    limits = {rule.asset_type: rule.calendar_limit_days or 10**6 for rule in world.check_rules}
    due = [
        asset
        for asset in world.assets
        if asset.state != "storage" and asset.last_check + limits[asset.type] * DAY < world.clock.end
    ]
    return len(due) + len(world.technical_events)


def sites_of(world: World, kind: str) -> int:
    """How many sites of a kind there are."""
    return sum(site.kind == kind for site in world.sites)


def test_names() -> None:
    """Three scenarios are bundled."""
    assert scenarios.names() == ("camp-champagne", "crue-argens", "mini")


@pytest.mark.parametrize("name", scenarios.names())
def test_a_bundled_scenario_speaks_both_languages(name: str) -> None:
    """Each has its words in French and in English over one structure, and no Python."""
    scenario = scenarios.load(name)
    french, english = scenario.requests["fr"], scenario.requests["en"]
    assert set(scenario.requests) == {"fr", "en"}
    assert french.words != english.words
    assert french.model_copy(update={"words": english.words, "language": "en"}) == english
    assert list((HOME / name).rglob("*.py")) == []
    assert (HOME / name / "sources.md").read_text(encoding="utf-8").startswith("# ")


def test_mini_is_small() -> None:
    """Mini: 4 vehicles, 3 sites, 2 jobs, one unit with two steps, one item used at one site, one order, 3 days."""
    world = scenarios.load("mini").world
    assert (len(world.assets), len(world.sites), due_or_open(world), len(world.units)) == (4, 3, 2, 1)
    assert (len(world.training_paths), len(world.consumption), len(world.part_orders)) == (2, 1, 1)
    assert (world.clock.step, world.clock.end) == (60, 3 * DAY)


def test_relief_scenario_has_the_size_asked() -> None:
    """Crue-argens: 10 days by the hour, 2 depots, 8 points, 3 goods, about 30 vehicles, 12 jobs or more."""
    world = scenarios.load("crue-argens").world
    assert (world.clock.step, world.clock.end) == (60, 10 * DAY)
    assert (sites_of(world, "depot"), sites_of(world, "distribution")) == (2, 8)
    assert {row.item for row in world.consumption} == {"EAU", "RATION", "GAZOLE"}
    assert len({row.site for row in world.consumption}) == 8
    assert 28 <= len(world.assets) <= 35
    assert sorted(workshop.mobile for workshop in world.workshops) == [False, True]
    assert due_or_open(world) >= 12
    assert len({step.unit for step in world.training_paths}) == 3
    assert len({closure.leg for closure in world.closures}) == 2


def test_relief_repairs_wait_for_parts_that_a_convoy_brings() -> None:
    """Crue-argens: three repairs or more need a part that no workshop's site holds at the start."""
    world = scenarios.load("crue-argens").world
    benches = {workshop.site for workshop in world.workshops if workshop.level >= 2}
    there = {stock.item for stock in world.stocks if stock.site in benches and stock.quantity}
    waiting = [event.id for event in world.technical_events if set(event.parts) - there and event.level == 2]
    assert len(waiting) >= 3


def test_champagne_scenario_has_the_size_asked() -> None:
    """Camp-champagne: 45 days by quarter days, four companies on four camps, 120 vehicles, 2 workshops, 30 jobs."""
    scenario = scenarios.load("camp-champagne")
    world = scenario.world
    ready = {milestone.unit for milestone in scenario.requests["fr"].milestones if milestone.kind == "ready"}
    assert (world.clock.step, world.clock.end) == (360, 45 * DAY)
    assert ready == {step.unit for step in world.training_paths} == {"CIE-1", "CIE-2", "CIE-3", "CIE-4"}
    assert {world.unit[unit].site for unit in ready} == {"MOURMELON", "SUIPPES", "MAILLY", "SISSONNE"}
    assert len(world.assets) == 120
    assert {asset.park for asset in world.assets} >= {"psp", "pe"}
    assert [workshop.mobile for workshop in world.workshops].count(False) == 2
    assert due_or_open(world) - len(world.technical_events) >= 30
    assert len(world.technical_events) >= 8
    assert all(6 <= sum(step.unit == unit for step in world.training_paths) <= 8 for unit in ready)


def test_the_relief_scenario_loads_at_once() -> None:
    """Loading crue-argens takes well under a second."""
    begun = time.monotonic()
    scenarios.load("crue-argens")
    assert time.monotonic() - begun < 1
