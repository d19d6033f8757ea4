"""Problems too large for one exact call: searched by neighbourhoods, reproducibly."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from copilot.model.activity import Effect, Limit, Pool, PoolNeed, Precedence, Reservoir
from tools.solve.schedule import engine, search
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.improve import Improver
from tools.solve.schedule.problem import Pin
from tools.solve.schedule.search import Search

FLEET = ("V1", "V2", "V3")
EFFORT = 4.0


@pytest.fixture(scope="session")
def crowded(make):
    """Thirty jobs of one to three hours on three vehicles and two bays in three days: all cannot be early."""
    draw = Random(7)
    jobs = []
    for n in range(30):
        bay = (PoolNeed(pool="bay:AT", amount=1),) if n % 3 == 0 else ()
        effects = (Effect(site="S", item="BELT", quantity=-1, at=0),) if n % 9 == 0 else ()
        mode = make.mode(60 * draw.randint(1, 3), assets=(make.need(*FLEET),), pools=bay, effects=effects, km=10)
        after = (Precedence(activity=f"j{n - 1:02}", lag=60),) if n % 4 == 3 else ()
        due = 60 * draw.randint(3, 40)
        jobs.append(make.activity(f"j{n:02}", mode, delays=(make.late(due, draw.randint(1, 9)),), after=after))
    return make.problem(
        *jobs,
        pools=(Pool(id="bay:AT", capacity=2, outages=((600, 900, 1),)),),
        reservoirs=(Reservoir(site="S", item="BELT", initial=1, arrivals=((1000, 2), (2000, 1))),),
        limits=(Limit(id="l", asset="V3", until=2400, resets=()),),
    )


@pytest.fixture(autouse=True)
def searched(monkeypatch):
    """No problem is small enough here for one call on everything."""
    monkeypatch.setattr(engine, "WHOLE", 0)


@pytest.fixture
def found(crowded):
    return solve(crowded, seed=1, budget=Budget(EFFORT))


def test_the_searched_schedule_holds_every_constraint(crowded, found):
    """All is done; no vehicle twice at once, no bay too many, order and lag kept, no belt before it comes."""
    assert found.absent == ()
    places = {placed.activity: placed for placed in found.placed}
    for one, two in itertools.combinations(found.placed, 2):
        assert one.assets != two.assets or one.end <= two.start or two.end <= one.start
    for step in range(0, 4320, 60):
        busy = sum(p.start <= step < p.end for p in found.placed if int(p.activity[1:]) % 3 == 0)
        assert busy <= (1 if 600 <= step < 900 else 2)
        belts = sum(p.start <= step for p in found.placed if int(p.activity[1:]) % 9 == 0)
        assert belts <= 1 + (2 if step >= 1000 else 0) + (1 if step >= 2000 else 0)
    for activity in crowded.activities:
        for before in activity.after:
            assert places[activity.id].start >= places[before.activity].end + before.lag
    assert all(placed.end <= 2400 for placed in found.placed if placed.assets == ("V3",))


def test_the_search_never_makes_the_first_draft_worse(crowded):
    """The cost falls or stays from the first draft on, and every improvement told is lower than the one before."""
    told = []
    one = Search(crowded, seed=1, budget=Budget(EFFORT), report=lambda cost, _: told.append(cost))
    one.construct()
    first = one.cost
    Improver(one).run()
    assert one.cost <= first
    assert told == sorted(told, reverse=True)
    assert told[-1] == one.cost
    assert one.cost == cost(crowded, one.schedule())


def cost(problem, schedule):
    """Kilometres and hours late of a schedule, and the value of what was left out, counted apart from the engine."""
    activities = {activity.id: activity for activity in problem.activities}
    total = sum(activities[name].value for name in schedule.absent)
    for placed in schedule.placed:
        activity = activities[placed.activity]
        total += activity.modes[0].km * len(placed.assets)
        total += sum(d.weight * max(0, -(-(placed.end - d.after) // 60)) for d in activity.delays)
    return total


def test_the_same_seed_gives_the_same_schedule_beside_other_work(crowded, found):
    """Two searches at once find what one found alone."""
    with ThreadPoolExecutor(2) as pool:
        others = list(pool.map(lambda _: solve(crowded, seed=1, budget=Budget(EFFORT)), range(2)))
    assert others == [found, found]


def test_a_clock_that_cuts_the_search_is_told(crowded, monkeypatch):
    """On a machine so slow that the wall clock ends the search, the schedule says so."""
    hours = itertools.count(step=3600)
    monkeypatch.setattr(search.time, "monotonic", lambda: float(next(hours)))
    schedule = solve(crowded, seed=1, budget=Budget(EFFORT))
    assert schedule.cut_by_clock


def test_a_large_problem_names_the_decision_it_cannot_keep(make, crowded):
    """One decision of two cannot be kept: it is named, its item is done elsewhere, and the other one is kept."""
    pins = {"j00": Pin(start=30), "j01": Pin(600, "m", ("V2",))}
    schedule = solve(make.problem(*crowded.activities, pools=crowded.pools, pins=pins), seed=1, budget=Budget(EFFORT))
    places = {placed.activity: placed for placed in schedule.placed}
    assert (schedule.unkept, schedule.absent) == (("j00",), ())
    assert (places["j01"].start, places["j01"].assets) == (600, ("V2",))


def test_a_large_problem_stays_close_to_the_plan_before(make, crowded, found):
    """Planned again with one item refused, nothing else moves for no gain: fewer than a third of the items."""
    before = {placed.activity: placed for placed in found.placed}
    left = [activity for activity in crowded.activities if activity.id != "j01"]
    fields = {"pools": crowded.pools, "reservoirs": crowded.reservoirs, "limits": crowded.limits}
    schedule = solve(make.problem(*left, **fields, reference=before), seed=1, budget=Budget(EFFORT))
    moved = [p for p in schedule.placed if (p.start, p.assets) != (before[p.activity].start, before[p.activity].assets)]
    assert schedule.absent == ()
    assert len(moved) < 12


def test_a_large_problem_set_to_an_hour_makes_room_for_it(make, crowded, found):
    """An item set to an hour at which its vehicle does another item takes that place, and the other one moves."""
    before = {placed.activity: placed for placed in found.placed}
    fields = {"pools": crowded.pools, "reservoirs": crowded.reservoirs, "limits": crowded.limits, "reference": before}
    free = [p for p in found.placed if int(p.activity[1:]) % 3 and int(p.activity[1:]) % 4 in (0, 1)]
    one, two = next((a, b) for a, b in itertools.permutations(free, 2) if a.assets == b.assets and a.end < b.start)
    pins = {one.activity: Pin(start=two.start)}
    schedule = solve(make.problem(*crowded.activities, **fields, pins=pins), seed=1, budget=Budget(EFFORT))
    places = {placed.activity: placed for placed in schedule.placed}
    assert (schedule.unkept, schedule.absent) == ((), ())
    assert places[one.activity].start == two.start


def test_a_large_problem_has_a_bound_though_no_proof(crowded, found):
    """A schedule that was only searched says the least that each activity alone could cost, which it is not under."""
    assert found.status == "feasible"
    assert 0 < found.bound <= found.cost


def test_a_large_problem_in_which_all_is_decided_ends(make, crowded, found):
    """With every item decided there is nothing to search: the plan comes back as it was decided."""
    pins = {one.activity: Pin(one.start, one.mode, one.assets) for one in found.placed}
    fields = {"pools": crowded.pools, "reservoirs": crowded.reservoirs, "limits": crowded.limits}
    schedule = solve(make.problem(*crowded.activities, **fields, pins=pins), seed=1, budget=Budget(EFFORT))
    assert schedule.unkept == ()
    assert schedule.placed == found.placed
