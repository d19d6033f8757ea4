"""Why an activity was left out, as far as the schedule itself tells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from copilot.model.activity import Activity, AssetNeed, Mode, PoolNeed
from copilot.model.noun import Message, Span
from tools.solve.schedule.grid import finish
from tools.solve.schedule.problem import Placed, Problem, Schedule


@dataclass(frozen=True)
class Causes:
    """Looks for the cause of each absence: what comes first, what is lacking, what is taken."""

    problem: Problem
    schedule: Schedule

    def of(self, activity: Activity) -> Message:
        """The first cause that holds: a predecessor not done, a part that cannot be there, no time, a busy resource."""
        placed = {one.activity for one in self.schedule.placed}
        before = next((p.activity for p in activity.after if p.activity not in placed), None)
        if before is not None:
            return Message(code="cause.after", args={"item": before})
        if lacking := self._lacking(activity):
            return Message(code="cause.stock", args=lacking)
        if not any(True for mode in activity.modes for _ in self._starts(activity, mode)):
            return Message(code="cause.no_time")
        return self._busiest(activity)

    def _lacking(self, activity: Activity) -> dict[str, str | int | float]:
        """The part that the first mode lacks, when every mode lacks one."""
        lacks = [self._lacks(mode) for mode in activity.modes]
        return lacks[0] if lacks and all(lacks) else {}

    def _lacks(self, mode: Mode) -> dict[str, str | int | float]:
        for effect in (effect for effect in mode.effects if effect.quantity < 0):
            supply = sum(
                stock.initial + sum(quantity for _, quantity in stock.arrivals)
                for stock in self.problem.reservoirs
                if (stock.site, stock.item) == (effect.site, effect.item)
            ) + self._changed(effect.site, effect.item)
            if supply < -effect.quantity:
                return {"item": f"@items/{effect.item}", "site": f"@sites/{effect.site}"}
        return {}

    def _changed(self, site: str, item: str) -> int:
        """What the schedule brings to a stock less what it takes."""
        return sum(
            effect.quantity
            for _, mode in self._running()
            for effect in mode.effects
            if (effect.site, effect.item) == (site, item)
        )

    def _running(self) -> Iterator[tuple[Placed, Mode]]:
        activities = {activity.id: activity for activity in self.problem.activities}
        for placed in self.schedule.placed:
            yield placed, next(mode for mode in activities[placed.activity].modes if mode.id == placed.mode)

    def _starts(self, activity: Activity, mode: Mode) -> Iterator[Span]:
        """The starts and ends that the window, the calendar and the closed minutes leave."""
        clock = self.problem.clock
        latest = min(clock.end, activity.latest if activity.latest is not None else clock.end)
        for start in range(0, clock.end, clock.step):
            if start < activity.earliest or any(first <= start < last for first, last in mode.closed):
                continue
            end: int | None = start + mode.duration
            if mode.calendar is not None:
                end = finish(self.problem.calendars[mode.calendar], start, mode.duration)
            if end is not None and end <= latest:
                yield start, end

    def _busiest(self, activity: Activity) -> Message:
        """The resource that is taken at the most of the possible starts, over the mode that is least hindered."""
        best: tuple[int, Message] | None = None
        for mode in (mode for mode in activity.modes if not self._lacks(mode)):
            starts = list(self._starts(activity, mode))
            needs: list[PoolNeed | AssetNeed] = [*mode.pools, *mode.assets]
            hindered = [(sum(self._taken(need, span) for span in starts), _named(need)) for need in needs]
            worst = max(hindered, key=lambda pair: pair[0], default=(0, Message(code="cause.cost")))
            if starts and (best is None or worst[0] < best[0]):
                best = worst
        if best is None or best[0] == 0:
            return Message(code="cause.cost")
        return best[1]

    def _taken(self, need: PoolNeed | AssetNeed, span: Span) -> bool:
        first, last = need.span(*span)
        if isinstance(need, AssetNeed):
            busy = {asset for asset in need.candidates if self._blocked(asset, first, last)}
            busy |= {
                a
                for p, m in self._running()
                for n in m.assets
                if _meets(n.span(p.start, p.end), first, last)
                for a in p.assets
            }
            return len(set(need.candidates) - busy) < need.count
        pool = next((pool for pool in self.problem.pools if pool.id == need.pool), None)
        if pool is None:
            return False
        used = sum(lost for start, end, lost in pool.outages if _meets((start, end), first, last))
        used += sum(
            n.amount
            for p, m in self._running()
            for n in m.pools
            if n.pool == need.pool and _meets(n.span(p.start, p.end), first, last)
        )
        return used + need.amount > pool.capacity

    def _blocked(self, asset: str, first: int, last: int) -> bool:
        """True when a limit forbids the asset and nothing in the schedule lifts it before."""
        ends = {placed.activity: placed.end for placed in self.schedule.placed}
        return any(
            limit.asset == asset
            and limit.until is not None
            and last > limit.until
            and not any(ends.get(reset, first + 1) <= first for reset in limit.resets)
            for limit in self.problem.limits
        )


def _meets(span: Span, first: int, last: int) -> bool:
    return span[0] < last and span[1] > first


def _named(need: PoolNeed | AssetNeed) -> Message:
    if isinstance(need, AssetNeed):
        return Message(code="cause.busy_asset", args={"site": f"@sites/{need.site}", "count": need.count})
    kind, place, *rest = need.pool.split(":")
    tables = {
        "bay": "workshops",
        "skill": "workshops",
        "area": "areas",
        "unit": "units",
        "driver": "units",
        "dock": "sites",
    }
    args: dict[str, str | int | float] = {"place": f"@{tables[kind]}/{place}" if kind in tables else place}
    if rest:
        args["skill"] = rest[0]
    return Message(code=f"cause.busy_{kind}", args=args)


def explain(problem: Problem, schedule: Schedule, names: Iterable[str]) -> dict[str, Message]:
    """The cause of each absence, by activity."""
    causes = Causes(problem, schedule)
    return {activity.id: causes.of(activity) for activity in problem.activities if activity.id in set(names)}
