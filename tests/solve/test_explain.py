"""Why a task cannot be done: the set is minimal, and what would help does help."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.model.activity import Effect, Limit, Pool, PoolNeed, Precedence, Reservoir
from tools.solve.explain.conflict import conflict
from tools.solve.explain.relief import Asked, Outcome, reliefs
from tools.solve.explain.rules import Rule, only
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Pin

WORKDAY = ((8 * 60, 16 * 60),)


def itself(asset):
    """Every asset is a group of its own."""
    return asset


def asked_for(problem, about):
    """The question why a task is left out, beside every mandatory task that the best schedule does."""
    today = solve(problem, 1, Budget(10.0))
    done = {one.activity for one in today.placed} - {about}
    return Asked(problem, today, about, [one.id for one in problem.activities if one.id in done], itself)


def found_for(problem, about):
    """The conflict about a task, beside every mandatory task that the best schedule does."""
    return conflict(problem, about, asked_for(problem, about).goals, itself)


def left_out(problem):
    """The one task that the best schedule leaves out."""
    (name,) = solve(problem, 1, Budget(10.0)).absent
    return name


def helped(problem, found):
    """What would help, as (kind, of, what, amount) for what one requirement is enough for."""
    told = reliefs(asked_for(problem, found.about), found, 1, Budget(10.0))
    return {(one.rule.kind, one.rule.of, one.what, one.amount) for relief in told for one in relief.parts}


def test_a_window_too_short(make):
    """An hour's work to be ended within half an hour: the window alone is to blame, a day later will do."""
    problem = make.problem(make.activity("x", make.mode(60), mandatory=True, latest=30))
    found = found_for(problem, "x")
    assert found.rules == (Rule("goal", "x"), Rule("window", "x"))
    assert found.minimal
    assert helped(problem, found) == {("window", "x", "days", 1)}


def test_two_tasks_and_one_place(make):
    """Two tasks of the same hour need one bay: another bay, a later end for either, or giving up the other."""
    mode = make.mode(60, pools=(PoolNeed(pool="bay:W", amount=1),))
    tasks = [make.activity(name, mode, mandatory=True, latest=60) for name in ("x", "y")]
    problem = make.problem(*tasks, pools=(Pool(id="bay:W", capacity=1),))
    out = left_out(problem)
    found = found_for(problem, out)
    assert set(found.rules) == {
        Rule("goal", "x"),
        Rule("goal", "y"),
        Rule("pool", "bay:W"),
        Rule("window", "x"),
        Rule("window", "y"),
    }
    assert helped(problem, found) == {
        ("pool", "bay:W", "more", 1),
        ("window", "x", "shifted", 1),
        ("window", "y", "shifted", 1),
        ("goal", "x" if out == "y" else "y", "dropped", 1),
    }


def test_a_vehicle_that_is_lacking(make):
    """Two trips at once and one truck: one more truck will do."""
    tasks = [
        make.activity(name, make.mode(60, assets=(make.need("v1"),)), mandatory=True, earliest=60, latest=120)
        for name in ("x", "y")
    ]
    problem = make.problem(*tasks)
    assert ("fleet", "v1", "more", 1) in helped(problem, found_for(problem, left_out(problem)))


def test_closed_on_the_day(make):
    """Work due on the second day in a workshop that opens on the first only: open it every day."""
    mode = make.mode(120, calendar="W")
    problem = make.problem(
        make.activity("x", mode, mandatory=True, earliest=1440, latest=2880), calendars={"W": WORKDAY}
    )
    found = found_for(problem, "x")
    assert set(found.rules) == {Rule("calendar", "W"), Rule("goal", "x"), Rule("window", "x")}
    assert ("calendar", "W", "every_day", 1) in helped(problem, found)


def test_a_check_that_is_due(make):
    """A vehicle past its limit on the second day, with no check to renew it: two days of tolerance."""
    problem = make.problem(
        make.activity("x", make.mode(60, assets=(make.need("v1"),)), mandatory=True, earliest=1500, latest=2880),
        limits=(Limit(id="L", asset="v1", until=60, resets=()),),
    )
    assert ("limit", "L", "days", 2) in helped(problem, found_for(problem, "x"))


def test_a_part_that_is_lacking(make):
    """A repair takes two belts of one: the stock is to blame, two more will do."""
    mode = make.mode(60, effects=(Effect(site="S", item="BELT", quantity=-2, at=0),))
    problem = make.problem(
        make.activity("x", mode, mandatory=True), reservoirs=(Reservoir(site="S", item="BELT", initial=1),)
    )
    found = found_for(problem, "x")
    assert found.rules == (Rule("goal", "x"), Rule("stock", "S:BELT"))
    assert helped(problem, found) == {("stock", "S:BELT", "quantity", 2)}


def test_a_decision_in_the_way(make):
    """A person holds the only truck at the hour of a fixed trip: letting go is among what would help."""
    mode = make.mode(60, assets=(make.need("v1"),))
    tasks = make.activity("y", mode), make.activity("x", mode, mandatory=True, earliest=60, latest=120)
    problem = make.problem(*tasks, pins={"y": Pin(60, "m", ("v1",))})
    found = conflict(problem, "x", ["y"], itself)
    assert Rule("decision", "y") in found.rules
    assert ("decision", "y", "dropped", 1) in helped(problem, found)


def test_what_comes_before_is_followed(make):
    """The exercise waits for a course without instructor: the instructor is to blame, through the prerequisite."""
    course = make.activity("course", make.mode(60, pools=(PoolNeed(pool="instructor:Q", amount=1),)), mandatory=True)
    exercise = make.activity("x", after=(Precedence(activity="course"),), mandatory=True)
    found = found_for(make.problem(course, exercise, pools=(Pool(id="instructor:Q", capacity=0),)), "x")
    assert set(found.rules) == {Rule("after", "x"), Rule("goal", "x"), Rule("pool", "instructor:Q")}


