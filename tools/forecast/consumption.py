"""What a stock becomes when people live on it."""

from itertools import pairwise
from typing import Annotated

from copilot.model.activity import Reservoir
from copilot.model.clock import DAY
from copilot.model.noun import Measure, Noun
from copilot.model.world import Consumption, World

Outflow = tuple[tuple[int, int, int], ...]


class SupplyState(Noun):
    """An item at a site: what is held, what is used each day at the start, days of supply, minute of shortage."""

    site: str
    item: str
    unit: str
    held: Annotated[int, Measure("@unit")]
    per_day: Annotated[int, Measure("@unit")]
    days_of_supply: Annotated[float | None, Measure("d")]
    shortage: Annotated[int | None, Measure("moment")]


def rows_of(world: World, site: str, item: str) -> list[Consumption]:
    """The rows of the consumption table for an item at a site."""
    return world.consumption_at.get((site, item), [])


def outflow(world: World, site: str, item: str) -> Outflow:
    """The rates (from, to, per day) at which a site uses an item."""
    return tuple(
        (world.phase[row.phase].start, world.phase[row.phase].end, row.per_day)
        if row.phase
        else (0, world.clock.end, row.per_day)
        for row in rows_of(world, site, item)
    )


def used(rates: Outflow, start: int, end: int) -> int:
    """The quantity asked between two minutes, rounded up to a whole unit."""
    asked = sum(rate * max(0, min(last, end) - max(first, start)) for first, last, rate in rates)
    return -(-asked // DAY)


def exhausted(reservoir: Reservoir, extra: int = 0) -> int | None:
    """The minute at which a stock and `extra` more units are used up by consumption alone; None if never."""
    horizon = max((end for _, end, _ in reservoir.outflow), default=0)
    lost = [(when, -quantity) for when, quantity in reservoir.losses]
    arrivals = [(max(0, when), quantity) for when, quantity in (*reservoir.arrivals, *lost)]
    edges = {
        0,
        horizon,
        *(when for when, _ in arrivals),
        *(m for first, last, _ in reservoir.outflow for m in (first, last)),
    }
    level = (reservoir.initial + extra) * DAY
    for first, last in pairwise(sorted(minute for minute in edges if 0 <= minute <= horizon)):
        level += DAY * sum(quantity for when, quantity in arrivals if when == first)
        level = max(0, level) if any(when == first for when, _ in lost) else level
        rate = sum(rate for start, end, rate in reservoir.outflow if start <= first < end)
        if rate and level < rate * (last - first):
            return first + max(0, level) // rate
        level -= rate * (last - first)
    return None


def reservoir(world: World, site: str, item: str) -> Reservoir:
    """The stock of an item at a site, with what is ordered, what is lost and what is used up.

    What is lost is at most what is left by then of what was there, came and was not taken by what is under way.
    """
    row = next(iter(world.stocks_at.get((site, item), [])), None)
    stock = Reservoir(
        site=site,
        item=item,
        initial=row.quantity if row else 0,
        minimum=row.minimum if row else 0,
        arrivals=tuple(
            (max(0, order.expected), order.quantity) for order in world.part_orders_at.get((site, item), [])
        ),
        outflow=outflow(world, site, item),
    )
    for loss in sorted(world.losses_at.get((site, item), []), key=lambda one: one.at):
        left = stock.without_use(loss.at) + _moved(world, stock, loss.at) - used(stock.outflow, 0, loss.at)
        lost = (max(0, loss.at), min(loss.quantity, max(0, left)))
        stock = stock.model_copy(update={"losses": (*stock.losses, lost)})
    return stock


def _moved(world: World, stock: Reservoir, until: int) -> int:
    """What is under way brought to a stock, less what it took, up to a minute."""
    flows = (flow for one in world.begun for flow in one.flows)
    return sum(
        quantity for site, item, at, quantity in flows if (site, item) == (stock.site, stock.item) and at <= until
    )


def days_of_supply(world: World, site: str, item: str) -> SupplyState:
    """What a site holds of an item, for how many days, and when it runs out if nothing is delivered.

    Args:
        site: identifier of the site.
        item: identifier of the item.
    """
    stock = reservoir(world, site, item)
    rate = sum(rate for first, last, rate in stock.outflow if first <= 0 < last)
    return SupplyState(
        site=site,
        item=item,
        unit=world.item[item].unit,
        held=stock.initial,
        per_day=rate,
        days_of_supply=round(stock.initial / rate, 2) if rate else None,
        shortage=exhausted(stock),
    )
