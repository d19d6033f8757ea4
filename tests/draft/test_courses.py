"""Courses of action: valid, truly different, and none better than another on everything."""

from itertools import pairwise

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.course import COURSES, Comparison, Course
from copilot.model.order import Order
from copilot.model.plan import Plan
from tools.look.courses import compare, distance


@pytest.fixture(scope="module")
def plans() -> dict[Course, Plan]:
    """Each course of a taut company."""
    scenario = scenarios.generate("company", 1, taut=True)
    orders = {course: Order(scenario=scenario.name, effort=6, course=course) for course in COURSES}
    return {course: draft(scenario, order) for course, order in orders.items()}


@pytest.fixture(scope="module")
def compared(plans: dict[Course, Plan]) -> Comparison:
    """The courses beside one another."""
    return compare(plans)


def test_every_course_is_valid_and_says_its_name(plans: dict[Course, Plan]) -> None:
    """The checker finds each plan valid; each says what it leans to."""
    assert {plan.verdict for plan in plans.values()} == {"VALID"}
    assert [plan.solving.course for plan in plans.values()] == list(COURSES)


def test_each_leans_to_its_side(compared: Comparison) -> None:
    """The fastest ends first, the leanest drives least, the robust one has more slack than the balanced."""
    by_course = {line.course: line.criteria for line in compared.lines}
    assert by_course["fastest"].ends == min(one.ends for one in by_course.values())
    assert by_course["leanest"].km == min(one.km for one in by_course.values())
    assert by_course["robust"].slack >= by_course["balanced"].slack
    assert compared.lines[0].objective == min(line.objective for line in compared.lines)


def test_three_at_least_differ_and_are_not_dominated(compared: Comparison) -> None:
    """At least three courses, none of them dominated, of which any two differ in a tenth of their items."""
    kept = [line.course for line in compared.lines if line.dominated_by is None]
    assert len(kept) >= 3
    assert all(compared.distances[f"{one}/{two}"] >= 10 for one, two in pairwise(kept))


def test_a_plan_differs_from_itself_in_nothing(plans: dict[Course, Plan]) -> None:
    """The distance is 0 from a plan to itself, the same both ways, and 100 to an empty plan."""
    one, two = plans["balanced"], plans["fastest"]
    assert distance(one, one) == 0
    assert distance(one, two) == distance(two, one)
    assert distance(one, two.model_copy(update={"items": ()})) == 100


def test_each_office_in_turn_is_a_reference_beside_the_courses(plans: dict[Course, Plan], compared: Comparison) -> None:
    """Checked like the others and on the same criteria, and no line: on a taut company it leaves out and costs more."""
    scenario = scenarios.generate("company", 1, taut=True)
    plan = draft(scenario, Order(scenario=scenario.name, effort=6, in_turn=True))
    beside = compare(plans, plan)
    assert beside.lines == compared.lines
    assert beside.reference is not None
    assert (plan.verdict, plan.solving.in_turn, plan.solving.status) == ("VALID", True, "feasible")
    assert beside.reference.criteria.dropped + beside.reference.criteria.goal > 0
    assert beside.reference.objective > compared.lines[0].objective
