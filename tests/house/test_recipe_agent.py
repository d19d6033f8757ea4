"""CONTRIBUTING.md, "Add an agent": a fourth agent beside the three, from nothing but public pieces."""

import pytest
from pydantic import Field

import agents
import scenarios
from copilot.agent import Agent
from copilot.graph.build import Run
from copilot.model.activity import Activity, Contribution, Mode, PoolNeed, Subject
from copilot.model.answer import Answer, Reason
from copilot.model.fact import FactBook
from copilot.model.noun import Message, Noun
from copilot.model.order import Order
from copilot.model.version import VERSION
from copilot.model.world import TrainingActivity, World
from tools.check import check

FIRST_AID = TrainingActivity(
    id="SECOURISME",
    name_fr="Secourisme",
    name_en="First aid",
    level=1,
    duration_hours=3,
    area_kind="piste",
    validity_days=365,
)


class Strength(Noun):
    """How many people a unit has."""

    people: int


class HealthAnswer(Answer):
    """Which units learn first aid: those with at least so many people."""

    people: int = Field(default=20, ge=1, le=1000)


def strength(world, unit):
    """The people of a unit.

    Args:
        unit: identifier of the unit.
    """
    return Strength(people=world.unit[unit].strength)


def procedure(world, request, tools):
    """The strength of the last unit is the evidence."""
    called = tools.call(strength, unit=world.units[-1].id)
    fact = tools.fact(called, called.result.people, "person", [(world.units[-1], "strength", "person")])
    reason = Reason(choice="people", message=Message(code="assumption.consumption_even"), facts=(fact,))
    return HealthAnswer(reasons=(reason,))


def contribute(world, request, answer):
    """One first-aid session on the first area for the first unit, when it is large enough."""
    book = FactBook("H", VERSION)
    area, unit = world.areas[0], world.units[0]
    mode = Mode(
        id="session",
        duration=180,
        calendar=f"area:{area.id}",
        site=unit.site,
        area=area.id,
        pools=(PoolNeed(pool=f"area:{area.id}", amount=1), PoolNeed(pool=f"unit:{unit.id}", amount=1)),
        sources=(book.cell(world.training_activity[FIRST_AID.id], "duration_hours", "h"),),
    )
    session = Activity(
        id="SA-1",
        domain="preparation",
        kind="training",
        label=Message(
            code="label.training",
            args={"unit": f"@units/{unit.id}", "activity": f"@training_activities/{FIRST_AID.id}"},
        ),
        subject=Subject(unit=unit.id, reference=FIRST_AID.id),
        value=1000,
        modes=(mode,),
    )
    brought = (session,) if unit.strength >= answer.people else ()
    return Contribution(agent="preparation", policy=answer.policy, activities=brought, facts=book.facts, runs=book.runs)


@pytest.fixture(scope="module")
def run():
    """Drafts mini, to which first aid is added, with a fourth agent."""
    scenario = scenarios.load("mini")
    activities = (*scenario.world.training_activities, FIRST_AID.model_copy(update={"row": 4}))
    tables = {name: getattr(scenario.world, name) for name in World.model_fields}
    world = World(**tables | {"training_activities": activities})

    def drafted(brings):
        health = Agent("health", __name__, (strength,), HealthAnswer, procedure, brings)
        run = Run(
            world=world,
            request=scenario.requests["fr"],
            order=Order(scenario="mini", effort=5.0),
            parent=None,
            agents=(*agents.ALL, health),
            check=check,
            progress=lambda event: None,
        )
        return run.graph().invoke({"brought": {}})["plan"]

    return drafted


def test_a_fourth_agent_is_planned_with_the_others(run):
    """An agent that the house has never heard of has its activity placed among the others', judged and found right."""
    plan = run(contribute)
    assert (plan.verdict, plan.goal_met) == ("VALID", True)
    assert {item.kind for item in plan.items} == {"convoy", "check", "repair", "training"}
    session = plan.item["SA-1"]
    others = [item for item in plan.items if item.kind == "training" and item.id != "SA-1"]
    assert len(others) == 2
    assert all(item.end <= session.start or session.end <= item.start for item in others)
    assert plan.agents[-1].policy == {"people": 20}
    evidence = plan.fact[plan.agents[-1].reasons[0].facts[0]]
    assert (evidence.value, evidence.unit) == (30, "person")


def test_what_a_fourth_agent_gets_wrong_is_found(run):
    """The checker does not take a new agent's word: an activity on no area at all makes the plan INVALID."""

    def careless(world, request, answer):
        brought = contribute(world, request, answer)
        mode = brought.activities[0].modes[0]
        free = mode.model_copy(update={"pools": mode.pools[1:], "calendar": None})
        activity = brought.activities[0].model_copy(update={"modes": (free,)})
        return brought.model_copy(update={"activities": (activity,)})

    plan = run(careless)
    assert plan.verdict == "INVALID"
    assert "SA-1" in {name for finding in plan.findings if finding.severity == "error" for name in finding.items}
