"""A population of lists of jobs, bred: a child takes a stretch of its order from another parent than the rest."""

import heapq
import random
from collections.abc import Mapping
from dataclasses import dataclass

from tools.solve.schedule.pack import EACH, Packer, spare
from tools.solve.schedule.plain import Plain
from tools.solve.schedule.problem import Placed

POPULATION = 40
"""Schedules kept."""
MUTATED = 0.05
"""How often a job of a child is put into another way."""
SHUFFLED, MOVED = (10, 80), 0.3
"""Jobs in a row that are mixed up, how many at least and at most, and how often each of them moves."""
DRAWN = (0.7, 1.0)
"""Between which shares of the work that follows a job its place in a first list is drawn."""
QUICKENED = 0.5
"""How often a child's jobs may each choose the way that ends first."""
REPAIRS = 20
"""Tries a job to bring what is taken from the stocks under what there is."""


@dataclass(frozen=True)
class Bred:
    """A schedule and the list that it came from, by what it costs."""

    cost: int
    order: list[int]
    starts: list[int]
    ways: list[int]


class Breeder:
    """Breeds schedules of one plain problem."""

    def __init__(self, plain: Plain, chance: random.Random) -> None:
        self._plain, self._chance = plain, chance
        self._packer = Packer(plain)
        self._tails = _tails(plain)
        self._choosy = any(len(job.ways) > 1 for job in plain.jobs)
        self._alive: list[Bred] = []
        self._tries = 0
        self.best: Bred | None = None

    @property
    def is_stale(self) -> bool:
        """Never: another child may always be better."""
        return False

    @property
    def cost(self) -> int | None:
        """What the best schedule costs; None when there is none yet."""
        return None if self.best is None else self.best.cost

    @property
    def effort(self) -> int:
        """Steps looked at so far, and as much for tries to keep within the stocks."""
        return self._packer.effort + EACH * self._tries

    def step(self) -> bool:
        """One more schedule; is it better than all before?"""
        born = self._first() if len(self._alive) < POPULATION else self._child()
        if born is None:
            return False
        return self._keep(born)

    def add(self, placed: Mapping[str, Placed]) -> None:
        """Takes a schedule that is known into the population, when it is whole."""
        jobs = self._plain.jobs
        if all(job.name in placed for job in jobs):
            starts = [placed[job.name].start // self._plain.step for job in jobs]
            modes = [placed[job.name].mode for job in jobs]
            ways = [[way.mode for way in job.ways].index(mode) for job, mode in zip(jobs, modes, strict=True)]
            born = self._bred(self._packer.justified(starts, ways), ways)
            if born is not None:
                self._keep(born)

    def places(self) -> dict[str, Placed]:
        """The best schedule in the engine's words; nothing when there is none."""
        return {} if self.best is None else self._plain.places(self.best.starts, self.best.ways)

    def _first(self) -> Bred | None:
        """Drawn by chance, what is followed by most work mostly first."""
        ways = self._repaired([self._chance.randrange(len(job.ways)) for job in self._plain.jobs])
        keys = [-tail * self._chance.uniform(*DRAWN) for tail in self._tails]
        return None if ways is None else self._made(self._ordered(keys), ways)

    def _ordered(self, keys: list[float]) -> list[int]:
        """All jobs, the least key first, each after those that come before it."""
        jobs = self._plain.jobs
        left = [len(job.before) for job in jobs]
        ready = [(keys[job], job) for job in range(len(jobs)) if not left[job]]
        heapq.heapify(ready)
        order = []
        while ready:
            _, job = heapq.heappop(ready)
            order.append(job)
            for after, _ in jobs[job].after:
                left[after] -= 1
                if not left[after]:
                    heapq.heappush(ready, (keys[after], after))
        return order

    def _child(self) -> Bred | None:
        parent = self._parent()
        order, ways = self._crossed(parent, self._parent()) if self._chance.random() < 0.5 else self._shuffled(parent)
        if self._choosy:
            for job, one in enumerate(self._plain.jobs):
                if self._chance.random() < MUTATED:
                    ways[job] = self._chance.randrange(len(one.ways))
        repaired = self._repaired(ways)
        return None if repaired is None else self._made(order, repaired)

    def _crossed(self, mother: Bred, father: Bred) -> tuple[list[int], list[int]]:
        """The mother's list but for a stretch, in which the father's jobs come in his order and in his ways."""
        first, last = sorted(self._chance.sample(range(len(mother.order) + 1), 2))
        order, ways = mother.order[:first], list(mother.ways)
        taken = set(order)
        for job in father.order:
            if len(order) >= last:
                break
            if job not in taken:
                order.append(job)
                taken.add(job)
                ways[job] = father.ways[job]
        return order + [job for job in mother.order if job not in taken], ways

    def _shuffled(self, parent: Bred) -> tuple[list[int], list[int]]:
        """The parent's list but for a stretch, in which some jobs are moved by chance."""
        first = self._chance.randrange(len(parent.order)) - SHUFFLED[0]
        last = first + self._chance.randint(*SHUFFLED)
        keys = [0.0] * len(parent.order)
        for place, job in enumerate(parent.order):
            moved = first <= place < last and self._chance.random() < MOVED
            keys[job] = self._chance.uniform(first, last) if moved else float(place)
        return self._ordered(keys), list(parent.ways)

    def _parent(self) -> Bred:
        return min(self._chance.choice(self._alive), self._chance.choice(self._alive), key=lambda one: one.cost)

    def _made(self, order: list[int], ways: list[int]) -> Bred | None:
        if self._choosy and self._chance.random() < QUICKENED:
            starts, ways = self._packer.quickened(order, ways)
        else:
            starts = self._packer.packed(order, ways)
        return self._bred(self._packer.justified(starts, ways), ways)

    def _bred(self, starts: list[int], ways: list[int]) -> Bred | None:
        """None for a schedule that ends after the window."""
        ends = [start + job.ways[way].length for start, job, way in zip(starts, self._plain.jobs, ways, strict=True)]
        if max(ends) > self._plain.steps:
            return None
        return Bred(self._plain.cost(ends), sorted(range(len(starts)), key=starts.__getitem__), starts, ways)

    def _keep(self, born: Bred) -> bool:
        """Among the others if it is like none of them, in the place of the worst when there are enough; is it best?"""
        if any(one.cost == born.cost and one.starts == born.starts for one in self._alive):
            return False
        better = self.best is None or born.cost < self.best.cost
        if better:
            self.best = born
        if len(self._alive) < POPULATION:
            self._alive.append(born)
            return better
        worst = max(range(POPULATION), key=lambda place: self._alive[place].cost)
        if born.cost <= self._alive[worst].cost:
            self._alive[worst] = born
        return better

    def _repaired(self, ways: list[int]) -> list[int] | None:
        """Ways that take no more than there is from each stock, near those given; None when none were found."""
        jobs, left = self._plain.jobs, spare(self._plain, ways)
        for _ in range(REPAIRS * len(jobs)):
            lack = _lack(left)
            if not lack:
                return ways
            self._tries += 1
            job = self._chance.randrange(len(jobs))
            today = jobs[job].ways[ways[job]]
            for number in self._chance.sample(range(len(jobs[job].ways)), len(jobs[job].ways)):
                uses = jobs[job].ways[number].uses
                then = [room + old - new for room, old, new in zip(left, today.uses, uses, strict=True)]
                if _lack(then) < lack:
                    left, ways[job] = then, number
                    break
        return None


def _lack(left: list[int]) -> int:
    return -sum(room for room in left if room < 0)


def _tails(plain: Plain) -> list[int]:
    """How many steps of work follow the start of each job at least."""
    found = [0] * len(plain.jobs)
    for job in range(len(plain.jobs) - 1, -1, -1):
        one = plain.jobs[job]
        after = max((found[other] + lag for other, lag in one.after), default=0)
        found[job] = min(way.length for way in one.ways) + after
    return found
