"""What a schedule takes from each stock and adds to each vehicle, kept in step with its places."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from copilot.model.activity import Limit, Mode, Reservoir
from tools.solve.schedule.grid import Steps, down, up
from tools.solve.schedule.index import Index
from tools.solve.schedule.occupancy import held
from tools.solve.schedule.problem import Placed

Key = tuple[str, str]
"""A stock: its site and its item."""


class Ledger:
    """The changes of each stock and the uses of each asset, by activity; work on an asset itself is not use."""

    def __init__(self, index: Index) -> None:
        self._index, self._clock = index, index.problem.clock
        self.stocks: dict[Key, Reservoir] = {(one.site, one.item): one for one in index.problem.reservoirs}
        self.limits: dict[str, list[Limit]] = defaultdict(list)
        for limit in index.problem.limits:
            self.limits[limit.asset].append(limit)
        self.uses: dict[str, dict[str, Placed]] = defaultdict(dict)
        self._used: dict[tuple[str, str], int] = defaultdict(int)
        self._level = {key: _given(stock, self._clock.step, self._clock.steps) for key, stock in self.stocks.items()}
        self._takings = {key: np.zeros(self._clock.steps + 2, dtype=np.int64) for key in self.stocks}
        self._spare: dict[Key, tuple[Steps, bool]] = {}

    def change(self, placed: Placed, sign: int) -> None:
        """Adds (1) or takes away (-1) what an activity does in its place."""
        mode = self._index.mode(placed)
        for key, when, quantity in self._effects(placed, mode):
            if key in self.stocks:
                when = min(max(0, when), self._clock.steps + 1)
                self._level[key][when:] += sign * quantity
                self._takings[key][when] += sign if quantity < 0 else 0
                self._spare.pop(key, None)
        for asset in placed.assets:
            if asset == self._index.activity[placed.activity].subject.asset:
                continue
            self._used[asset, "km"] += sign * mode.km
            self._used[asset, "h"] += sign * mode.hours
            if sign > 0:
                self.uses[asset][placed.activity] = placed
            else:
                del self.uses[asset][placed.activity]

    def used(self, limit: Limit) -> int:
        """What all uses of an asset add to the counter of a limit, before and after what renews it."""
        return 0 if limit.counter is None else self._used[limit.asset, limit.counter]

    def spare(self, key: Key) -> Steps:
        """How much more may be taken from a stock at each step, so that every later taking is still covered."""
        return self._levels(key)[0]

    def is_covered(self, key: Key) -> bool:
        """True when everything taken from a stock is there when it is taken."""
        return key not in self.stocks or self._levels(key)[1]

    def keys(self, mode: Mode) -> set[Key]:
        """The stocks that a mode changes."""
        return {(effect.site, effect.item) for effect in mode.effects}

    def holds(self, limit: Limit, placed: dict[str, Placed]) -> bool:
        """True when no use of an asset passes a limit before what renews it."""
        step, steps = self._clock.step, self._clock.steps
        resets = [self._span(placed[name]) for name in limit.resets if name in placed]
        before = after = 0
        for use in self.uses[limit.asset].values():
            first, last = self._span(use)
            renewed = any(first >= end for _, end in resets)
            if limit.until is not None and not renewed and last > min(down(limit.until, step), steps):
                return False
            added = added_by(self._index.mode(use), limit)
            before, after = (before, after + added) if renewed else (before + added, after)
        return (limit.left is None or before <= limit.left) and (limit.renewed is None or after <= limit.renewed)

    def _levels(self, key: Key) -> tuple[Steps, bool]:
        if key not in self._spare:
            level = self._level[key]
            at_takings = np.where(self._takings[key] > 0, level, np.iinfo(np.int64).max)
            later = np.minimum.accumulate(at_takings[::-1])[::-1]
            self._spare[key] = (np.minimum(level, later), bool(later[0] >= 0))
        return self._spare[key]

    def _effects(self, place: Placed, mode: Mode) -> Iterator[tuple[Key, int, int]]:
        """Each stock that a place changes, at which step, and by how much; takings are rounded down, gifts up."""
        step = self._clock.step
        for effect in mode.effects:
            if effect.at is None:
                when = up(place.end, step)
            else:
                when = down(place.start, step) + (down if effect.quantity < 0 else up)(effect.at, step)
            yield (effect.site, effect.item), when, effect.quantity

    def _span(self, place: Placed) -> tuple[int, int]:
        """The steps between which a place holds its assets; its own, where it holds none."""
        step = self._clock.step
        start, end = down(place.start, step), up(place.end, step)
        spans = [held(need, start, end, step) for need in self._index.mode(place).assets] or [(start, end)]
        return min(first for first, _ in spans), max(end, *(last for _, last in spans))


def added_by(mode: Mode, limit: Limit) -> int:
    """What a mode adds to the counter of a limit."""
    return 0 if limit.counter is None else mode.km if limit.counter == "km" else mode.hours


def _given(stock: Reservoir, step: int, steps: int) -> Steps:
    """What a stock holds at each step and past the end were nothing planned: what comes, less what people use up."""
    level = np.full(steps + 2, stock.initial, dtype=np.int64)
    for minute, quantity in stock.arrivals:
        level[min(max(0, up(minute, step)), steps + 1) :] += quantity
    for minute, quantity in stock.losses:
        level[min(max(0, down(minute, step)), steps + 1) :] -= quantity
    minutes = np.arange(steps + 2, dtype=np.int64) * step
    asked = np.zeros(steps + 2, dtype=np.int64)
    for start, end, rate in stock.outflow:
        asked += rate * np.maximum(0, np.minimum(end, minutes) - start)
    return np.asarray(level + (-asked) // 1440, dtype=np.int64)
