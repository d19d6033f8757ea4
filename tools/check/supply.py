"""The course of a stock, simulated exactly."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from copilot.model.clock import DAY, Clock
from copilot.model.world import World
from tools.check.reading import Reading

Place = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """A quantity that arrives at a minute, or leaves when negative, by an item (empty for an order or a loss)."""

    minute: int
    quantity: int
    item: str = ""


@dataclass
class Course:
    """Levels after the changes of each minute, spans with nothing left, the quantity not served, takings too large.

    `overdrawn` holds (change, level found); quantities and minutes are exact.
    """

    levels: dict[int, Fraction] = field(default_factory=dict)
    short: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    lacking: Fraction = Fraction(0)
    overdrawn: list[tuple[Change, Fraction]] = field(default_factory=list)
    lowest: tuple[Fraction, int] | None = None


def local_times(clock: Clock, hour: int) -> list[int]:
    """The minutes of the window at which the local time is `hour`:00."""
    day = clock.at(0).replace(hour=hour, minute=0, second=0, microsecond=0, tzinfo=None)
    minutes = (clock.minute(day + timedelta(days=number)) for number in range(clock.end // DAY + 2))
    return [minute for minute in minutes if 0 <= minute < clock.end]


class Supply:
    """Every stock that the world holds, or that the plan or an order changes."""

    def __init__(self, reading: Reading) -> None:
        self.world: World = reading.world
        self._rows = {(row.site, row.item): row for row in self.world.stocks}
        self.changes: dict[Place, list[Change]] = defaultdict(list)
        for order in self.world.part_orders:
            if order.expected <= self.world.clock.end:
                self.changes[order.site, order.item].append(Change(max(order.expected, 0), order.quantity))
        for loss in self.world.losses:
            if loss.at <= self.world.clock.end:
                self.changes[loss.site, loss.item].append(Change(max(loss.at, 0), -loss.quantity))
        for item in reading.items:
            for effect in item.mode.effects:
                minute = item.end if effect.at is None else item.start + effect.at
                self.changes[effect.site, effect.item].append(Change(minute, effect.quantity, item.id))
        self._rates: dict[Place, list[tuple[int, int, int]]] = defaultdict(list)
        for use in self.world.consumption:
            phase = self.world.phase.get(use.phase or "")
            span = (0, self.world.clock.end) if phase is None else (phase.start, phase.end)
            self._rates[use.site, use.item].append((*span, use.per_day))
        self.places = tuple(sorted(self._rows.keys() | self.changes.keys() | self._rates.keys()))

    def moving(self, place: Place) -> bool:
        """True when a stock is consumed, or changed by the plan or an order."""
        return bool(self._rates.get(place) or self.changes.get(place))

    def minimum(self, place: Place) -> int:
        """The level below which planners do not want to go."""
        return self._rows[place].minimum if place in self._rows else 0

    def course(self, place: Place, moments: tuple[int, ...] = ()) -> Course:
        """The simulated course of one stock, with its level at each of `moments` too."""
        end = self.world.clock.end
        changes, rates = self.changes.get(place, []), self._rates.get(place, [])
        level = Fraction(self._rows[place].quantity if place in self._rows else 0)
        course = Course()
        stops = {0, end, *moments, *(change.minute for change in changes)}
        stops |= {minute for first, last, _ in rates for minute in (first, last)}
        before = 0
        for minute in sorted(stop for stop in stops if 0 <= stop <= end):
            rate = Fraction(sum(per_day for first, last, per_day in rates if first <= before < last), DAY)
            level = _consume(course, level, rate, before, minute)
            level = _apply(course, level, [change for change in changes if change.minute == minute])
            course.levels[minute] = level
            before = minute
        return course


def _consume(course: Course, level: Fraction, rate: Fraction, begin: int, end: int) -> Fraction:
    need = rate * (end - begin)
    _lowest(course, max(level - need, Fraction(0)), end)
    if need <= level:
        return level - need
    empty = begin + level / rate
    if course.short and course.short[-1][1] == empty:
        empty = course.short.pop()[0]
    course.short.append((empty, Fraction(end)))
    course.lacking += need - level
    return Fraction(0)


def _apply(course: Course, level: Fraction, changes: list[Change]) -> Fraction:
    """Gives come before takes at the same minute, and losses last: they take what is left at most."""
    for change in sorted(changes, key=lambda change: (change.quantity < 0 and not change.item, -change.quantity)):
        if level + change.quantity < 0 and change.item:
            course.overdrawn.append((change, level))
        level = max(level + change.quantity, Fraction(0))
        _lowest(course, level, change.minute)
    return level


def _lowest(course: Course, level: Fraction, minute: int) -> None:
    if course.lowest is None or level < course.lowest[0]:
        course.lowest = (level, minute)
