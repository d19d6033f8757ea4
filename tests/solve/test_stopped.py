"""A search that is asked to stop gives the best that it has, whole, and tells what it has proven on the way."""

import itertools
import time
from random import Random

import pytest

from copilot.model.activity import Pool, PoolNeed
from tools.solve.schedule import engine
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve

FLEET = ("V1", "V2", "V3")
ENDLESS = 3000.0


@pytest.fixture(scope="module")
def crowded(make):
    """Thirty jobs on three vehicles and two bays, too many to be early: nothing is proven best for minutes."""
    draw = Random(7)
    jobs = []
    for n in range(30):
        bay = (PoolNeed(pool="bay:AT", amount=1),) if n % 3 == 0 else ()
        mode = make.mode(60 * draw.randint(1, 3), assets=(make.need(*FLEET),), pools=bay, km=10)
        due = make.late(60 * draw.randint(1, 9), draw.randint(1, 9))
        jobs.append(make.activity(f"j{n:02}", mode, delays=(due,), mandatory=True))
    return make.problem(*jobs, pools=(Pool(id="bay:AT", capacity=2),))


@pytest.mark.parametrize("whole", [0, 1500], ids=["searched", "one call"])
def test_told_to_stop_from_the_first_it_still_gives_a_whole_draft(crowded, monkeypatch, whole):
    """Whoever asks at once gets the first draft: all of it is there, and it is not said to be the best."""
    monkeypatch.setattr(engine, "WHOLE", whole)
    schedule = solve(crowded, 1, Budget(ENDLESS, stop=lambda: True))
    assert schedule.absent == ()
    assert (schedule.stopped, schedule.status, schedule.cut_by_clock) == (True, "feasible", False)
    for one, two in itertools.combinations(schedule.placed, 2):
        assert one.assets != two.assets or one.end <= two.start or two.end <= one.start


@pytest.mark.parametrize("whole", [0, 1500], ids=["searched", "one call"])
def test_told_to_stop_in_a_long_call_it_ends_soon(crowded, monkeypatch, whole):
    """A call of many minutes ends within seconds of being asked, with the last schedule told or a better one."""
    monkeypatch.setattr(engine, "WHOLE", whole)
    told, begun = [], time.monotonic()
    asked = begun + 1.0
    schedule = solve(
        crowded,
        1,
        Budget(ENDLESS, stop=lambda: time.monotonic() >= asked),
        lambda cost, least: told.append((cost, least)),
    )
    assert time.monotonic() - begun < 20
    assert (schedule.stopped, schedule.absent) == (True, ())
    assert schedule.cost <= min(cost for cost, _ in told)
    assert all(least <= schedule.cost for _, least in told)


def test_what_is_proven_before_anybody_stops_it_is_not_said_to_be_stopped(make):
    """A search that has proven its schedule best owes nothing to the stop."""
    schedule = solve(make.problem(make.activity("one", make.mode(km=3))), 1, Budget(10.0, stop=lambda: False))
    assert (schedule.status, schedule.stopped) == ("optimal", False)


def test_what_is_proven_is_told_beside_a_long_call(make):
    """While one call goes on, what it proves is told even when no better schedule is found; no figure goes back."""
    draw, told = Random(7), []
    jobs = [
        make.activity(
            f"j{n}",
            make.mode(60 * draw.randint(1, 3), assets=(make.need("V1"),), km=10),
            delays=(make.late(60 * draw.randint(1, 9), draw.randint(1, 9)),),
            mandatory=True,
        )
        for n in range(11)
    ]
    schedule = solve(make.problem(*jobs), 1, Budget(60.0), lambda cost, least: told.append((cost, least)))
    costs, bounds = zip(*told, strict=True)
    assert list(costs) == sorted(costs, reverse=True)
    assert list(bounds) == sorted(bounds)
    assert (schedule.status, told[-1]) == ("optimal", (schedule.cost, schedule.cost))
    assert any(one[0] == two[0] and one[1] < two[1] < schedule.cost for one, two in itertools.pairwise(told))
