"""What a drafted plan says of the least possible is known, under its own figures, and not more than is proven."""

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.order import Order
from copilot.model.plan import Plan, Solving


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Mini, whose best plan drives 270 km and is late for nothing."""
    return draft(scenarios.load("mini"), Order(scenario="mini", effort=4))


def test_a_plan_says_the_least_of_each_term(plan: Plan) -> None:
    """Kilometres and hours have a bound, which mini reaches; what depends on what is left out has none."""
    known = {term.code: term.bound for term in plan.terms}
    assert known["km"] == 270
    assert known["goal"] is None
    assert all(term.bound == 0 for term in plan.terms if term.unit == "h")
    assert (plan.solving.bound, plan.solving.gap) == (270, 0)


def test_the_least_of_a_plan_has_its_facts(plan: Plan) -> None:
    """Each bound leads to a recorded run."""
    about = {fact.about: fact.value for fact in plan.facts}
    assert about["solving/bound"] == 270
    assert about["terms/km/bound"] == 270


def test_what_leans_is_not_said_to_be_the_best() -> None:
    """The fastest course of mini is the best by its own weights: in the planner's nothing is proven by that."""
    fastest = draft(scenarios.load("mini"), Order(scenario="mini", effort=4, course="fastest"))
    assert fastest.solving.status == "feasible"
    assert fastest.solving.bound == 270


@pytest.mark.parametrize(("bound", "gap"), [(None, None), (0, None), (66, None), (67, 50), (99, 2), (100, 0)])
def test_a_gap_is_only_said_where_it_tells_something(bound: int | None, gap: int | None) -> None:
    """Up to a half over the least, rounded up; beyond, nothing is said."""
    assert Solving(status="feasible", objective=100, bound=bound, seed=1, effort=1.0).gap == gap
