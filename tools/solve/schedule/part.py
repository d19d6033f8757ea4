"""The part of a problem that one call decides: a few free activities, in what the others leave them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from copilot.model.activity import Activity, AssetNeed, Effect, Mode, Occupation, Reservoir
from copilot.model.noun import Span
from tools.solve.schedule.grid import down, possible, up
from tools.solve.schedule.index import Index, stock
from tools.solve.schedule.occupancy import Occupancy, Steps, held
from tools.solve.schedule.price import driven
from tools.solve.schedule.problem import Pin, Placed, Problem

SHORTEST, DRAWN = 4, 3
"""Modes that a narrowed activity keeps: the shortest, and some others."""
DRAWN_OUT = 0.2
"""How often a narrowed choice keeps the starts that a night or a Sunday would draw out."""
SPARE = 5
"""Assets beyond those asked for that a narrowed choice keeps."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """A mode that an activity may still take: the steps at which it may start and end, and who may be named."""

    mode: Mode
    starts: Steps
    ends: Steps
    candidates: tuple[tuple[str, ...], ...]


@dataclass
class Part:
    """Free activities with their choices, beside the places that are kept.

    `wanted` activities must be done: kept ones follow them. `occupancy` is without the free activities.
    """

    index: Index
    occupancy: Occupancy
    kept: dict[str, Placed]
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()

    def effects(self, reservoir: Reservoir) -> list[tuple[Effect, Placed]]:
        """What the kept activities give to a stock or take from it."""
        place = (reservoir.site, reservoir.item)
        return [
            (effect, placed)
            for _, mode, placed in self._users(stock(*place))
            for effect in mode.effects
            if (effect.site, effect.item) == place
        ]

    def holders(self, asset: str) -> list[tuple[Activity, Mode, Placed]]:
        """The kept activities that hold an asset."""
        return [found for found in self._users(asset) if asset in found[2].assets]

    def _users(self, resource: str) -> list[tuple[Activity, Mode, Placed]]:
        return [
            (self.index.activity[name], self.index.mode(self.kept[name]), self.kept[name])
            for name in self.index.users.get(resource, ())
            if name in self.kept
        ]


class Cutter:
    """Cuts parts out of one problem; what does not change from call to call is worked out once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.problem = index.problem
        self._runs: dict[tuple[str, str], tuple[Steps, Steps]] = {}

    def cut(
        self,
        free: set[str],
        placed: dict[str, Placed],
        occupancy: Occupancy,
        chance: random.Random | None = None,
        exactly: Mapping[str, Pin] | None = None,
    ) -> Part:
        """The part in which `free` activities are decided and the others stay where they are, or away.

        With `chance`, a few of many modes and assets are drawn, beside those of today. With `exactly`, each may only
        be where it says, or away.

        `occupancy` is that of the whole schedule; the free activities are taken out of it until the part is mended.
        """
        kept = {name: place for name, place in placed.items() if name not in free}
        mine = [placed[name] for name in sorted(free) if name in placed]
        for place in mine:
            occupancy.change(place, -1)
        today = {asset for place in mine for asset in place.assets}
        part = Part(self.index, occupancy, kept)
        for name in sorted(free):
            found = self._choices(self.index.activity[name], free, kept, occupancy)
            if exactly is not None:
                found = _exact(found, exactly[name], self.problem.clock.step)
            elif chance is not None:
                found = _narrowed(found, placed.get(name), today, chance, self.problem.clock.step)
            part.choices[name] = found
        part.wanted = frozenset(
            name for name in free if any(follower in kept for follower, _ in self.index.followers.get(name, ()))
        )
        return part

    def mend(self, part: Part, placed: dict[str, Placed], occupancy: Occupancy) -> None:
        """Gives an occupancy back what cutting a part took from it."""
        for name in part.choices:
            if name in placed:
                occupancy.change(placed[name], 1)

    def choices(self, activity: Activity, kept: dict[str, Placed], left: Occupancy) -> Iterator[Choice]:
        """The ways in which an activity that is away may still be done, one at a time, the shortest drive first."""
        window = self._window(activity, set(), kept)
        for mode in () if window is None else sorted(activity.modes, key=driven):
            choice = self._choice(activity, mode, window or (0, 0), left)
            if choice is not None:
                yield choice

    def _choices(self, activity: Activity, free: set[str], kept: dict[str, Placed], left: Occupancy) -> list[Choice]:
        window = self._window(activity, free, kept)
        if window is None:
            return []
        found = (self._choice(activity, mode, window, left) for mode in activity.modes)
        return [choice for choice in found if choice is not None]

    def _choice(self, activity: Activity, mode: Mode, window: Span, left: Occupancy) -> Choice | None:
        starts, ends = self._runs_of(activity, mode)
        fits = (starts >= window[0]) & (ends <= window[1])
        starts, ends = self._with_pools(mode, starts[fits], ends[fits], left)
        return self._with_assets(mode, starts, ends, left)

    def _window(self, activity: Activity, free: set[str], kept: dict[str, Placed]) -> tuple[int, int] | None:
        """The first start and the last end that kept neighbours leave; None when one that must come before is away."""
        step, first, last = self.problem.clock.step, 0, self.problem.clock.steps
        for before in activity.after:
            if before.activity in kept:
                first = max(first, up(kept[before.activity].end, step) + up(before.lag, step))
            elif before.activity not in free:
                return None
        for follower, lag in self.index.followers.get(activity.id, ()):
            if follower in kept:
                last = min(last, down(kept[follower].start, step) - up(lag, step))
        return first, last

    def _runs_of(self, activity: Activity, mode: Mode) -> tuple[Steps, Steps]:
        """The starts and ends that the activity's window, the mode's calendar and its closed minutes leave."""
        key = (activity.id, mode.id)
        if key not in self._runs:
            self._runs[key] = runs(self.problem, activity, mode)
        return self._runs[key]

    def _with_pools(self, mode: Mode, starts: Steps, ends: Steps, left: Occupancy) -> tuple[Steps, Steps]:
        for need in mode.pools:
            free = self.index.capacity.get(need.pool)
            if free is not None and starts.size:
                fits = self._open(left.pool(need.pool) + need.amount > free, need, starts, ends)
                starts, ends = starts[fits], ends[fits]
        return starts, ends

    def _with_assets(self, mode: Mode, starts: Steps, ends: Steps, left: Occupancy) -> Choice | None:
        named = []
        for need in mode.assets:
            if not starts.size:
                return None
            open_for = [self._open(left.asset(asset) > 0, need, starts, ends) for asset in need.candidates]
            fits = np.sum(open_for, axis=0, dtype=np.int64) >= need.count if open_for else np.zeros(starts.shape, bool)
            named.append(tuple(asset for asset, free in zip(need.candidates, open_for, strict=True) if free.any()))
            starts, ends = starts[fits], ends[fits]
        return Choice(mode, starts, ends, tuple(named)) if starts.size else None

    def _open(self, taken: Mask, need: Occupation, starts: Steps, ends: Steps) -> Mask:
        """At which starts nothing is taken while the need is held."""
        count = np.concatenate(([0], np.cumsum(taken)))
        first, last = _held(need, starts, ends, self.problem.clock.step, self.problem.clock.steps)
        return np.asarray(count[last] == count[first], dtype=np.bool_)


