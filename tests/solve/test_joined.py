"""Contributions put together as one problem, with what people decided."""

from copilot.model.activity import Contribution
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Pin, Problem


def joined(make, pins, *activities, rejected=frozenset()):
    """The problem of one contribution."""
    contribution = Contribution(agent="logistics", policy={}, activities=activities)
    return Problem.joined(make.clock(), (contribution,), pins, rejected)


def test_a_person_may_put_an_item_earlier_than_the_policy_would(make):
    """How early to deliver is an agent's choice: an edit before it is kept."""
    problem = joined(make, {"a": Pin(start=120)}, make.activity("a", earliest=600))
    schedule = solve(problem, 1, Budget(5.0))
    assert ([placed.start for placed in schedule.placed], schedule.unkept) == ([120], ())


def test_a_person_cannot_move_a_commitment(make):
    """The minutes of a commitment are a fact of the world: an edit of its start is not kept."""
    problem = joined(make, {"a": Pin(start=120)}, make.activity("a", earliest=600, latest=660))
    schedule = solve(problem, 1, Budget(5.0))
    assert ([placed.start for placed in schedule.placed], schedule.unkept) == ([600], ("a",))


def test_a_rejected_item_is_not_planned(make):
    """What a person rejected is no part of the problem."""
    problem = joined(make, {}, make.activity("a"), make.activity("b"), rejected=frozenset({"a"}))
    assert [activity.id for activity in problem.activities] == ["b"]
