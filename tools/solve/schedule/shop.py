"""A shop, where each machine does one job at a time: its sequences, and what they make of a schedule."""

import random
from collections.abc import Sequence
from itertools import pairwise

from tools.solve.schedule.plain import Plain

NONE = -1


class Shop:
    """The sequence of each machine and the way of each job, with heads (earliest starts) and tails (what follows).

    `machine[job][way]` is NONE where a way needs none. `end` is when the last job, which costs, ends.
    """

    def __init__(self, plain: Plain, machine: Sequence[Sequence[int]]) -> None:
        jobs = plain.jobs
        self.machine = machine
        self.lengths = [[way.length for way in job.ways] for job in jobs]
        self.before = [job.before for job in jobs]
        self.after = [job.after for job in jobs]
        self.first = [job.first for job in jobs]
        self.ways = [0] * len(jobs)
        self.length = [0] * len(jobs)
        self.rows: list[list[int]] = [[] for _ in range(1 + max((k for row in machine for k in row), default=0))]
        self.left, self.right = [NONE] * len(jobs), [NONE] * len(jobs)
        self.heads, self.tails, self.end = [0] * len(jobs), [0] * len(jobs), 0

    def load(self, starts: Sequence[int], ways: Sequence[int]) -> None:
        """Takes the sequences of a schedule."""
        self.ways = list(ways)
        self.length = [lengths[way] for lengths, way in zip(self.lengths, ways, strict=True)]
        self.rows = [[] for _ in self.rows]
        for job in sorted(range(len(starts)), key=lambda job: (starts[job], self.length[job], job)):
            if self.on(job) != NONE:
                self.rows[self.on(job)].append(job)
        for row in self.rows:
            self._link(row)
        if not self.evaluate():
            raise ValueError("no schedule has these sequences")

    def on(self, job: int) -> int:
        """The machine of a job."""
        return self.machine[job][self.ways[job]]

    def reorder(self, old: Sequence[int], new: Sequence[int]) -> bool:
        """Puts neighbours on a machine into another order; False, and nothing changed, when they cannot be."""
        self._put(old, new)
        if self.evaluate():
            return True
        self._put(new, old)
        self.evaluate()
        return False

    def shift(self, job: int, way: int, place: int) -> bool:
        """Puts a job into another way, at a place of that machine; False, and nothing changed, when it cannot be."""
        was, row = self.ways[job], self.rows[self.on(job)]
        stood = row.index(job)
        self._move(job, way, place)
        if self.evaluate():
            return True
        self._move(job, was, stood)
        self.evaluate()
        return False

    def evaluate(self) -> bool:
        """Heads, tails and end anew; False when some job would wait for itself."""
        order = self._forwards()
        if order is None:
            return False
        after, right, length = self.after, self.right, self.length
        tails = [0] * len(length)
        for job in reversed(order):
            tail = 0
            for other, lag in after[job]:
                tail = max(tail, lag + length[other] + tails[other])
            other = right[job]
            if other != NONE:
                tail = max(tail, length[other] + tails[other])
            tails[job] = tail
        self.tails = tails
        self.end = max(head + own for head, own in zip(self.heads, length, strict=True))
        return True

    def _forwards(self) -> list[int] | None:
        """Heads anew, and an order in which no job waits for a later one; None when there is none."""
        after, right, length = self.after, self.right, self.length
        waits = [len(row) + (other != NONE) for row, other in zip(self.before, self.left, strict=True)]
        heads, order = list(self.first), [job for job, count in enumerate(waits) if not count]
        for job in order:
            end = heads[job] + length[job]
            nexts = after[job] if right[job] == NONE else (*after[job], (right[job], 0))
            for other, lag in nexts:
                if heads[other] < end + lag:
                    heads[other] = end + lag
                waits[other] -= 1
                if not waits[other]:
                    order.append(other)
        if len(order) < len(heads):
            return None
        self.heads = heads
        return order

    def path(self, chance: random.Random) -> list[int]:
        """A critical path: jobs of which each ends when the next begins, none of which can wait."""
        heads, tails, length, end = self.heads, self.tails, self.length, self.end
        firsts = [
            job
            for job, head in enumerate(heads)
            if head == self.first[job] and length[job] and head + length[job] + tails[job] == end
        ]
        path = [chance.choice(firsts)]
        while True:
            ends = heads[path[-1]] + length[path[-1]]
            nexts = [other for other, lag in self.after[path[-1]] if heads[other] == ends + lag]
            if self.right[path[-1]] != NONE and heads[self.right[path[-1]]] == ends:
                nexts.append(self.right[path[-1]])
            nexts = [other for other in nexts if heads[other] + length[other] + tails[other] == end]
            if not nexts:
                return path
            path.append(nexts[0] if len(nexts) == 1 else chance.choice(nexts))

    def ready(self, job: int) -> int:
        """When the jobs that come before one let it begin, whatever its machine does."""
        heads, length = self.heads, self.length
        return max([self.first[job], *(heads[other] + length[other] + lag for other, lag in self.before[job])])

    def rest(self, job: int) -> int:
        """How long the jobs that come after one need once it has ended, whatever its machine does."""
        return max([0, *(lag + self.length[other] + self.tails[other] for other, lag in self.after[job])])

    def _put(self, old: Sequence[int], new: Sequence[int]) -> None:
        row = self.rows[self.on(old[0])]
        place = row.index(old[0])
        row[place : place + len(old)] = new
        self._link(row)

    def _move(self, job: int, way: int, place: int) -> None:
        self.rows[self.on(job)].remove(job)
        self._link(self.rows[self.on(job)])
        self.ways[job], self.length[job] = way, self.lengths[job][way]
        self.rows[self.on(job)].insert(place, job)
        self._link(self.rows[self.on(job)])

    def _link(self, row: Sequence[int]) -> None:
        if row:
            self.left[row[0]] = self.right[row[-1]] = NONE
        for one, other in pairwise(row):
            self.right[one], self.left[other] = other, one


def machines(plain: Plain) -> list[list[int]] | None:
    """The machine of each way of each job; None when the problem is no shop whose only cost is when its last job ends.

    Ways of one machine cannot be taken at once, ways of two can; nothing is used up.
    """
    takes = sorted({way.takes for job in plain.jobs for way in job.ways if way.takes})
    classes: list[list[int]] = []
    for one in takes:
        rivals = [members for members in classes if any(_excludes(plain, one, other) for other in members)]
        if len(rivals) > 1 or not all(_excludes(plain, one, other) for members in rivals for other in members):
            return None
        if rivals:
            rivals[0].append(one)
        else:
            classes.append([one])
    paid = [number for number, job in enumerate(plain.jobs) if job.delays]
    last = len(plain.jobs) - 1
    if plain.stocks or plain.shares or paid != [last] or any(job.after == () for job in plain.jobs[:last]):
        return None
    if any(lag < 0 for job in plain.jobs for _, lag in job.after):
        return None
    of = {one: number for number, members in enumerate(classes) for one in members} | {0: NONE}
    return [[of[way.takes] for way in job.ways] for job in plain.jobs]


def _excludes(plain: Plain, one: int, other: int) -> bool:
    return (plain.free - one - other) & plain.guards != plain.guards
