"""Problems of pools and precedence alone, read as numbers, packed and bred."""

import random

import pytest

from copilot.model.activity import Effect, Pool, PoolNeed, Precedence, Reservoir
from tools.solve.schedule.breed import Breeder
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.pack import Packer
from tools.solve.schedule.plain import plain
from tools.solve.schedule.problem import Pin

POOL = Pool(id="bay:AT", capacity=3)


@pytest.fixture
def must(make):
    """A mandatory activity in modes of (hours, places of the pool, units of the stock), after others."""

    def build(name, *ways, after=(), delays=()):
        modes = [
            make.mode(
                60 * hours,
                name=str(number),
                pools=(PoolNeed(pool=POOL.id, amount=places),),
                effects=(Effect(site="S", item="part", quantity=-units, at=0),) if units else (),
            )
            for number, (hours, places, units) in enumerate(ways)
        ]
        before = tuple(Precedence(activity=one) for one in after)
        return make.activity(name, *modes, mandatory=True, after=before, delays=delays)

    return build


@pytest.fixture
def project(make, must):
    """Twelve activities, each of two places or one, in two chains; the last one is late from the start."""
    jobs = [must(f"a{n}", (1 + n % 3, 1 + n % 2, 0), after=[f"a{n - 2}"] if n > 1 else []) for n in range(12)]
    end = must("end", (1, 1, 0), after=["a10", "a11"], delays=(make.late(0),))
    return make.problem(*jobs, end, pools=(POOL,))


def used(read, starts, ways):
    """Places taken at each step."""
    found = [0] * 100
    for job, start, way in zip(read.jobs, starts, ways, strict=True):
        for step in range(start, start + job.ways[way].length):
            found[step] += job.ways[way].takes
    return found


def test_a_packed_list_holds_the_pool_and_the_order(project):
    """No step takes more than three places, and nothing starts before what comes before it has ended."""
    read = plain(project)
    ways = [0] * len(read.jobs)
    starts = Packer(read).packed(range(len(read.jobs)), ways)
    assert max(used(read, starts, ways)) <= 3
    for job, start in zip(read.jobs, starts, strict=True):
        assert all(start >= starts[before] + read.jobs[before].ways[0].length for before, _ in job.before)


def test_pushed_late_and_early_again_it_ends_no_later(project):
    """Whatever the list, and the pool still holds."""
    read, packer = plain(project), Packer(plain(project))
    chance, ways = random.Random(5), [0] * 13
    for _ in range(20):
        delayed = [start + chance.randrange(3) for start in packer.packed(range(13), ways)]
        order = sorted(range(13), key=delayed.__getitem__)
        starts = packer.packed(order, ways)
        justified = packer.justified(starts, ways)
        ends = [
            max(start + job.ways[0].length for start, job in zip(one, read.jobs, strict=True))
            for one in (starts, justified)
        ]
        assert ends[1] <= ends[0]
        assert max(used(read, justified, ways)) <= 3


def test_the_way_that_ends_first_is_taken_while_the_stock_allows(make, must):
    """One part for two jobs that it would shorten from three hours to one: the first of the list gets it."""
    jobs = [must(name, (3, 1, 0), (1, 1, 1)) for name in "ab"]
    read = plain(make.problem(*jobs, pools=(POOL,), reservoirs=(Reservoir(site="S", item="part", initial=1),)))
    assert Packer(read).quickened([1, 0], [0, 0]) == ([0, 0], [0, 1])


def test_bred_schedules_never_take_more_than_the_stock(make, must):
    """Three parts for six jobs; the best schedule gives them to the three jobs of the only chain."""
    alone = [must(f"b{n}", (3, 1, 0), (1, 1, 1)) for n in range(3)]
    chain = [must(f"a{n}", (3, 1, 0), (1, 1, 1), after=[f"a{n - 1}"] if n else []) for n in range(3)]
    end = must("end", (1, 1, 0), after=["a2", "b0", "b1", "b2"], delays=(make.late(0),))
    stock = Reservoir(site="S", item="part", initial=3)
    read = plain(make.problem(*alone, *chain, end, pools=(POOL,), reservoirs=(stock,)))
    breeder = Breeder(read, random.Random(1))
    for _ in range(200):
        breeder.step()
    places = breeder.places()
    assert sum(place.mode == "1" for name, place in places.items() if name != "end") <= 3
    assert breeder.best.cost == max(place.end for place in places.values()) // 60


def test_a_stock_that_no_choice_of_ways_respects_ends_in_nothing_and_is_paid_for(make, must):
    """Two parts wanted of one: no schedule is bred, and the tries count as effort."""
    jobs = [must(name, (1, 1, 1)) for name in "ab"]
    read = plain(make.problem(*jobs, pools=(POOL,), reservoirs=(Reservoir(site="S", item="part", initial=1),)))
    breeder = Breeder(read, random.Random(1))
    assert not breeder.step()
    assert (breeder.places(), breeder.effort > 0) == ({}, True)


def test_no_schedule_is_bred_that_ends_after_the_window(make, must):
    """Three hours of work one after the other do not fit into two."""
    read = plain(make.problem(*[must(name, (1, 3, 0)) for name in "abc"], pools=(POOL,), steps=2))
    breeder = Breeder(read, random.Random(1))
    assert not breeder.step()
    assert breeder.places() == {}


def test_the_same_seed_and_effort_give_the_same_schedule(project):
    """Where lists are bred too."""
    found = [solve(project, 3, Budget(effort=2.0)) for _ in range(2)]
    assert found[0] == found[1]
    assert not found[0].absent


def test_two_cores_find_the_same_cost(project):
    """An exact call beside the lists: its proof ends both."""
    one, two = (solve(project, 3, Budget(effort=4.0, threads=threads)) for threads in (1, 2))
    assert (one.status, two.status, one.cost) == ("optimal", "optimal", two.cost)


def test_lists_do_not_say_what_is_more_than_pools_and_precedence(make, must):
    """A vehicle, an activity that may be left out, a decision, a hard end, an outage, a stock that is filled."""
    plainly, part = must("a", (1, 1, 1)), Reservoir(site="S", item="part", initial=1)
    assert plain(make.problem(plainly, pools=(POOL,), reservoirs=(part,))) is not None
    others = (
        make.problem(make.activity("v", make.mode(assets=(make.need("V"),)), mandatory=True)),
        make.problem(plainly.model_copy(update={"mandatory": False}), pools=(POOL,)),
        make.problem(plainly, pools=(POOL,), pins={"a": Pin(start=0)}),
        make.problem(plainly.model_copy(update={"latest": 600}), pools=(POOL,)),
        make.problem(plainly, pools=(POOL.model_copy(update={"outages": ((0, 60, 1),)}),)),
        make.problem(plainly, pools=(POOL,), reservoirs=(part.model_copy(update={"arrivals": ((60, 1),)}),)),
    )
    assert [plain(one) for one in others] == [None] * len(others)
    assert not plain(make.problem(must("a", (1, 3, 0)), pools=(POOL,))).shares


def test_one_interval_stands_for_modes_that_ask_for_different_amounts(make, must):
    """Three places: three jobs in the slow way that takes one each end at 03:00, the last in the fast one at 05:00."""
    jobs = [must(name, (3, 1, 0), (2, 3, 0), delays=(make.late(0),)) for name in "abcd"]
    schedule, places = make.solved(*jobs, pools=(POOL,))
    assert (schedule.status, schedule.cost) == ("optimal", 3 + 3 + 3 + 5)
    assert sorted(place.mode for place in places.values()) == ["0", "0", "0", "1"]
