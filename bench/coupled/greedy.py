"""A dispatcher without a solver: the most urgent first, each as cheap and then as early as it still can be."""

from collections.abc import Iterable, Iterator

from bench.coupled.task import Limits, Report, joined
from copilot.model.activity import Activity, Limit, Mode, Reservoir
from tools.solve.schedule.grid import down, finish, up
from tools.solve.schedule.index import Index
from tools.solve.schedule.occupancy import Occupancy
from tools.solve.schedule.part import Choice, Cutter, is_fixed
from tools.solve.schedule.price import price
from tools.solve.schedule.problem import Placed, Problem, Schedule

TRIES = 60
"""Starts tried for each way of doing an activity."""
PASSES = 3
"""What found no place is tried again once the others have theirs: a part may have come."""


def greedy(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """The dispatcher's schedule; it takes no more time than it takes, and leaves the rest unused."""
    board = _Board(problem)
    for _ in range(PASSES):
        for activity in _by_urgency(problem):
            if activity.id not in board.placed:
                board.dispatch(activity)
    report(sum(price(problem, activity, board.placed.get(activity.id)) for activity in problem.activities))
    return joined(problem, board.placed)


def _by_urgency(problem: Problem) -> list[Activity]:
    supplies = {a.id: any(e.quantity > 0 for mode in a.modes for e in mode.effects) for a in problem.activities}
    return sorted(
        problem.activities,
        key=lambda a: (a.latest is None, a.latest or a.due or problem.clock.end, not supplies[a.id], a.id),
    )


class _Board:
    """What is placed so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.placed: dict[str, Placed] = {}
        self._index = Index(problem)
        self._cutter = Cutter(self._index)
        self._occupancy = Occupancy(self._index)
        self._limits: dict[str, list[Limit]] = {}
        for limit in problem.limits:
            self._limits.setdefault(limit.asset, []).append(limit)
        self._stocks = {(one.site, one.item): one for one in problem.reservoirs}

    def dispatch(self, activity: Activity) -> None:
        """Puts an activity in the cheapest place that breaks nothing, if there is one worth it."""
        part = self._cutter.cut({activity.id}, self.placed, self._occupancy)
        found = [place for choice in part.choices[activity.id] if (place := self._first(activity, choice)) is not None]
        best = min(found, key=lambda place: (price(self.problem, activity, place), place.start), default=None)
        if best is not None and price(self.problem, activity, best) < price(self.problem, activity, None):
            self.placed[activity.id] = best
            self._occupancy.change(best, 1)

    def _first(self, activity: Activity, choice: Choice) -> Placed | None:
        step = self.problem.clock.step
        for start, _ in list(zip(choice.starts.tolist(), choice.ends.tolist(), strict=True))[:TRIES]:
            place = self._place(activity, choice, activity.earliest if is_fixed(activity) else start * step)
            if place is not None and self._is_stocked(place):
                return place
        return None

    def _place(self, activity: Activity, choice: Choice, start: int) -> Placed | None:
        mode = choice.mode
        end: int | None = start + mode.duration
        if mode.calendar is not None:
            end = finish(self.problem.calendars[mode.calendar], start, mode.duration)
        if end is None:
            return None
        named: list[str] = []
        for need, candidates in zip(mode.assets, choice.candidates, strict=True):
            first, last = need.span(start, end)
            free = [a for a in candidates if a not in named and self._is_free(activity, mode, a, first, last)]
            if len(free) < need.count:
                return None
            named += free[: need.count]
        return Placed(activity.id, mode.id, start, end, tuple(named))

    def _is_free(self, activity: Activity, mode: Mode, asset: str, first: int, last: int) -> bool:
        step = self.problem.clock.step
        if self._occupancy.asset(asset)[max(0, down(first, step)) : up(last, step)].any():
            return False
        return activity.subject.asset == asset or all(
            self._is_within(limit, mode, last, first) for limit in self._limits.get(asset, ())
        )

    def _is_within(self, limit: Limit, mode: Mode, last: int, first: int) -> bool:
        """Past a date or a counter only after what renews it; a counter is not shared out between before and after."""
        renewed = [self.placed[name].end for name in limit.resets if name in self.placed]
        after = any(end <= first for end in renewed)
        if limit.until is not None and last > limit.until and not after:
            return False
        if limit.counter is None or limit.left is None:
            return True
        used = sum(_added(self._index.mode(one), limit) for one in self._users(limit.asset))
        return used + _added(mode, limit) <= (limit.left if not after or limit.renewed is None else limit.renewed)

    def _users(self, asset: str) -> Iterator[Placed]:
        for place in self.placed.values():
            if asset in place.assets and self._index.activity[place.activity].subject.asset != asset:
                yield place

    def _is_stocked(self, place: Placed) -> bool:
        takes = {(e.site, e.item) for e in self._index.mode(place).effects if e.quantity < 0}
        return all(
            self._holds(self._stocks[key], [*self.placed.values(), place]) for key in takes & self._stocks.keys()
        )

    def _holds(self, stock: Reservoir, places: Iterable[Placed]) -> bool:
        """Every taking is covered by what came in before it, less what was asked before it."""
        changes = [*stock.arrivals, (0, stock.initial)]
        for place in places:
            for effect in self._index.mode(place).effects:
                if (effect.site, effect.item) == (stock.site, stock.item):
                    changes.append((place.end if effect.at is None else place.start + effect.at, effect.quantity))
        for when, quantity in changes:
            if quantity < 0 and sum(q for w, q in changes if w <= when) < _asked(stock, when):
                return False
        return True


def _added(mode: Mode, limit: Limit) -> int:
    return mode.km if limit.counter == "km" else mode.hours


def _asked(stock: Reservoir, minute: int) -> int:
    """What people have used up by a minute, rounded up."""
    used = sum(rate * max(0, min(end, minute) - start) for start, end, rate in stock.outflow if start < minute)
    return up(used, 1440)
