"""What keeps an activity from being done at a given moment, when everything else stays where it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from copilot.model.activity import Activity, AssetNeed, Limit, Mode, PoolNeed
from copilot.model.noun import Span
from tools.solve.schedule.grid import down, up
from tools.solve.schedule.index import Index
from tools.solve.schedule.insert import Inserter
from tools.solve.schedule.occupancy import held
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.standing import Standing


@dataclass(frozen=True)
class Block:
    """One obstacle: its kind, who is behind it (None when no activity is), until when, and what it is about."""

    kind: str
    by: str | None = None
    until: int | None = None
    about: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """A way of doing an activity between two steps; `real` is its place in the schedule, if it has one."""

    activity: Activity
    mode: Mode
    start: int
    end: int
    real: Placed | None


class Blocks:
    """The obstacles that the rest of a schedule puts in the way of one of its activities."""

    def __init__(self, standing: Standing, cutter: Cutter, name: str) -> None:
        """The rest of the schedule is all but `name`; the standing is as it was once this is built."""
        self._index: Index = standing.index
        self._problem = standing.index.problem
        self._step = self._problem.clock.step
        self._others = {one: place for one, place in standing.placed.items() if one != name}
        rest = Standing(self._index)
        rest.take(self._others, self._others)
        self._occupancy, self._ledger = rest.occupancy, rest.ledger
        self.inserter = Inserter(rest, cutter)
        self._reservoirs = {(one.site, one.item): one for one in self._problem.reservoirs}

    def at(self, moment: Moment) -> Block | None:
        """The first obstacle: what must come before, goods, the vehicles' limits, the vehicles, then places."""
        return next(self._every(moment), None)

    def _every(self, moment: Moment) -> Iterator[Block]:
        yield from self._before(moment)
        yield from self._goods(moment)
        for need in moment.mode.assets:
            yield from self._assets(moment, need)
        for wanted in moment.mode.pools:
            yield from self._places(moment, wanted)

    def _before(self, moment: Moment) -> Iterator[Block]:
        ends: list[tuple[int, str]] = []
        for before in moment.activity.after:
            place = self._others.get(before.activity)
            if place is None:
                yield Block("after_missing", before.activity)
            else:
                ends.append((place.end + before.lag, before.activity))
        last = max(ends, default=(0, ""))
        if last[0] > moment.start * self._step:
            yield Block("after", last[1], last[0])

    def _goods(self, moment: Moment) -> Iterator[Block]:
        for key, offset, quantity in self.inserter.takes(moment.mode):
            if key not in self._reservoirs:
                continue
            spare = self._ledger.spare(key)
            at = min(moment.end if offset is None else moment.start + offset, self._problem.clock.steps)
            if spare[at] < quantity:
                about: dict[str, str | int] = {"site": key[0], "goods": key[1], "quantity": quantity}
                enough = np.flatnonzero(spare[at:] >= quantity)
                if not enough.size:
                    yield Block("stock_never", about=about)
                else:
                    yield self._supply(key, at, at + int(enough[0]), about)

    def _supply(self, key: tuple[str, str], at: int, enough: int, about: dict[str, str | int]) -> Block:
        """The last that happens to a stock before there is enough: a delivery, an arrival, a taking."""
        step = self._step
        arrivals = [minute for minute, _ in self._reservoirs[key].arrivals if at < up(minute, step) <= enough]
        gives: list[tuple[int, str]] = []
        takes: list[tuple[int, str]] = []
        for name, place in self._others.items():
            for effect in self._index.mode(place).effects:
                when = place.end if effect.at is None else place.start + effect.at
                if (effect.site, effect.item) == key and at * step < when <= enough * step:
                    (gives if effect.quantity > 0 else takes).append((when, name))
        if gives and max(gives)[0] >= max(arrivals, default=0):
            return Block("stock_brought", max(gives)[1], max(gives)[0], about)
        if arrivals:
            return Block("stock_ordered", None, max(arrivals), about)
        if takes:
            return Block("stock_taken", max(takes)[1], max(takes)[0], about)
        return Block("stock_never", about=about)

    def _assets(self, moment: Moment, need: AssetNeed) -> Iterator[Block]:
        """The vehicle of today, or else any, that is the last to be free, or the first where none is named yet."""
        span = held(need, moment.start, moment.end, self._step)
        found = {asset: block for asset in need.candidates if (block := self._asset(moment, asset, span)) is not None}
        if len(need.candidates) - len(found) >= need.count:
            return
        named = [found[asset] for asset in (() if moment.real is None else moment.real.assets) if asset in found]
        end = self._problem.clock.end
        ranked = sorted(named or found.values(), key=lambda one: (end if one.until is None else one.until, str(one.by)))
        if ranked:
            yield ranked[-1] if named else ranked[min(need.count, len(ranked)) - 1]

    def _asset(self, moment: Moment, asset: str, span: Span) -> Block | None:
        about: dict[str, str | int] = {"asset": asset}
        if moment.activity.subject.asset != asset:
            for limit in self._problem.limits:
                if limit.asset == asset and self._is_past(limit, moment, span):
                    ends = [(self._others[one].end, one) for one in limit.resets if one in self._others]
                    if not ends:
                        return Block("limit_never", next(iter(limit.resets), None), about=about)
                    return Block("limit", min(ends)[1], min(ends)[0], about)
        holders = [
            (last, name)
            for name, place in self._others.items()
            if asset in place.assets and (last := self._until(place, asset, span)) is not None
        ]
        absent = [
            one.end
            for one in self._problem.away
            if one.asset == asset and one.start < span[1] * self._step and one.end > span[0] * self._step
        ]
        if absent:
            return Block("away", None, max(absent), about)
        if not holders:
            return None
        last, name = max(holders)
        return Block("asset", name, last * self._step, about)

    def _is_past(self, limit: Limit, moment: Moment, span: Span) -> bool:
        """True when a vehicle would be past its date, or its counter, and nothing renews it before."""
        if any(one in self._others and self._others[one].end <= span[0] * self._step for one in limit.resets):
            return False
        if limit.until is not None and span[1] * self._step > limit.until:
            return True
        if limit.counter is None or limit.left is None:
            return False
        modes = [moment.mode, *(self._index.mode(p) for p in self._others.values() if limit.asset in p.assets)]
        return sum(mode.km if limit.counter == "km" else mode.hours for mode in modes) > limit.left

    def _until(self, place: Placed, asset: str, span: Span) -> int | None:
        """The step until which a place holds an asset, when it does at some step of the span."""
        named = iter(place.assets)
        for need in self._index.mode(place).assets:
            first, last = held(need, down(place.start, self._step), up(place.end, self._step), self._step)
            for _ in range(need.count):
                if next(named) == asset and first < span[1] and last > span[0]:
                    return last
        return None

    def _places(self, moment: Moment, need: PoolNeed) -> Iterator[Block]:
        capacity = self._index.capacity.get(need.pool)
        if capacity is None:
            return
        first, last = held(need, moment.start, moment.end, self._step)
        taken = self._occupancy.pool(need.pool)[max(first, 0) : last]
        full = np.flatnonzero(taken + need.amount > capacity)
        if not full.size:
            return
        about: dict[str, str | int] = {"pool": need.pool}
        if need.amount > capacity:
            yield Block("pool_never", about=about)
            return
        step = max(first, 0) + int(full[-1])
        holders = [
            (until, name) for name, place in self._others.items() if (until := self._leaves(place, need.pool, step))
        ]
        if holders:
            until, name = _released(holders, moment, first - moment.start, self._step)
            yield Block("pool", name, until * self._step, about)
        else:
            outages = next(pool.outages for pool in self._problem.pools if pool.id == need.pool)
            back = max(end for start, end, _ in outages if start <= step * self._step < end)
            gone = back >= self._problem.clock.end
            yield Block("pool_never", about=about) if gone else Block("outage", None, back, about)

    def _leaves(self, place: Placed, pool: str, step: int) -> int | None:
        """The step at which a place leaves a pool that it holds at a step."""
        for need in self._index.mode(place).pools:
            first, last = held(need, down(place.start, self._step), up(place.end, self._step), self._step)
            if need.pool == pool and first <= step < last:
                return last
        return None


def _released(holders: list[tuple[int, str]], moment: Moment, lead: int, step: int) -> tuple[int, str]:
    """Of those that hold a place, the last that leaves it before the activity takes one; the first to leave if none."""
    if moment.real is None:
        return min(holders)
    taken = down(moment.real.start, step) + lead
    return max((one for one in holders if one[0] <= taken), default=min(holders))