def test_no_conflict_is_claimed_where_there_is_none(make):
    """A task that can be done has no conflict."""
    assert found_for(make.problem(make.activity("x", mandatory=True)), "x") is None


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_minimal_by_brute_force(make, data):
    """Whatever the problem: the set fails as a whole, and every smaller set of its requirements can be met."""
    count = data.draw(st.integers(2, 4))
    tasks = []
    for number in range(count):
        earliest = 60 * data.draw(st.integers(0, 3))
        length = 60 * data.draw(st.integers(1, 3))
        assets = data.draw(st.sampled_from([(), (make.need("v1"),), (make.need("v1", "v2"),)]))
        pools = data.draw(st.sampled_from([(), (PoolNeed(pool="bay:W", amount=1),)]))
        latest = earliest + length + 60 * data.draw(st.integers(0, 2))
        after = (Precedence(activity="t0"),) if number and data.draw(st.booleans()) else ()
        mode = make.mode(length, assets=assets, pools=pools)
        tasks.append(make.activity(f"t{number}", mode, mandatory=True, earliest=earliest, latest=latest, after=after))
    problem = make.problem(*tasks, steps=24, pools=(Pool(id="bay:W", capacity=1),))
    missing = solve(problem, 1, Budget(10.0)).absent
    if not missing:
        return
    found = found_for(problem, missing[0])
    assert found is not None
    assert found.minimal
    for size in range(len(found.rules) + 1):
        for kept in combinations(found.rules, size):
            assert can_be_done(problem, kept) is (size < len(found.rules)), (found.rules, kept)


def can_be_done(problem, kept):
    """An exact solve of the whole problem under some requirements only, with the goals among them as mandatory."""
    goals = {rule.of for rule in kept if rule.kind == "goal"}
    loose = only(problem, frozenset(kept), itself)
    asked = tuple(one.model_copy(update={"mandatory": one.id in goals}) for one in loose.activities)
    schedule = solve(replace(loose, activities=asked), 1, Budget(10.0))
    assert schedule.status == "optimal" or not schedule.placed
    return goals.isdisjoint(schedule.absent)


def test_relief_keeps_the_rest(make):
    """What helps says what it does to the rest: nothing moves when a bay is added, and the goal is met for nothing."""
    mode = make.mode(60, pools=(PoolNeed(pool="bay:W", amount=1),))
    tasks = [make.activity(name, mode, mandatory=True, latest=60) for name in ("x", "y")]
    problem = make.problem(*tasks, pools=(Pool(id="bay:W", capacity=1),))
    out = left_out(problem)
    told = reliefs(asked_for(problem, out), found_for(problem, out), 1, Budget(10.0))
    (bay,) = (one for one in told if one.parts[0].rule.kind == "pool")
    assert bay.outcome == Outcome(cost=0, moved=0, gained=(out,), missing=())


def test_two_relaxations_where_one_is_not_enough(make):
    """An hour's work by 12:00 with neither a bay nor an instructor: one of each, in one relief of two parts."""
    needs = PoolNeed(pool="bay:W", amount=1), PoolNeed(pool="instructor:Q", amount=1)
    pools = Pool(id="bay:W", capacity=0), Pool(id="instructor:Q", capacity=0)
    problem = make.problem(make.activity("x", make.mode(60, pools=needs), mandatory=True), pools=pools)
    (told,) = reliefs(asked_for(problem, "x"), found_for(problem, "x"), 1, Budget(10.0))
    assert {(one.rule.of, one.what, one.amount) for one in told.parts} == {
        ("bay:W", "more", 1),
        ("instructor:Q", "more", 1),
    }
    assert not told.schedule.absent


def test_three_relaxations_where_two_are_not_enough(make):
    """With a third pool empty as well, the one relief has three parts."""
    names = "bay:W", "instructor:Q", "area:A"
    mode = make.mode(60, pools=tuple(PoolNeed(pool=name, amount=1) for name in names))
    problem = make.problem(
        make.activity("x", mode, mandatory=True), pools=tuple(Pool(id=name, capacity=0) for name in names)
    )
    (told,) = reliefs(asked_for(problem, "x"), found_for(problem, "x"), 1, Budget(10.0))
    assert {one.rule.of for one in told.parts} == set(names)


def test_more_of_the_same_is_one_part(make):
    """Three trucks where there is one, and no instructor: two more trucks are one part, whichever was asked first."""
    mode = make.mode(60, assets=(make.need("v1", count=3),), pools=(PoolNeed(pool="instructor:Q", amount=1),))
    problem = make.problem(make.activity("x", mode, mandatory=True), pools=(Pool(id="instructor:Q", capacity=0),))
    assert helped(problem, found_for(problem, "x")) == {
        ("fleet", "v1", "more", 2),
        ("pool", "instructor:Q", "more", 1),
    }


def test_what_is_on_its_way_comes_sooner(make):
    """A part that comes on the third day for work due on the first: the order a few days sooner is enough."""
    mode = make.mode(60, effects=(Effect(site="S", item="BELT", quantity=-1, at=0),))
    stock = Reservoir(site="S", item="BELT", initial=0, arrivals=((2880, 1),))
    problem = make.problem(make.activity("x", mode, mandatory=True, latest=1440), reservoirs=(stock,))
    assert ("stock", "S:BELT", "sooner", 2) in helped(problem, found_for(problem, "x"))
