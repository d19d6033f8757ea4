"""Stock levels over the window, to the unit."""

from collections import defaultdict
from collections.abc import Iterable

from copilot.model.activity import Reservoir
from copilot.model.clock import DAY, Clock
from copilot.model.plan import PlanItem, StockLine
from copilot.model.world import World
from tools.forecast.consumption import reservoir


class _Level:
    """A level falling at a rate and jumping at events, in 1/1440 of a unit so that every minute is a whole number."""

    def __init__(self, stock: Reservoir) -> None:
        self._outflow = stock.outflow
        self.value = stock.initial * DAY
        self.lacking = 0
        self.short: list[tuple[int, int]] = []

    def fall(self, start: int, end: int) -> None:
        rate = sum(rate for first, last, rate in self._outflow if first <= start < last)
        asked = rate * (end - start)
        held = max(0, self.value)
        if asked > held:
            self._lack(start + held // rate, end)
            self.lacking += asked - held
        self.value = max(0, self.value - asked)

    def _lack(self, start: int, end: int) -> None:
        if self.short and self.short[-1][1] == start:
            start = self.short.pop()[0]
        self.short.append((start, end))

    @property
    def units(self) -> int:
        return self.value // DAY


def midnights(clock: Clock) -> list[int]:
    """The start of the window and every local midnight in it."""
    days = clock.open_spans("1234567", 0, DAY - 1)
    return sorted({0, *(first for first, _ in days)})


def stock_line(stock: Reservoir, changes: Iterable[tuple[int, int]], clock: Clock) -> StockLine:
    """The levels of one stock under changes (minute, quantity); at one minute gains come first, losses last."""
    jumps: dict[int, list[int]] = defaultdict(list)
    for minute, quantity in (*stock.arrivals, *changes):
        jumps[minute].append(quantity)
    lost: dict[int, int] = defaultdict(int)
    for minute, quantity in stock.losses:
        lost[minute] += quantity
    noted = {*midnights(clock), *jumps, *lost}
    moments = sorted({0, clock.end, *noted, *(m for first, last, _ in stock.outflow for m in (first, last))})
    level, levels, now = _Level(stock), [], 0
    for minute in (moment for moment in moments if 0 <= moment <= clock.end):
        level.fall(now, minute)
        for quantity in sorted(jumps[minute], reverse=True):
            level.value += quantity * DAY
        level.value = max(min(0, level.value), level.value - lost[minute] * DAY)
        now = minute
        if minute in noted:
            levels.append((minute, level.units))
    return StockLine(
        site=stock.site,
        item=stock.item,
        levels=tuple(levels),
        short=tuple(level.short),
        lacking=-(-level.lacking // DAY),
    )


def stock_lines(world: World, items: Iterable[PlanItem]) -> tuple[StockLine, ...]:
    """Every stock that the world or the plan mentions."""
    changes: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for item in items:
        for effect in item.mode.effects:
            when = item.end if effect.at is None else item.start + effect.at
            changes[effect.site, effect.item].append((when, effect.quantity))
    pairs = dict.fromkeys(
        [(stock.site, stock.item) for stock in world.stocks]
        + [(order.site, order.item) for order in world.part_orders]
        + [(loss.site, loss.item) for loss in world.losses]
        + [(row.site, row.item) for row in world.consumption]
        + sorted(changes)
    )
    return tuple(stock_line(reservoir(world, site, item), changes[site, item], world.clock) for site, item in pairs)
