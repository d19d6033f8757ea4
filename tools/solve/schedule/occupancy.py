"""What a schedule leaves of every pool and asset, step by step."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from copilot.model.activity import Occupation
from tools.solve.schedule.grid import down, up
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Placed

Steps = npt.NDArray[np.int64]


class Occupancy:
    """Places taken in each pool, outages included, and how many activities hold each asset, by step."""

    def __init__(self, index: Index) -> None:
        problem, self._index = index.problem, index
        self._step, self._steps = problem.clock.step, problem.clock.steps
        self._pools: dict[str, Steps] = defaultdict(self._nothing)
        self._assets: dict[str, Steps] = defaultdict(self._nothing)
        for pool in problem.pools:
            for start, end, lost in pool.outages:
                first, last = down(max(start, 0), self._step), up(min(end, problem.clock.end), self._step)
                self._pools[pool.id][first : max(first, last)] += min(lost, pool.capacity)

    def pool(self, name: str) -> Steps:
        """Places taken of a pool, by step; more than its capacity where outages meet work in progress."""
        return self._pools[name] if name in self._pools else self._nothing()

    def asset(self, name: str) -> Steps:
        """How many activities hold an asset, by step."""
        return self._assets[name] if name in self._assets else self._nothing()

    def change(self, placed: Placed, sign: int) -> None:
        """Adds (1) or takes away (-1) what an activity holds in its place."""
        for kind, name, amount, first, last in self._held(placed):
            (self._pools if kind == "pool" else self._assets)[name][first:last] += sign * amount

    def _held(self, placed: Placed) -> Iterator[tuple[str, str, int, int, int]]:
        mode = self._index.mode(placed)
        for need in mode.pools:
            yield "pool", need.pool, need.amount, *self._span(need, placed)
        named = iter(placed.assets)
        for wanted in mode.assets:
            for _ in range(wanted.count):
                yield "asset", next(named), 1, *self._span(wanted, placed)

    def _span(self, need: Occupation, placed: Placed) -> tuple[int, int]:
        first, last = held(need, down(placed.start, self._step), up(placed.end, self._step), self._step)
        return max(first, 0), min(max(last, 0), self._steps)

    def _nothing(self) -> Steps:
        return np.zeros(self._steps, dtype=np.int64)


def held(need: Occupation, start: int, end: int, step: int) -> tuple[int, int]:
    """The steps during which a need of an activity from step `start` to step `end` is held, rounded outwards."""
    first = start + down(need.begin, step)
    return first, end + up(need.tail, step) if need.length is None else start + up(need.begin + need.length, step)
