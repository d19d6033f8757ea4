"""What no plan can be under, proven without a search: each activity alone, in its best way, as early as it may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from copilot.model.activity import Activity, Delay, Mode
from tools.solve.schedule.grid import finish
from tools.solve.schedule.part import is_fixed, runs
from tools.solve.schedule.price import delivery, driven, missing, spent
from tools.solve.schedule.problem import Problem


@dataclass(frozen=True)
class Way:
    """A mode at its first possible start: minutes at which it starts and ends, to the minute."""

    mode: Mode
    start: int
    end: int


@dataclass
class Bounds:
    """The least that the activities of a problem can cost, in the planner's own weights and to the minute."""

    problem: Problem
    _known: dict[str, tuple[Way, ...]] = field(default_factory=dict)

    def of_plan(self) -> int:
        """What no plan can cost less than: for each activity the least of leaving it out and of doing it alone."""
        return sum(min([missing(one), *self._costs(one)]) for one in self.problem.activities)

    def of_terms(self, done: Iterable[str]) -> dict[str, int]:
        """The least kilometres, and hours of each delay, of a plan that does exactly these activities."""
        least: dict[str, int] = defaultdict(int, km=0)
        wanted = set(done)
        for activity in self.problem.activities:
            ways = self._ways(activity) if activity.id in wanted else ()
            if ways:
                least["km"] += min(driven(way.mode) for way in ways)
                for delay in activity.delays:
                    least[delay.code] += min(hours(delay, way) for way in ways)
        return dict(least)

    def _costs(self, activity: Activity) -> Iterator[int]:
        for way in self._ways(activity):
            yield spent(way.mode) + sum(delay.weight * hours(delay, way) for delay in activity.delays)

    def _ways(self, activity: Activity) -> tuple[Way, ...]:
        if activity.id not in self._known:
            self._known[activity.id] = tuple(self._first_starts(activity))
        return self._known[activity.id]

    def _first_starts(self, activity: Activity) -> Iterator[Way]:
        step = self.problem.clock.step
        for mode in activity.modes:
            starts, _ = runs(self.problem, activity, mode)
            if starts.size:
                start = activity.earliest if is_fixed(activity) else int(starts.min()) * step
                end: int | None = start + mode.duration
                if mode.calendar is not None:
                    end = finish(self.problem.calendars[mode.calendar], start, mode.duration)
                if end is not None:
                    yield Way(mode, start, end)


def hours(delay: Delay, way: Way) -> int:
    """Hours begun after a delay's minute."""
    moment = way.end if delay.site is None else way.start + delivery(way.mode, delay.site)
    return max(0, -((delay.after - moment) // 60))
