"""Shops: what a choice of sequences makes of a schedule, and the search over them."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.families.ours import problem_of
from bench.families.project import Project, Way
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.plain import plain
from tools.solve.schedule.shop import Shop, machines
from tools.solve.schedule.tabu import Tabu

FT06 = (
    ((2, 1), (0, 3), (1, 6), (3, 7), (5, 3), (4, 6)),
    ((1, 8), (2, 5), (4, 10), (5, 10), (0, 10), (3, 4)),
    ((2, 5), (3, 4), (5, 8), (0, 9), (1, 1), (4, 7)),
    ((1, 5), (0, 5), (2, 5), (3, 3), (4, 8), (5, 9)),
    ((2, 9), (1, 3), (4, 5), (5, 4), (0, 3), (3, 1)),
    ((1, 3), (3, 3), (5, 9), (0, 10), (4, 4), (2, 1)),
)
"""Machine and hours of each operation of each job (Fisher, Thompson, 1963); the shortest schedule takes 55."""


def shop_of(*jobs: tuple[tuple[tuple[int, int], ...], ...], places: int = 1) -> Project:
    """A flexible shop: each job a chain of operations, each of these one of some (machine, hours)."""
    count = 1 + max(machine for job in jobs for ways in job for machine, _ in ways)
    tasks, successors = [], []
    for job in jobs:
        for place, ways in enumerate(job, start=1):
            tasks.append(tuple(Way(hours, {machine: 1}) for machine, hours in ways))
            successors.append((len(tasks),) if place < len(job) else ())
    return Project("shop", (places,) * count, (True,) * count, tuple(tasks), tuple(successors), machines=True)


def searched(project: Project, seed: int, steps: int = 20) -> Tabu:
    """A search that began with one job after the other."""
    problem = problem_of(project)
    read = plain(problem)
    tabu = Tabu(read, Shop(read, machines(read)), random.Random(seed))
    starts, clock = [], 0
    for job in read.jobs:
        starts.append(clock)
        clock += job.ways[0].length
    tabu.add(read.places(starts, [0] * len(starts)))
    for _ in range(steps):
        tabu.step()
    return tabu


def single(jobs):
    """A job shop: one machine an operation."""
    return shop_of(*(tuple((one,) for one in job) for job in jobs))


def test_heads_and_tails_by_hand() -> None:
    """Two jobs that cross: 3 h then 2 on machines 0 and 1; 4 then 1 on 1 and 0. It ends at 6, along 4 and 2."""
    read = plain(problem_of(single((((0, 3), (1, 2)), ((1, 4), (0, 1))))))
    shop = Shop(read, machines(read))
    names = [job.name for job in read.jobs]
    number = {name: names.index(name) for name in names}
    shop.load([0 if job.before == () else 4 for job in read.jobs], [0] * len(names))
    a, b, c, d = (number[name] for name in names if name != "end")
    assert shop.end == 7  # with the hour of the last job
    by_length = {shop.length[job]: job for job in (a, b, c, d)}
    assert [shop.heads[by_length[hours]] for hours in (3, 2, 4, 1)] == [0, 4, 0, 4]
    assert [shop.tails[by_length[hours]] for hours in (3, 2, 4, 1)] == [3, 1, 3, 1]
    assert [shop.length[job] for job in shop.path(random.Random(1))] == [4, 2, 1]


def test_what_cannot_be_is_undone() -> None:
    """Two operations of one job on one machine: the later cannot lead, and all is as it was."""
    read = plain(problem_of(single((((0, 3), (0, 2)), ((0, 4),)))))
    shop = Shop(read, machines(read))
    starts = {3: 0, 2: 3, 4: 5, 1: 9}
    shop.load([starts[job.ways[0].length] for job in read.jobs], [0] * 4)
    before = [list(row) for row in shop.rows], shop.end
    first, later = shop.rows[0][0], shop.rows[0][1]
    assert not shop.reorder([first, later], [later, first])
    assert ([list(row) for row in shop.rows], shop.end) == before


def test_what_is_no_shop_is_none() -> None:
    """Two places on a machine, or a stock that is used up, and there are no sequences to search."""
    jobs = (((0, 3), (1, 2)), ((1, 4), (0, 1)))
    two = shop_of(*(tuple((one,) for one in job) for job in jobs), places=2)
    assert machines(plain(problem_of(two))) is None
    assert machines(plain(problem_of(single(jobs)))) is not None


def test_six_jobs_on_six_machines_take_55_hours() -> None:
    """The shortest schedule of Fisher and Thompson, by the search alone, and the same twice."""
    found = [searched(single(FT06), seed=1, steps=60) for _ in range(2)]
    assert [one.cost for one in found] == [55, 55]
    assert found[0].places() == found[1].places()


hours = st.integers(1, 9)
flexible = st.lists(
    st.lists(
        st.dictionaries(st.integers(0, 2), hours, min_size=1).map(lambda ways: tuple(ways.items())),
        min_size=1,
        max_size=3,
    ).map(tuple),
    min_size=2,
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(flexible)
def test_the_search_is_never_under_the_shortest(jobs) -> None:
    """Its schedules hold each machine and each chain; none costs less than what an exact call proves to be least."""
    project = shop_of(*jobs)
    problem = problem_of(project)
    tabu, exact = searched(project, seed=1), solve(problem, 1, Budget(effort=5.0, threads=1))
    assert exact.status == "optimal"
    assert tabu.cost is not None
    assert exact.cost <= tabu.cost <= 1.3 * exact.cost + 3
    placed = tabu.places()
    for one in problem.activities:
        assert all(placed[before.activity].end <= placed[one.id].start for before in one.after)
    held = [
        (need.pool, placed[one.id].start, placed[one.id].end)
        for one in problem.activities
        for mode in one.modes
        if mode.id == placed[one.id].mode
        for need in mode.pools
    ]
    for machine in {name for name, _, _ in held}:
        spans = sorted((start, end) for name, start, end in held if name == machine)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("threads", [1, 2])
def test_what_does_not_fit_its_time_ends_with_its_effort(threads: int) -> None:
    """Thirty jobs in the time of twenty: no schedule is whole, nothing is searched, and no clock has to end it."""
    chance = random.Random(7)
    jobs = [tuple((machine, chance.randint(20, 99)) for machine in chance.sample(range(10), 10)) for _ in range(30)]
    problem = problem_of(single(jobs))
    short = replace(problem, clock=problem.clock.model_copy(update={"steps": 1200}))
    found = solve(short, 1, Budget(effort=2.0, threads=threads))
    assert found.absent
    assert not found.cut_by_clock


@pytest.mark.parametrize("threads", [1, 2])
def test_the_engine_proves_what_the_search_finds(threads: int) -> None:
    """Fisher and Thompson's shop: 55, proven, on one core and on two."""
    found = solve(problem_of(single(FT06)), 1, Budget(effort=10.0, threads=threads))
    assert (found.status, found.cost) == ("optimal", 55)
