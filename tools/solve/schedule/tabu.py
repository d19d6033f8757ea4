"""A tabu search over the sequences of a shop: what is critical is moved, and not moved back for a while."""

import random
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tools.solve.schedule.plain import Plain
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.shop import NONE, Shop

TENURE = 1.4
"""A move is barred for 10 rounds and one for each chain of jobs a machine, up to so many times as long by chance."""
PATIENCE = 2500
"""Rounds without a better schedule after which it begins again near the best."""
LIVES = 5
"""New beginnings without a better schedule after which there is little more to be had."""
KICKS = (3, 12)
"""Moves by chance with which it begins again."""
ROUNDS = 20
"""Rounds between two looks at the budget."""
EACH_ROUND, EACH_JOB, EACH_MOVE = 300, 6, 6
"""Steps, as packing counts them, that a round costs, each job in it, and each move looked at (measured)."""
Pair = tuple[int, int]


class Reorder(NamedTuple):
    """Neighbours on a machine put into another order, of which one passes the others."""

    end: int
    old: list[int]
    new: list[int]
    made: list[Pair]
    """Which comes before which that did not."""

    def do(self, shop: Shop) -> bool:
        """Does it; False when it cannot be."""
        return shop.reorder(self.old, self.new)

    def undoes(self) -> list[Pair]:
        """What would take it back."""
        return [(late, early) for early, late in self.made]


class Shift(NamedTuple):
    """A job put onto another machine, or into another way there."""

    end: int
    job: int
    way: int
    place: int
    was: int

    @property
    def made(self) -> list[Pair]:
        """The job and the way that it takes, told apart from jobs by its sign."""
        return [(self.job, ~self.way)]

    def do(self, shop: Shop) -> bool:
        """Does it; False when it cannot be."""
        return shop.shift(self.job, self.way, self.place)

    def undoes(self) -> list[Pair]:
        """What would take it back."""
        return [(self.job, ~self.was)]


