"""Why an activity was left out, as far as the schedule itself tells."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from copilot.model.activity import Activity, AssetNeed, Mode, PoolNeed
from copilot.model.noun import Message
from tools.solve.schedule.grid import Steps
from tools.solve.schedule.index import Index
from tools.solve.schedule.occupancy import held
from tools.solve.schedule.part import Cutter, Mask
from tools.solve.schedule.problem import Problem, Schedule
from tools.solve.schedule.standing import Standing

PLACES = {
    "bay": "workshops",
    "skill": "workshops",
    "area": "areas",
    "unit": "units",
    "driver": "units",
    "dock": "sites",
}
"""The table in which the second word of each kind of pool is a row."""


class Causes:
    """Looks for the cause of each absence: what comes first, what is lacking, what is taken."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self._problem, self._standing = problem, Standing(Index(problem))
        places = {one.activity: one for one in schedule.placed}
        self._standing.take(places, places)
        self._cutter = Cutter(self._standing.index)
        self._held: Counter[tuple[str, str]] = Counter()
        for stock in problem.reservoirs:
            self._held[stock.site, stock.item] += stock.without_use()
        for place in schedule.placed:
            for effect in self._standing.index.mode(place).effects:
                self._held[effect.site, effect.item] += effect.quantity

    def of(self, activity: Activity) -> Message:
        """The first cause that holds: a predecessor not done, a part that cannot be there, no time, a busy resource."""
        before = next((p.activity for p in activity.after if p.activity not in self._standing.placed), None)
        if before is not None:
            return Message(code="cause.after", args={"item": before})
        if lacking := self._lacking(activity):
            return Message(code="cause.stock", args=lacking)
        if not any(self._runs(activity, mode)[0].size for mode in activity.modes):
            return Message(code="cause.no_time")
        return self._busiest(activity)

    def _lacking(self, activity: Activity) -> dict[str, str | int | float]:
        """The part that the first mode lacks, when every mode lacks one."""
        lacks = [self._lacks(mode) for mode in activity.modes]
        return lacks[0] if lacks and all(lacks) else {}

    def _lacks(self, mode: Mode) -> dict[str, str | int | float]:
        for effect in mode.effects:
            if effect.quantity < 0 and self._held[effect.site, effect.item] < -effect.quantity:
                return {"item": f"@items/{effect.item}", "site": f"@sites/{effect.site}"}
        return {}

    def _runs(self, activity: Activity, mode: Mode) -> tuple[Steps, Steps]:
        """The starts and ends that the window, the calendar and the closed minutes leave."""
        return self._cutter.runs(activity, mode, (0, self._problem.clock.steps))

    def _busiest(self, activity: Activity) -> Message:
        """The resource that is taken at the most of the possible starts, over the mode that is least hindered."""
        best: tuple[int, Message] | None = None
        for mode in (mode for mode in activity.modes if not self._lacks(mode)):
            starts, ends = self._runs(activity, mode)
            needs: list[PoolNeed | AssetNeed] = [*mode.pools, *mode.assets]
            hindered = [(self._taken(need, starts, ends), _named(need)) for need in needs]
            worst = max(hindered, key=lambda pair: pair[0], default=(0, Message(code="cause.cost")))
            if starts.size and (best is None or worst[0] < best[0]):
                best = worst
        if best is None or best[0] == 0:
            return Message(code="cause.cost")
        return best[1]

    def _taken(self, need: PoolNeed | AssetNeed, starts: Steps, ends: Steps) -> int:
        """At how many of the starts a need cannot be met."""
        occupancy, index = self._standing.occupancy, self._standing.index
        if isinstance(need, AssetNeed):
            free = self._cutter.open(occupancy.busy(need.candidates), need, starts, ends)
            free &= ~np.array([self._blocked(asset, need, starts, ends) for asset in need.candidates])
            return int((free.sum(axis=0) < need.count).sum())
        capacity = index.capacity.get(need.pool)
        if capacity is None:
            return 0
        return int((~self._cutter.open(occupancy.full(need.pool, capacity - need.amount), need, starts, ends)).sum())

    def _blocked(self, asset: str, need: AssetNeed, starts: Steps, ends: Steps) -> Mask:
        """At which starts a date forbids the asset and nothing in the schedule lifts it before."""
        step, placed = self._problem.clock.step, self._standing.placed
        lead, tail = held(need, 0, 0, step)
        first, last = (starts + lead) * step, ((ends if need.length is None else starts) + tail) * step
        blocked = np.zeros(starts.shape, dtype=np.bool_)
        for limit in self._standing.ledger.limits.get(asset, ()):
            if limit.until is not None:
                lifted = [placed[name].end for name in limit.resets if name in placed]
                blocked |= (last > limit.until) & (first < min(lifted, default=self._problem.clock.end + 1))
        return blocked


def _named(need: PoolNeed | AssetNeed) -> Message:
    if isinstance(need, AssetNeed):
        return Message(code="cause.busy_asset", args={"site": f"@sites/{need.site}", "count": need.count})
    kind, place, *rest = need.pool.split(":")
    args: dict[str, str | int | float] = {"place": f"@{PLACES[kind]}/{place}" if kind in PLACES else place}
    if rest:
        args["skill"] = rest[0]
    return Message(code=f"cause.busy_{kind}", args=args)


def explain(problem: Problem, schedule: Schedule, names: Iterable[str]) -> dict[str, Message]:
    """The cause of each absence, by activity."""
    causes, wanted = Causes(problem, schedule), set(names)
    return {activity.id: causes.of(activity) for activity in problem.activities if activity.id in wanted}
