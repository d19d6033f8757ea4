"""What a schedule leaves of every pool and asset, step by step."""

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from copilot.model.activity import Occupation
from tools.solve.schedule.grid import Steps, down, up
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Placed


class Occupancy:
    """Places taken in each pool, outages included, and what holds each asset or keeps it away, by step."""

    def __init__(self, index: Index) -> None:
        problem, self._index = index.problem, index
        self._step, self._steps = problem.clock.step, problem.clock.steps
        self._pools: dict[str, Steps] = defaultdict(self._nothing)
        self._full: dict[str, dict[int, Steps]] = defaultdict(dict)
        self._row = {name: row for row, name in enumerate(index.assets)}
        self._assets = np.zeros((len(self._row), self._steps), dtype=np.int64)
        self._busy = np.zeros((len(self._row), self._steps + 1), dtype=np.int64)
        for pool in problem.pools:
            for start, end, lost in pool.outages:
                first, last = down(max(start, 0), self._step), up(min(end, problem.clock.end), self._step)
                self._pools[pool.id][first : max(first, last)] += min(lost, pool.capacity)
        for away in problem.away:
            if away.asset in self._row:
                first, last = down(max(away.start, 0), self._step), up(min(away.end, problem.clock.end), self._step)
                self._hold(self._row[away.asset], first, max(first, last), 1)

    def pool(self, name: str) -> Steps:
        """Places taken of a pool, by step; more than its capacity where outages meet work in progress."""
        return self._pools[name] if name in self._pools else self._nothing()

    def asset(self, name: str) -> Steps:
        """How many activities and absences hold an asset, by step."""
        row: Steps = self._assets[self._row[name]]
        return row

    def full(self, pool: str, room: int) -> Steps:
        """Before each step and at the end, how many steps there were with more than `room` places of a pool taken."""
        counts = self._full[pool]
        if room not in counts:
            counts[room] = _counted(self.pool(pool) > room)
        return counts[room]

    def busy(self, assets: tuple[str, ...]) -> Steps:
        """A row an asset: before each step and at the end, how many steps there were at which it was held."""
        return self._busy[[self._row[name] for name in assets]]

    def change(self, placed: Placed, sign: int) -> None:
        """Adds (1) or takes away (-1) what an activity holds in its place."""
        mode = self._index.mode(placed)
        for need in mode.pools:
            first, last = self._span(need, placed)
            self._pools[need.pool][first:last] += sign * need.amount
            self._full.pop(need.pool, None)
        named = iter(placed.assets)
        for wanted in mode.assets:
            first, last = self._span(wanted, placed)
            for _ in range(wanted.count):
                self._hold(self._row[next(named)], first, last, sign)

    def _hold(self, row: int, first: int, last: int, sign: int) -> None:
        self._assets[row, first:last] += sign
        np.cumsum(self._assets[row] > 0, out=self._busy[row, 1:])

    def _span(self, need: Occupation, placed: Placed) -> tuple[int, int]:
        first, last = held(need, down(placed.start, self._step), up(placed.end, self._step), self._step)
        return max(first, 0), min(max(last, 0), self._steps)

    def _nothing(self) -> Steps:
        return np.zeros(self._steps, dtype=np.int64)


def _counted(taken: npt.NDArray[np.bool_]) -> Steps:
    return np.concatenate(([0], np.cumsum(taken)))


def held(need: Occupation, start: int, end: int, step: int) -> tuple[int, int]:
    """The steps during which a need of an activity from step `start` to step `end` is held, rounded outwards."""
    first = start + down(need.begin, step)
    return first, end + up(need.tail, step) if need.length is None else start + up(need.begin + need.length, step)