def _exact(found: list[Choice], pin: Pin, step: int) -> list[Choice]:
    """The one way to do what a pin says, mode, start and assets, if there still is one."""
    for choice in found:
        here = choice.starts == down(pin.start or 0, step)
        named = tuple(tuple(one for one in names if one in (pin.assets or ())) for names in choice.candidates)
        if choice.mode.id == pin.mode and here.any():
            return [replace(choice, starts=choice.starts[here], ends=choice.ends[here], candidates=named)]
    return []


def _narrowed(
    found: list[Choice], placed: Placed | None, today: set[str], chance: random.Random, step: int
) -> list[Choice]:
    """The mode of today, the shortest ones and a few by chance, each with fewer assets to name."""
    if len(found) > SHORTEST + DRAWN:
        ranked = sorted(found, key=lambda choice: (driven(choice.mode), choice.mode.id))
        others = ranked[SHORTEST:]
        drawn = [choice for choice in others if placed is not None and choice.mode.id == placed.mode]
        found = (
            ranked[:SHORTEST]
            + drawn
            + chance.sample([one for one in others if all(one is not kept for kept in drawn)], DRAWN)
        )
    return [_fewer(choice, placed, today, chance, step) for choice in found]


def _fewer(choice: Choice, placed: Placed | None, today: set[str], chance: random.Random, step: int) -> Choice:
    """The choice with fewer assets to name and, mostly, without the starts that a night would draw out."""
    named = []
    for need, candidates in zip(choice.mode.assets, choice.candidates, strict=True):
        others = [asset for asset in candidates if asset not in today]
        drawn = set(chance.sample(others, min(len(others), need.count + SPARE)))
        named.append(tuple(asset for asset in candidates if asset in today or asset in drawn))
    lengths = choice.ends - choice.starts
    short = lengths == lengths.min()
    held = placed is not None and placed.mode == choice.mode.id and down(placed.start, step) not in choice.starts[short]
    if held or chance.random() < DRAWN_OUT:
        return replace(choice, candidates=tuple(named))
    return replace(choice, starts=choice.starts[short], ends=choice.ends[short], candidates=tuple(named))


def _held(need: Occupation, starts: Steps, ends: Steps, step: int, steps: int) -> tuple[Steps, Steps]:
    first, last = held(need, 0, 0, step)
    begin = np.clip(starts + first, 0, steps)
    return begin, np.maximum(begin, np.clip((ends if need.length is None else starts) + last, 0, steps))


def runs(problem: Problem, activity: Activity, mode: Mode) -> tuple[Steps, Steps]:
    """The steps at which a mode may start and end by the activity's window, the calendar and the closed minutes."""
    step, steps = problem.clock.step, problem.clock.steps
    fixed = is_fixed(activity)
    if mode.calendar is None:
        length = up((activity.earliest % step if fixed else 0) + mode.duration, step)
        starts = np.arange(0, steps - length + 1, dtype=np.int64)
        ends = starts + length
    else:
        pairs = possible(problem.calendars[mode.calendar], mode.duration, step, steps)
        starts, ends = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    earliest = down(activity.earliest, step) if fixed else up(activity.earliest, step)
    last = problem.clock.end if activity.latest is None else activity.latest
    latest = min(steps, up(last, step) if fixed else down(last, step))
    lead = max((-down(need.begin, step) for need in (*mode.assets, *mode.pools)), default=0)
    fits = (starts >= max(earliest, lead)) & (ends <= latest)
    for need in mode.assets:
        fits &= _tail(need, starts, ends, step) <= steps
    if not fixed:
        for first, last in mode.closed:
            fits &= ~((starts * step >= first) & (starts * step < last))
    return starts[fits], ends[fits]


def _tail(need: AssetNeed, starts: Steps, ends: Steps, step: int) -> Steps:
    first_last = held(need, 0, 0, step)
    return (ends if need.length is None else starts) + first_last[1]


def is_fixed(activity: Activity) -> bool:
    """True when an activity can only start at its earliest minute."""
    return activity.latest is not None and all(
        mode.calendar is None and activity.earliest + mode.duration == activity.latest for mode in activity.modes
    )
