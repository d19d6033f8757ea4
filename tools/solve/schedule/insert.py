"""Finds an activity the cheapest place that breaks nothing, while all others stay where they are."""

import random
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from copilot.model.activity import Activity, AssetNeed, Effect, Limit, Mode
from copilot.model.noun import Span
from tools.solve.schedule.grid import Steps, down, finish, within
from tools.solve.schedule.ledger import Key, added_by
from tools.solve.schedule.occupancy import held
from tools.solve.schedule.part import Cutter, is_fixed
from tools.solve.schedule.price import late, price, spent
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.standing import Standing

TRIES = 60
"""Starts tried for each way of doing an activity, when two needs want the same assets."""
BLINK = 0.03
"""How often a way is passed over when there is chance: what seems best at once is not always."""
Mask = npt.NDArray[np.bool_]


class Inserter:
    """Puts activities into a schedule one at a time; with `chance`, not always where it seems best."""

    def __init__(self, standing: Standing, cutter: Cutter, chance: random.Random | None = None) -> None:
        self._standing, self._cutter, self._chance = standing, cutter, chance
        self._problem = standing.index.problem
        self._ways: dict[str, list[tuple[int, Mode]]] = {}
        self._taken: dict[int, tuple[tuple[Key, int | None, int], ...]] = {}

    def insert(self, name: str) -> None:
        """Puts an activity that is away in the cheapest place, of equal ones that which ends first, if it is worth it.

        Where the former plan had it is tried beside the earliest place of each way.
        """
        standing = self._standing
        activity = standing.index.activity[name]
        window = self._cutter.window(activity, standing.placed)
        if window is None:
            return
        best, least = self._former(activity, window)
        for km, mode in self._by_km(activity):
            if km > least or (km == least and best is None):
                break
            starts, ends = self._cutter.runs(activity, mode, window)
            if not starts.size or (self._chance and self._chance.random() < BLINK):
                continue
            bound = km + late(activity, mode, int(starts[0]) * self._step, int(ends[0]) * self._step, self._step)
            if bound > least or (bound == least and (best is None or int(ends[0]) * self._step >= best.end)):
                continue
            place = self.first(activity, mode, starts, ends)
            if place is not None:
                cost = price(self._problem, activity, mode, place)
                if cost < least or (cost == least and best is not None and place.end < best.end):
                    best, least = place, cost
        if best is not None:
            standing.take([name], {name: best})

    @property
    def _step(self) -> int:
        return self._problem.clock.step

    def _by_km(self, activity: Activity) -> list[tuple[int, Mode]]:
        if activity.id not in self._ways:
            ways = [(spent(mode), number, mode) for number, mode in enumerate(activity.modes)]
            self._ways[activity.id] = [(km, mode) for km, _, mode in sorted(ways, key=lambda way: way[:2])]
        return self._ways[activity.id]

    def _former(self, activity: Activity, window: Span) -> tuple[Placed | None, int]:
        """Where the former plan had it, when that is still possible, and what that costs; else what leaving it does."""
        away = price(self._problem, activity, None, None)
        before = self._problem.reference.get(activity.id)
        mode = next((one for one in activity.modes if before is not None and one.id == before.mode), None)
        if before is None or mode is None:
            return None, away
        starts, ends = self._cutter.runs(activity, mode, window)
        there = starts == down(before.start, self._step)
        place = self.first(activity, mode, starts[there], ends[there], frozenset(before.assets))
        cost = away if place is None else price(self._problem, activity, mode, place)
        return (place, cost) if cost < away else (None, away)

    def first(
        self, activity: Activity, mode: Mode, starts: Steps, ends: Steps, only: frozenset[str] = frozenset()
    ) -> Placed | None:
        """The earliest of some starts at which there is room, stock and assets, those of `only` if any."""
        ledger = self._standing.ledger
        starts, ends = self._cutter.with_room(mode, starts, ends, self._standing.occupancy)
        for key, offset, quantity in self.takes(mode):
            if key in ledger.stocks and starts.size:
                at = within(ends if offset is None else starts + offset, self._problem.clock.steps)
                fits = ledger.spare(key)[at] >= quantity
                starts, ends = starts[fits], ends[fits]
        if not starts.size:
            return None
        free = [self._free(activity, mode, need, starts, ends) for need in mode.assets]
        fits = np.ones(starts.shape, dtype=np.bool_)
        for need, rows in zip(mode.assets, free, strict=True):
            if only:
                rows[[asset not in only for asset in need.candidates]] = False
            fits &= rows.sum(axis=0) >= need.count
        for place in np.flatnonzero(fits)[:TRIES].tolist():
            assets = self._named(mode, free, place)
            if assets is not None:
                return self._at(activity, mode, int(starts[place]), assets)
        return None

    def _at(self, activity: Activity, mode: Mode, step: int, named: tuple[str, ...]) -> Placed:
        start = activity.earliest if is_fixed(activity) else step * self._step
        end: int | None = start + mode.duration
        if mode.calendar is not None:
            end = finish(self._problem.calendars[mode.calendar], start, mode.duration)
        if end is None:
            raise AssertionError(f"{activity.id} was placed where it cannot end")
        return Placed(activity.id, mode.id, start, end, named)

    def _free(self, activity: Activity, mode: Mode, need: AssetNeed, starts: Steps, ends: Steps) -> Mask:
        """A row a candidate: at which starts it is free and within its limits."""
        ledger, step = self._standing.ledger, self._step
        free = self._cutter.open(self._standing.occupancy.busy(need.candidates), need, starts, ends)
        lead, tail = held(need, 0, 0, step)
        first, last = (starts + lead) * step, ((ends if need.length is None else starts) + tail) * step
        for row, asset in enumerate(need.candidates):
            if activity.subject.asset != asset:
                for limit in ledger.limits.get(asset, ()):
                    free[row] &= self._keeps(limit, mode, first, last)
        return free

    def _keeps(self, limit: Limit, mode: Mode, first: Steps, last: Steps) -> Mask | bool:
        """Past a date only after what renews it; a counter is not shared out between before and after."""
        placed, used = self._standing.placed, self._standing.ledger.used(limit) + added_by(mode, limit)
        spare = limit.counter is None or limit.left is None or used <= limit.left
        renewed = limit.counter is None or limit.renewed is None or used <= limit.renewed
        if spare and renewed and (limit.until is None or last[-1] <= limit.until):
            return True
        until = self._problem.clock.end if limit.until is None else limit.until
        resets = [placed[name].end for name in limit.resets if name in placed]
        after = first >= min(resets, default=self._problem.clock.end + 1)
        return np.asarray(np.where(after, renewed, (last <= until) & spare), dtype=np.bool_)

    def _named(self, mode: Mode, free: list[Mask], place: int) -> tuple[str, ...] | None:
        """Assets that are free at a start, need after need; None when two needs want the same."""
        found: list[str] = []
        for need, rows in zip(mode.assets, free, strict=True):
            names = [need.candidates[row] for row in np.flatnonzero(rows[:, place]).tolist()]
            names = [name for name in names if name not in found]
            if len(names) < need.count:
                return None
            drawn = self._chance.sample(names, need.count) if self._chance else names[: need.count]
            found += [name for name in names if name in drawn]
        return tuple(found)

    def takes(self, mode: Mode) -> tuple[tuple[Key, int | None, int], ...]:
        """Each stock that a mode takes from, how many steps after its start (None: at its end), and how much in all."""
        if id(mode) not in self._taken:
            self._taken[id(mode)] = tuple(_takes(mode, self._step))
        return self._taken[id(mode)]


def _takes(mode: Mode, step: int) -> Iterator[tuple[Key, int | None, int]]:
    """Each stock that a mode takes from, how many steps after its start (None: at its end), and how much in all."""
    taken: dict[Key, list[Effect]] = defaultdict(list)
    for effect in mode.effects:
        if effect.quantity < 0:
            taken[effect.site, effect.item].append(effect)
    for key, effects in taken.items():
        offsets = [down(effect.at, step) for effect in effects if effect.at is not None]
        yield key, min(offsets, default=None), -sum(effect.quantity for effect in effects)
