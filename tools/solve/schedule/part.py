"""The part of a problem that one call decides: a few free activities, in what the others leave them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from copilot.model.activity import Activity, AssetNeed, Effect, Mode, Occupation, Reservoir
from copilot.model.noun import Span
from tools.solve.schedule.grid import Steps, down, possible, up, within
from tools.solve.schedule.index import Index, stock
from tools.solve.schedule.occupancy import Occupancy, held
from tools.solve.schedule.price import spent
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

    @property
    def lengths(self) -> Steps:
        """How many steps each start would take."""
        return self.ends - self.starts


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

    def window(self, activity: Activity, placed: dict[str, Placed]) -> Span | None:
        """The first start and the last end that what is placed leaves; None when one that must come before is away."""
        return self._window(activity, set(), placed)

    def runs(self, activity: Activity, mode: Mode, window: Span) -> tuple[Steps, Steps]:
        """The starts and ends of a mode within a window, resources left out of account."""
        starts, ends = self._runs_of(activity, mode)
        if window == (0, self.problem.clock.steps):
            return starts, ends
        fits = (starts >= window[0]) & (ends <= window[1])
        return starts[fits], ends[fits]

    def choice(self, mode: Mode, starts: Steps, ends: Steps, left: Occupancy) -> Choice | None:
        """What the others leave of these starts and ends, and who may be named; None when nothing."""
        starts, ends = self.with_room(mode, starts, ends, left)
        return self._with_assets(mode, starts, ends, left)

    def with_room(self, mode: Mode, starts: Steps, ends: Steps, left: Occupancy) -> tuple[Steps, Steps]:
        """The starts and ends between which there is room in each pool."""
        for need in mode.pools:
            capacity = self.index.capacity.get(need.pool)
            if capacity is not None and starts.size:
                fits = self.open(left.full(need.pool, capacity - need.amount), need, starts, ends)
                starts, ends = starts[fits], ends[fits]
        return starts, ends

    def open(self, count: Steps, need: Occupation, starts: Steps, ends: Steps) -> Mask:
        """At which starts no step counted falls while the need is held; a row for each row of counts."""
        first, last = _held(need, starts, ends, self.problem.clock.step, self.problem.clock.steps)
        return np.asarray(count[..., last] == count[..., first], dtype=np.bool_)

    def _choices(self, activity: Activity, free: set[str], kept: dict[str, Placed], left: Occupancy) -> list[Choice]:
        window = self._window(activity, free, kept)
        if window is None:
            return []
        found = (self.choice(mode, *self.runs(activity, mode, window), left) for mode in activity.modes)
        return [choice for choice in found if choice is not None]

    def _window(self, activity: Activity, free: set[str], kept: dict[str, Placed]) -> Span | None:
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

    def _with_assets(self, mode: Mode, starts: Steps, ends: Steps, left: Occupancy) -> Choice | None:
        named = []
        for need in mode.assets:
            if not starts.size:
                return None
            free = self.open(left.busy(need.candidates), need, starts, ends)
            rows = np.flatnonzero(free.any(axis=1)).tolist()
            fits = free.sum(axis=0) >= need.count
            named.append(tuple(need.candidates[row] for row in rows))
            starts, ends = starts[fits], ends[fits]
        return Choice(mode, starts, ends, tuple(named)) if starts.size else None


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
        ranked = sorted(found, key=lambda choice: (spent(choice.mode), choice.mode.id))
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
    short = choice.lengths == choice.lengths.min()
    held = placed is not None and placed.mode == choice.mode.id and down(placed.start, step) not in choice.starts[short]
    if held or chance.random() < DRAWN_OUT:
        return replace(choice, candidates=tuple(named))
    return replace(choice, starts=choice.starts[short], ends=choice.ends[short], candidates=tuple(named))


def _held(need: Occupation, starts: Steps, ends: Steps, step: int, steps: int) -> tuple[Steps, Steps]:
    first, last = held(need, 0, 0, step)
    if need.length is None and first == last == 0:
        return starts, ends
    begin = within(starts + first, steps)
    return begin, np.maximum(begin, within((ends if need.length is None else starts) + last, steps))


def runs(problem: Problem, activity: Activity, mode: Mode) -> tuple[Steps, Steps]:
    """The steps at which a mode may start and end by the activity's window, the calendar and the closed minutes."""
    step, steps = problem.clock.step, problem.clock.steps
    fixed = is_fixed(activity)
    if mode.calendar is None:
        length = up((activity.earliest % step if fixed else 0) + mode.duration, step)
        starts = np.arange(0, steps - length + 1, dtype=np.int64)
        ends = starts + length
    else:
        starts, ends = possible(problem.calendars[mode.calendar], mode.duration, step, steps)
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
