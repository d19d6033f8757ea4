"""The bundled scenarios played through their injects."""

from itertools import pairwise

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.app.playing import play
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Reaction

EFFORT = {"mini": 2.0, "crue-argens": 0.2, "camp-champagne": 0.5}


def played(name: str, until: int | None = None) -> list[tuple[Reaction, Plan]]:
    """Each reaction of a bundled scenario and its plan."""
    scenario = scenarios.load(name)
    order = Order(scenario=name, effort=EFFORT[name])
    return list(play(scenario, order, lambda wanted, parent: ("", draft(scenario, wanted, parent=parent)), until))


def untouched(before: Plan, after: Plan) -> bool:
    """Nothing that had begun by the later plan's minute differs from the plan before."""
    begun = [item for item in before.items if item.start < after.now]
    return all(
        (now := after.item.get(item.id)) is not None
        and (now.start, now.end, now.mode.id, now.assets) == (item.start, item.end, item.mode.id, item.assets)
        for item in begun
    )


@pytest.mark.parametrize("name", ["mini", "crue-argens", "camp-champagne"])
def test_a_scenario_is_played_valid_within_bounds_and_the_same_twice(name: str) -> None:
    """Each inject is answered by a VALID plan within what was reasoned, which undoes nothing; twice the same bytes."""
    found = played(name)
    moments = {inject.at for inject in scenarios.load(name).injects}
    assert [one.at for one, _ in found] == [0, *sorted(moments)]
    assert [(one.at, one.verdict, one.outside) for one, _ in found if not one.sound] == []
    assert all(untouched(before, after) for (_, before), (_, after) in pairwise(found))
    assert all(plan.parent == before.id for (_, before), (_, plan) in pairwise(found))
    assert any(one.lost for one, _ in found)
    assert [plan.id for _, plan in played(name)] == [plan.id for _, plan in found]


def test_a_play_stops_where_told() -> None:
    """Nothing after the last moment is played; injects of that very moment are."""
    found = played("mini", until=720)
    assert [one.at for one, _ in found] == [0, 420, 720]


def test_each_item_that_an_inject_moves_has_its_cause() -> None:
    """The belt that is late moves its repair, and the instructor who is late moves the lesson: both named as causes."""
    _, (late, _), (belt, _), *_ = played("mini")
    causes = {one.item: one.cause for one in (*late.movements, *belt.movements)}
    assert causes["PR-SECTION-CONDUITE"].args == {"change": 1}
    assert causes["RE-FT-1"].args == {"change": 2}


def test_a_milestone_lost_is_told_with_the_plan_that_lost_it() -> None:
    """Without its belt the light vehicle is not repaired: the milestone is lost there and not before."""
    found = played("mini")
    assert [one.lost for one, _ in found] == [(), (), (), (), ("J-DISPO",)]
    assert found[-1][0].unmet == ("RE-FT-1",)


def test_a_figure_outside_of_its_bounds_is_named() -> None:
    """A scenario that expects nothing to move when the instructor is late is told so, with its reasoning."""
    mini = scenarios.load("mini")
    bound = mini.expectation.after["I-1"].moved
    assert bound is not None
    strict = mini.expectation.after["I-1"].model_copy(update={"moved": bound.model_copy(update={"low": 0, "high": 0})})
    expectation = mini.expectation.model_copy(update={"after": {"I-1": strict}})
    scenario = mini.model_copy(update={"expectation": expectation})
    order = Order(scenario="mini", effort=2)
    [_, (answered, _)] = play(scenario, order, lambda o, p: ("", draft(scenario, o, parent=p)), until=420)
    [outside] = answered.outside
    assert (outside.inject, outside.figure, outside.found, outside.high) == ("I-1", "moved", 2, 0)
    assert not answered.sound
