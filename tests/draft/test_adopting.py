"""What would help is adopted as changes: the plan made again with them does the task, as was said."""

from collections.abc import Callable

import pytest

import agents
import scenarios
from copilot.app.drafting import draft, silent
from copilot.graph.adopting import Scene, adoptions
from copilot.graph.why import Why
from copilot.model.change import AssetLost, InstructorsChanged
from copilot.model.changing import apply
from copilot.model.explanation import Explanation, Relief
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.model.world import World
from tools.check import check
from tools.solve.explain.loosen import Loosened
from tools.solve.explain.rules import Kind, Rule
from tools.solve.schedule.problem import Problem

Break = Callable[[World], dict[str, object]]


def without_instructor(world: World) -> dict[str, object]:
    """The driving instructor comes in the last hour of the window only."""
    return {
        "instructors": tuple(r.model_copy(update={"available_from": world.clock.end - 60}) for r in world.instructors)
    }


def without_drivers(world: World) -> dict[str, object]:
    """The section has no driver present."""
    return {"units": tuple(row.model_copy(update={"drivers": 0}) for row in world.units)}


def closed_area(world: World) -> dict[str, object]:
    """The track opens on Sundays only."""
    return {"areas": tuple(row.model_copy(update={"open_days": "7"}) for row in world.areas)}


def overdue(world: World) -> dict[str, object]:
    """No workshop bay, and every truck at the end of the tolerance on its check when the window begins."""
    assets = tuple(row.model_copy(update={"last_check": -185 * 1440, "state": "available"}) for row in world.assets)
    return {"assets": assets, "technical_events": (), "workshops": ()}


def without_either(world: World) -> dict[str, object]:
    """Neither driver nor instructor."""
    return without_drivers(world) | without_instructor(world)


BREAKS: dict[str, tuple[Break, set[str]]] = {
    "no instructor": (without_instructor, {"instructors_lent"}),
    "no driver": (without_drivers, {"drivers"}),
    "neither": (without_either, {"drivers", "instructors_lent"}),
    "closed area": (closed_area, {"area_hours"}),
    "overdue": (overdue, {"tolerance", "asset_lent"}),
}


def broken(name: str) -> Scenario:
    """Mini with something missing."""
    mini = scenarios.load("mini")
    return mini.model_copy(update={"world": mini.world.model_copy(update=BREAKS[name][0](mini.world))})


def explained(scenario: Scenario, plan: Plan, task: str) -> Explanation:
    """Why a task of a plan is not done."""
    return Why.of(scenario.world, scenario.requests["fr"], plan, agents.ALL, silent).explain(task)


def adopted(scenario: Scenario, plan: Plan, told: Explanation, relief: Relief) -> Plan:
    """The plan made again as `intendance replan` does with the file of changes and the effort that are said."""
    order = Order(
        scenario=plan.scenario,
        seed=plan.solving.seed,
        effort=told.effort,
        parent=plan.id,
        changes=(*plan.changes, *relief.changes),
    )
    return draft(scenario, order, parent=plan)


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_adopted_is_done_and_valid(name: str) -> None:
    """Each way to adopt: the kinds of changes expected are there, the task is in the new plan, which is VALID.

    What was said of it holds: what it gains, what it leaves out, how many items it moves.
    """
    scenario = broken(name)
    plan = draft(scenario, Order(scenario="mini", effort=8))
    task = next(need.id for need in plan.unmet if need.mandatory)
    told = explained(scenario, plan, task)
    kinds = {change.kind for relief in told.reliefs for change in relief.changes}
    assert kinds >= BREAKS[name][1]
    for relief in told.reliefs:
        assert bool(relief.changes) is (relief.unsaid is None)
        if relief.changes:
            child = adopted(scenario, plan, told, relief)
            assert task in child.item
            assert check(scenario.world, scenario.requests["fr"], child, plan).verdict == "VALID"
            assert {need.id for need in child.unmet if need.mandatory} == set(relief.missing)
            assert sum(one.item in plan.item for one in child.movements) == relief.moved


def test_two_changes_are_adopted_together() -> None:
    """With neither driver nor instructor, one relaxation of two parts gives both changes."""
    scenario = broken("neither")
    plan = draft(scenario, Order(scenario="mini", effort=8))
    told = explained(scenario, plan, "PR-SECTION-CONDUITE")
    assert [sorted(change.kind for change in one.changes) for one in told.reliefs] == [["drivers", "instructors_lent"]]
    assert [len(one.parts) for one in told.reliefs] == [2]


def test_a_plan_that_has_changed_is_explained_in_its_changed_world() -> None:
    """Mini, in which the scenario has an instructor and the plan's change took him away: he is the conflict."""
    scenario = scenarios.load("mini")
    gone = InstructorsChanged(instructors="MON-1", count=-1)
    plan = draft(scenario, Order(scenario="mini", effort=8, changes=(gone,)))
    told = explained(scenario, plan, "PR-SECTION-CONDUITE")
    assert ("pool", "instructor:conduite") in {(one.kind, one.of) for one in told.requirements}
    assert {change.kind for relief in told.reliefs for change in relief.changes} == {"instructors_lent"}


FLOOD = scenarios.load("crue-argens")
LOST = AssetLost(asset=FLOOD.world.assets[0].id)
WORLD, REQUEST = apply(FLOOD.world, FLOOD.requests["fr"], [LOST])


def said_as(kind: Kind, of: str, what: str, amount: int = 1) -> list[tuple[str, ...]]:
    """The kinds of changes of each way to say one thing that is done, in the flood's world."""
    problem = Problem(clock=WORLD.clock, activities=())
    scene = Scene(WORLD, REQUEST, 0, {})
    part = Loosened(Rule(kind, of), what, amount, problem)
    return [tuple(change.kind for change in changes) for _, changes in adoptions(scene, [part])]


def test_what_is_done_is_said_as_changes_the_least_first() -> None:
    """Each kind of relaxation, in a world with vehicles in storage, closed legs and an order on its way."""
    stored = WORLD.assets[0]
    fleet = f"{stored.unit}/{stored.type}"
    order = WORLD.part_orders[0]
    legs = ("leg_opened",) * len({row.leg for row in WORLD.closures})
    assert said_as("fleet", fleet, "more")[0] == ("asset_back",)
    assert set(said_as("fleet", fleet, "more", 9)) == {("asset_lent",) * 9}
    assert said_as("stock", f"{order.site}:{order.item}", "sooner") == [("order_moved",)]
    assert said_as("stock", f"{order.site}:{order.item}", "quantity", 5) == [("supplied",)]
    assert said_as("closed", "", "lifted") == [("night",), legs, ("night", *legs)]
    assert said_as("calendar", "workshop:AT-CANJUERS", "hours", 12) == [("workshop_hours",)]
    assert said_as("pool", "dock:FREJUS", "more") == [("handling",)]
    assert said_as("pool", "bay:AT-CANJUERS", "more") == [("bays",)]


def test_what_no_change_can_say() -> None:
    """A unit that trains for two things at once, a decision of a person, a vehicle used before its repair."""
    assert said_as("pool", "unit:ET-1", "more") == []
    assert said_as("decision", "CV-001", "dropped") == []
    assert said_as("limit", f"limit:RE-{WORLD.technical_events[0].id}", "days") == []
