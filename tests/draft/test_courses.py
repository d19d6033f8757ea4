"""Courses of action: valid, truly different, and none better than another on everything."""

from itertools import combinations

import pytest

import scenarios
from copilot.app import files
from copilot.app.drafting import draft, silent
from copilot.model.course import COURSES, EFFORTS, Comparison, Course
from copilot.model.order import Order
from copilot.model.plan import Plan
from tools.look.courses import DIFFERENT, chosen, compare, criteria, distance


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


def beats(one: Plan, two: Plan) -> bool:
    """True when a plan is nowhere worse than another and somewhere better, worked out apart from the product."""
    first, second = (criteria(plan).model_dump() for plan in (one, two))
    better = {name: (first[name] > second[name]) - (first[name] < second[name]) for name in first}
    better = {name: sign if name == "slack" else -sign for name, sign in better.items()}
    return min(better.values()) >= 0 and max(better.values()) > 0


def held(kept: dict[Course, Plan]) -> None:
    """None of the plans is dominated by another, and any two differ in a tenth of their items."""
    for one, two in combinations(kept.values(), 2):
        assert not beats(one, two)
        assert not beats(two, one)
        assert distance(one, two) >= DIFFERENT == 10


def test_three_at_least_differ_and_are_not_dominated(plans: dict[Course, Plan]) -> None:
    """Of the four usual courses of a taut company, at least three are worth choosing between."""
    kept, dropped = chosen(tuple(plans.values()))
    assert len(kept) >= 3
    assert len(kept) + len(dropped) == 4
    held(kept)


def test_a_bundled_scenario_has_three_courses_and_says_what_it_dropped() -> None:
    """On the flood relief: three courses at least, none dominated; each one dropped is so for the cause told."""
    scenario = scenarios.load("crue-argens")
    kept, dropped = files.courses(scenario, Order(scenario=scenario.name, effort=4), silent)
    assert len(kept) >= 3
    held(kept)
    assert {plan.verdict for plan in kept.values()} == {"VALID"}
    for one in dropped:
        plan = draft(scenario, Order(scenario=scenario.name, effort=4, course=one.course, seed=one.seed))
        if one.why == "dominated":
            assert beats(kept[one.by], plan) if one.by in kept else one.by in {other.course for other in dropped}
        else:
            assert (one.why, distance(kept[one.by], plan) < DIFFERENT) == ("alike", True)


def test_where_one_plan_is_best_for_all_no_other_is_made_up() -> None:
    """Mini has one best plan, whatever weighs: eleven tries give the one, and the ten others are told as alike."""
    kept, dropped = files.courses(scenarios.load("mini"), Order(scenario="mini", effort=2), silent)
    assert list(kept) == ["balanced"]
    assert [(one.course, one.seed, one.why, one.by) for one in dropped] == [
        (course, seed, "alike", "balanced")
        for course, seed in (
            *((course, 1) for course in COURSES[1:] + EFFORTS),
            *((course, 2) for course in COURSES),
        )
    ]


def test_what_is_dominated_alike_or_not_valid_is_dropped(plans: dict[Course, Plan]) -> None:
    """A plan with a hundred kilometres more, one that is the same again, and one that the checker refuses."""
    best = plans["balanced"]
    longer = tuple(t.model_copy(update={"amount": t.amount + 100}) if t.code == "km" else t for t in best.terms)

    def other(course: Course, **changes: object) -> Plan:
        solving = best.solving.model_copy(update={"course": course})
        return best.model_copy(update={"id": course, "solving": solving, **changes})

    tried = (best, other("fastest", terms=longer), other("leanest"), other("robust", verdict="INVALID", terms=()))
    kept, dropped = chosen(tried)
    assert kept == {"balanced": best}
    assert [(one.course, one.why, one.by) for one in dropped] == [
        ("fastest", "dominated", "balanced"),
        ("leanest", "alike", "balanced"),
        ("robust", "invalid", None),
    ]


@pytest.mark.parametrize("domain", EFFORTS)
def test_the_main_effort_weighs_on_its_domain_alone(plans: dict[Course, Plan], domain: Course) -> None:
    """A plan of the main effort is valid, and its domain is not later than in the balanced plan."""
    scenario = scenarios.generate("company", 1, taut=True)
    plan = draft(scenario, Order(scenario=scenario.name, effort=6, course=domain))
    assert (plan.verdict, plan.solving.course) == ("VALID", domain)
    late = [sum(t.cost for t in one.terms if t.code.endswith(f".{domain}")) for one in (plan, plans["balanced"])]
    assert late[0] <= late[1]


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
