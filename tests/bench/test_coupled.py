"""Every way to plan a coupled world gives a plan that the checker finds valid, and the joint one is the cheapest."""

import pytest

import scenarios
from bench.coupled.command import bars
from bench.coupled.measure import METHODS, Measure, World, measure
from bench.coupled.task import Limits


@pytest.fixture(scope="module")
def measures() -> dict[str, Measure]:
    """Every method on one taut company, within the same effort."""
    world = World(scenarios.generate("company", 1, taut=True), 1)
    return {name: measure(world, name, Limits(None, 1, 1, effort=10.0)) for name in METHODS}


def test_every_plan_is_valid(measures: dict[str, Measure]) -> None:
    """No method is lost: none of its plans breaks a rule, and none is empty."""
    assert {name: (one.verdict, one.errors) for name, one in measures.items()} == dict.fromkeys(METHODS, ("VALID", ()))
    assert not any(one.lost for one in measures.values())


def test_what_one_office_takes_another_lacks(measures: dict[str, Measure]) -> None:
    """The joint plan does everything; each domain alone in turn leaves tasks out, and costs more."""
    assert measures["ours"].left_out == 0
    assert measures["ours"].cost == measures["monolith"].cost
    assert measures["in turn"].left_out > 0
    assert all(one.cost >= measures["ours"].cost for one in measures.values())


def test_bars_are_said(measures: dict[str, Measure]) -> None:
    """A method that costs less than ours is named; a lost one, or one that took longer than allowed, beats nobody."""
    found = list(measures.values())
    assert list(bars(found, 60.0)) == ["none lost or late: holds", "no worse than the best peer on any world: holds"]
    cheaper = measures["greedy"].model_copy(update={"cost": 0})
    assert "MISSED company-taut-1 by greedy" in list(bars([*found, cheaper], 60.0))[1]
    lost = cheaper.model_copy(update={"lost": True})
    assert "MISSED" not in list(bars([*found, lost], 60.0))[1]
    late = cheaper.model_copy(update={"total": 80.0})
    assert list(bars([*found, late], 60.0))[1:] == [
        "late, not counted: company-taut-1 by greedy (80 s)",
        "no worse than the best peer on any world: holds",
    ]
