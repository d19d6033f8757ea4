"""What an item is for, and what a figure rests on, worked out from the plan alone."""

from collections.abc import Callable

import pytest

from copilot.model.fact import Cell, Changed, Computed, Stated
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from tools.look.backing import backing, weakest
from tools.look.purpose import purpose

CONVOY = "CV-STE-MENEHOULD-01"


@pytest.fixture
def mini(drafted: Callable[[str], tuple[Scenario, Plan]]) -> Plan:
    return drafted("mini")[1]


def test_a_convoy_serves_the_site_that_would_lack_something(mini: Plan) -> None:
    """The first convoy brings what Sainte-Menehould would lack, from the minute told, and bears on that milestone."""
    serves = purpose(mini, CONVOY)
    assert [mini.request.milestones[0].id] == list(serves.milestones)
    brought = {one.site: one for one in serves.brought}["STE-MENEHOULD"]
    short = next(one.after for one in mini.item[CONVOY].delays if one.code.startswith("short."))
    assert (brought.lacking, brought.at <= short) == (short, True)


def test_training_serves_its_unit_and_what_follows(mini: Plan) -> None:
    """The first step of a training path comes before the second, and both bear on the unit's milestone."""
    steps = [item for item in mini.items if item.kind == "training"]
    first, second = (purpose(mini, item.id) for item in sorted(steps, key=lambda item: item.start))
    assert first.followers == (max(steps, key=lambda item: item.start).id,)
    assert second.followers == ()
    ready = next(one.id for one in mini.request.milestones if one.kind == "ready")
    assert (first.milestones, second.milestones) == ((ready,), (ready,))


def test_a_repair_serves_who_uses_the_vehicle_next(mini: Plan) -> None:
    """Work on a vehicle serves the items that use it afterwards."""
    work = [item for item in mini.items if item.domain == "maintenance"]
    for item in work:
        users = purpose(mini, item.id).users
        assert users == tuple(
            one.id for one in mini.items if item.subject.asset in one.assets and one.start >= item.end
        )


def test_a_figure_is_as_good_as_the_weakest_thing_below_it(mini: Plan) -> None:
    """Cells and recorded runs make it verifiable; one word of a person makes it stated; a hole leaves it unsourced."""
    fact = next(one for one in mini.facts if one.about == f"items/{CONVOY}/start")
    assert {backing(mini, one) for one in mini.facts} == {"verifiable"}
    cell = next(one for one in _below(mini, fact.id) if isinstance(mini.fact[one].origin, Cell))
    origin = mini.fact[cell].origin
    assert isinstance(origin, Cell)
    by_change = Changed(change=0, **origin.model_dump(exclude={"kind"}))
    by_person = Stated(by="Alice", at="2026-06-01T08:00:00+02:00")
    for given in (by_change, by_person):
        facts = tuple(one.model_copy(update={"origin": given}) if one.id == cell else one for one in mini.facts)
        other = mini.model_copy(update={"facts": facts})
        assert backing(other, fact) == "stated"
        assert weakest(other, other.facts) == "stated"
    without = mini.model_copy(update={"facts": tuple(one for one in mini.facts if one.id != cell)})
    assert backing(without, fact) == "unsourced"
    assert isinstance(fact.origin, Computed)
    runs = tuple(run for run in mini.runs if run.id != fact.origin.run)
    assert backing(mini.model_copy(update={"runs": runs}), fact) == "unsourced"
    assert weakest(mini, ()) == "unsourced"


def _below(plan: Plan, name: str) -> list[str]:
    origin = plan.fact[name].origin
    if not isinstance(origin, Computed):
        return [name]
    return [one for before in origin.inputs for one in _below(plan, before)]