class Tabu:
    """Improves schedules of one shop, round after round, by moves within and between critical blocks.

    Moves to the ends of a block (Balas, Vazacopoulos, Management Science 44, 1998) and to other machines (Mastrolilli,
    Gambardella, Journal of Scheduling 3, 2000), each judged by an estimate of the longest path through what it moves.
    `effort` counts steps as packing does.
    """

    def __init__(self, plain: Plain, shop: Shop, chance: random.Random) -> None:
        self._plain, self._shop, self._chance = plain, shop, chance
        self._barred: dict[Pair, int] = {}
        self._round = self._since = self.effort = 0
        self._best: tuple[int, list[int], list[int]] | None = None
        self._lives = LIVES
        self.choosy = any(len(ways) > 1 for ways in shop.machine)
        self._tenure = 10 + sum(not job.before for job in plain.jobs) // len(shop.rows)

    @property
    def cost(self) -> int | None:
        """What the best schedule costs; None when there is none yet."""
        if self._best is None:
            return None
        end, _, _ = self._best
        return self._plain.jobs[-1].late(end * self._plain.step)

    @property
    def is_stale(self) -> bool:
        """True when there is nothing to go on from, or it has begun anew again and again in vain."""
        return self._best is None or self._lives <= 0

    def add(self, placed: Mapping[str, Placed]) -> None:
        """Goes on from a schedule that is whole and no worse than the best."""
        jobs = self._plain.jobs
        if not all(job.name in placed for job in jobs):
            return
        starts = [placed[job.name].start // self._plain.step for job in jobs]
        modes = [placed[job.name].mode for job in jobs]
        self._shop.load(
            starts, [[way.mode for way in job.ways].index(mode) for job, mode in zip(jobs, modes, strict=True)]
        )
        self._keep()

    def step(self) -> bool:
        """Some rounds more; did they find a better schedule?"""
        better = False
        for _ in range(ROUNDS):
            better = self._once() or better
        return better

    def places(self) -> dict[str, Placed]:
        """The best schedule in the engine's words; nothing when there is none."""
        if self._best is None:
            return {}
        _, starts, ways = self._best
        return self._plain.places(starts, ways)

    def _once(self) -> bool:
        """One round: the best move that is not barred, or that beats all so far; one by chance when all are barred."""
        self.effort += EACH_ROUND + EACH_JOB * len(self._plain.jobs)
        if self._best is None:
            return False
        self._round, self._since = self._round + 1, self._since + 1
        if self._since > PATIENCE:
            self._begin_again()
        moves = list(self._moves())
        self.effort += EACH_MOVE * len(moves)
        least, barred = self._best[0], self._barred
        free = [
            move for move in moves if move.end < least or all(barred.get(pair, 0) <= self._round for pair in move.made)
        ]
        if not moves:
            return False
        move = min(free, key=lambda one: (one.end, self._chance.random())) if free else self._chance.choice(moves)
        until = self._round + round(self._tenure * self._chance.uniform(1, TENURE))
        barred.update(dict.fromkeys(move.undoes() if move.do(self._shop) else move.made, until))
        return self._keep()

    def _keep(self) -> bool:
        better = self._best is None or self._shop.end < self._best[0]
        if better:
            self._best = (self._shop.end, list(self._shop.heads), list(self._shop.ways))
            self._since, self._lives = 0, LIVES
        return better

    def _begin_again(self) -> None:
        """From the best, some moves away."""
        assert self._best is not None
        _, starts, ways = self._best
        self._shop.load(starts, ways)
        self._barred.clear()
        self._since = 0
        self._lives -= 1
        for _ in range(self._chance.randint(*KICKS)):
            moves = list(self._moves())
            if moves:
                self._chance.choice(moves).do(self._shop)

    def _moves(self) -> Iterator[Reorder | Shift]:
        path = self._shop.path(self._chance)
        yield from self._reorders(path)
        for job in path:
            if len(self._shop.machine[job]) > 1:
                yield from self._shifts(job)

    def _reorders(self, path: list[int]) -> Iterator[Reorder]:
        """Each job of a block of the path moved behind its last or before its first, where no path forbids it."""
        shop = self._shop
        for block in _blocks(shop, path):
            for place, job in enumerate(block[:-1]):
                old = block[place:]
                if self._may_follow(job, old):
                    yield self._reorder(old, [*old[1:], job], [(other, job) for other in old[1:]])
            for place, job in enumerate(block[1:], start=1):
                old = block[: place + 1]
                if len(block) > 2 and self._may_lead(job, old):
                    yield self._reorder(old, [job, *old[:-1]], [(job, other) for other in old[:-1]])

    def _may_follow(self, job: int, row: list[int]) -> bool:
        shop, last = self._shop, row[-1]
        followers = [other for other, _ in shop.after[job]]
        if any(other in row for other in followers):
            return False
        least = shop.tails[last] + shop.length[last]
        return len(row) == 2 or all(shop.tails[other] + shop.length[other] <= least for other in followers)

    def _may_lead(self, job: int, row: list[int]) -> bool:
        shop, first = self._shop, row[0]
        leaders = [other for other, _ in shop.before[job]]
        if any(other in row for other in leaders):
            return False
        least = shop.heads[first] + shop.length[first]
        return len(row) == 2 or all(shop.heads[other] + shop.length[other] <= least for other in leaders)

    def _reorder(self, old: list[int], new: list[int], made: list[Pair]) -> Reorder:
        """The move with the longest path through what it moves, as if all else stood."""
        shop = self._shop
        before, behind = shop.left[old[0]], shop.right[old[-1]]
        end = shop.heads[before] + shop.length[before] if before != NONE else 0
        heads = []
        for job in new:
            heads.append(max(end, shop.ready(job)))
            end = heads[-1] + shop.length[job]
        rest = shop.tails[behind] + shop.length[behind] if behind != NONE else 0
        longest = 0
        for job, head in zip(reversed(new), reversed(heads), strict=True):
            rest = max(rest, shop.rest(job))
            longest = max(longest, head + shop.length[job] + rest)
            rest += shop.length[job]
        return Reorder(longest, old, new, made)

    def _shifts(self, job: int) -> Iterator[Shift]:
        """A job put onto each of its other machines, between those that surely come before and surely come after."""
        shop = self._shop
        ready, rest, was = shop.ready(job), shop.rest(job), shop.ways[job]
        begins, ends = shop.heads[job], shop.heads[job] + shop.length[job]
        for way, machine in enumerate(shop.machine[job]):
            if way == was or machine in (shop.on(job), NONE):
                continue
            row = shop.rows[machine]
            place = sum(1 for other in row if shop.heads[other] + shop.length[other] <= begins)
            while True:
                left, right = row[place - 1] if place else NONE, row[place] if place < len(row) else NONE
                head = max(ready, shop.heads[left] + shop.length[left]) if left != NONE else ready
                tail = max(rest, shop.tails[right] + shop.length[right]) if right != NONE else rest
                yield Shift(head + shop.lengths[job][way] + tail, job, way, place, was)
                if right == NONE or shop.heads[right] >= ends:
                    break
                place += 1


def _blocks(shop: Shop, path: list[int]) -> Iterator[list[int]]:
    """Runs of two jobs and more on one machine."""
    block = path[:1]
    for job in path[1:]:
        if shop.on(job) == shop.on(block[-1]) != NONE and shop.right[block[-1]] == job:
            block.append(job)
        else:
            if len(block) > 1:
                yield block
            block = [job]
    if len(block) > 1:
        yield block
