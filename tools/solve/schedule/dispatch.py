"""A first draft without a solver: one after the other, each as cheap and then as early as it still can be."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from copilot.model.activity import Activity, AssetNeed, Effect, Limit, Mode, Reservoir
from tools.solve.schedule.grid import down, finish, up
from tools.solve.schedule.index import Index
from tools.solve.schedule.occupancy import Steps, held
from tools.solve.schedule.part import Choice, Cutter, is_fixed
from tools.solve.schedule.price import driven, late, missing
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.standing import Standing

TRIES = 60
"""Starts tried for each way of doing an activity, when two needs want the same assets."""
PASSES = 3
"""What found no place is tried again once the others have theirs: a part may have come."""
Urgency = Callable[[Activity], tuple[int | str | bool, ...]]


def by_due(index: Index) -> Urgency:
    """What cannot be moved, then the first due first; of equal ones, what supplies others."""
    end = index.problem.clock.end
    return lambda one: (one.latest is None, one.latest or one.due or end, not _supplies(one), one.id)


def by_worth(index: Index) -> Urgency:
    """What cannot be moved, then what it costs most to leave out."""
    end = index.problem.clock.end
    return lambda one: (one.latest is None, -missing(one), one.due or end, one.id)


ORDERS = (by_due, by_worth)


class Dispatcher:
    """Adds to a schedule what still finds a place in it; nothing that is there moves."""

    def __init__(self, standing: Standing, cutter: Cutter) -> None:
        self._standing, self._cutter = standing, cutter
        self._index, self._problem = standing.index, standing.index.problem
        self._limits: dict[str, list[Limit]] = defaultdict(list)
        for limit in self._problem.limits:
            self._limits[limit.asset].append(limit)
        self._stocks = {(one.site, one.item): one for one in self._problem.reservoirs}
        self._changes: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._spares: dict[tuple[str, str], Steps] = {}
        self._uses: dict[str, list[Mode]] = defaultdict(list)
        for place in standing.placed.values():
            self._note(place)

    def dispatch(self, urgency: Urgency, stop: Callable[[], bool]) -> None:
        """One pass after another over what is not placed, the most urgent first, until told to stop."""
        activities = sorted(self._problem.activities, key=urgency)
        for _ in range(PASSES):
            before = len(self._standing.placed)
            for activity in activities:
                if stop():
                    return
                if activity.id not in self._standing.placed and activity.id not in self._problem.pins:
                    self._place(activity)
            if len(self._standing.placed) == before:
                return

    def _place(self, activity: Activity) -> None:
        """Puts an activity in the cheapest place that breaks nothing, if there is one worth it."""
        standing, step = self._standing, self._problem.clock.step
        best, least = None, missing(activity)
        for choice in self._cutter.choices(activity, standing.placed, standing.occupancy):
            if driven(choice.mode) >= least:
                break
            place = self.first(activity, choice)
            if place is not None:
                cost = driven(choice.mode) + late(activity, choice.mode, place.start, place.end, step)
                if cost < least or (cost == least and best is not None and place.start < best.start):
                    best, least = place, cost
        if best is not None:
            standing.take([activity.id], {activity.id: best})
            self._note(best)

    def first(self, activity: Activity, choice: Choice) -> Placed | None:
        """The earliest place of a choice for which there is stock and there are assets."""
        starts, ends = choice.starts, choice.ends
        for key, offset, quantity in self.takes(choice.mode):
            if key in self._stocks:
                at = np.clip((ends if offset is None else starts + offset), 0, self._problem.clock.steps)
                fits = self.spare(key)[at] >= quantity
                starts, ends = starts[fits], ends[fits]
        usable = [
            [self._usable(activity, choice.mode, need, asset, starts, ends) for asset in candidates]
            for need, candidates in zip(choice.mode.assets, choice.candidates, strict=True)
        ]
        if not all(usable):
            return None
        fits = np.ones(starts.shape, dtype=np.bool_)
        for need, masks in zip(choice.mode.assets, usable, strict=True):
            fits &= np.sum(masks, axis=0, dtype=np.int64) >= need.count
        for place in np.flatnonzero(fits)[:TRIES].tolist():
            named = _named(choice, usable, place)
            if named is not None:
                return self._at(activity, choice.mode, int(starts[place]), named)
        return None

    def _at(self, activity: Activity, mode: Mode, step: int, named: tuple[str, ...]) -> Placed:
        start = activity.earliest if is_fixed(activity) else step * self._problem.clock.step
        end: int | None = start + mode.duration
        if mode.calendar is not None:
            end = finish(self._problem.calendars[mode.calendar], start, mode.duration)
        if end is None:
            raise AssertionError(f"{activity.id} was placed where it cannot end")
        return Placed(activity.id, mode.id, start, end, named)

    def _usable(
        self, activity: Activity, mode: Mode, need: AssetNeed, asset: str, starts: Steps, ends: Steps
    ) -> npt.NDArray[np.bool_]:
        """At which starts an asset is free and within its limits."""
        step, steps = self._problem.clock.step, self._problem.clock.steps
        lead, tail = held(need, 0, 0, step)
        first, last = starts + lead, (ends if need.length is None else starts) + tail
        taken = np.concatenate(([0], np.cumsum(self._standing.occupancy.asset(asset) > 0)))
        usable = taken[np.clip(last, 0, steps)] == taken[np.clip(first, 0, steps)]
        if activity.subject.asset != asset:
            for limit in self._limits.get(asset, ()):
                usable &= self._within(limit, mode, first * step, last * step)
        return np.asarray(usable, dtype=np.bool_)

    def _within(self, limit: Limit, mode: Mode, first: Steps, last: Steps) -> npt.NDArray[np.bool_]:
        """Past a date only after what renews it; a counter is not shared out between before and after."""
        placed = self._standing.placed
        renewed = min((placed[name].end for name in limit.resets if name in placed), default=None)
        after = np.zeros(first.shape, dtype=np.bool_) if renewed is None else first >= renewed
        within = np.ones(first.shape, dtype=np.bool_) if limit.until is None else (last <= limit.until) | after
        if limit.counter is None or limit.left is None:
            return within
        used = sum(_added(one, limit) for one in self._uses[limit.asset]) + _added(mode, limit)
        left = np.where(after, limit.renewed is None or used <= limit.renewed, used <= limit.left)
        return np.asarray(within & left, dtype=np.bool_)

    def takes(self, mode: Mode) -> Iterator[tuple[tuple[str, str], int | None, int]]:
        """Each stock that a mode takes from, how many steps after its start (None: at its end), and how much in all."""
        taken: dict[tuple[str, str], list[Effect]] = defaultdict(list)
        for effect in mode.effects:
            if effect.quantity < 0:
                taken[effect.site, effect.item].append(effect)
        for key, effects in taken.items():
            offsets = [down(effect.at, self._problem.clock.step) for effect in effects if effect.at is not None]
            yield key, min(offsets, default=None), -sum(effect.quantity for effect in effects)

    def spare(self, key: tuple[str, str]) -> Steps:
        """How much more may be taken from a stock at each step, so that every later taking is still covered."""
        if key not in self._spares:
            stock, clock = self._stocks[key], self._problem.clock
            level = np.full(clock.steps + 1, stock.initial, dtype=np.int64)
            for minute, quantity in (*stock.arrivals, *self._changes[key]):
                level[min(max(0, up(minute, clock.step)), clock.steps + 1) :] += quantity
            level -= np.array([_asked(stock, at * clock.step) for at in range(clock.steps + 1)], dtype=np.int64)
            later = np.full(clock.steps + 1, np.iinfo(np.int64).max, dtype=np.int64)
            for minute, quantity in self._changes[key]:
                if quantity < 0:
                    at = down(minute, clock.step)
                    later[: at + 1] = np.minimum(later[: at + 1], level[at])
            self._spares[key] = np.minimum(level, later)
        return self._spares[key]

    def _effects(self, place: Placed) -> Iterator[tuple[tuple[str, str], int, int]]:
        """Each stock that a place changes, when on the grid, and by how much."""
        step = self._problem.clock.step
        for effect in self._index.mode(place).effects:
            if effect.at is None:
                when = up(place.end, step)
            elif effect.quantity < 0:
                when = down(place.start, step) + down(effect.at, step)
            else:
                when = down(place.start, step) + up(effect.at, step)
            yield (effect.site, effect.item), when * step, effect.quantity

    def _note(self, place: Placed) -> None:
        for key, when, quantity in self._effects(place):
            self._changes[key].append((when, quantity))
            self._spares.pop(key, None)
        subject = self._index.activity[place.activity].subject.asset
        for asset in place.assets:
            if asset != subject:
                self._uses[asset].append(self._index.mode(place))


def _supplies(activity: Activity) -> bool:
    return any(effect.quantity > 0 for mode in activity.modes for effect in mode.effects)


def _added(mode: Mode, limit: Limit) -> int:
    return mode.km if limit.counter == "km" else mode.hours


def _named(choice: Choice, usable: list[list[npt.NDArray[np.bool_]]], place: int) -> tuple[str, ...] | None:
    """The first assets that can be used at a start, need after need; None when two needs want the same."""
    named: list[str] = []
    for need, candidates, masks in zip(choice.mode.assets, choice.candidates, usable, strict=True):
        free = [one for one, mask in zip(candidates, masks, strict=True) if mask[place] and one not in named]
        if len(free) < need.count:
            return None
        named += free[: need.count]
    return tuple(named)


def _asked(stock: Reservoir, minute: int) -> int:
    """What people have used up by a minute, rounded up."""
    used = sum(rate * max(0, min(end, minute) - start) for start, end, rate in stock.outflow if start < minute)
    return up(used, 1440)
