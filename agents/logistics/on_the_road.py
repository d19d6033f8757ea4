"""What convoys under way leave to be brought: their quantities are given, whatever their lots would be today."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from agents.logistics.lot import Lot, Sort, lot_name
from agents.logistics.lots import stock_with_training, training_demand
from agents.logistics.means import Means
from agents.logistics.resupply import lowest, wanted_between
from copilot.model.activity import Reservoir

Balance = Counter[tuple[str, str]]
"""By site and item, how much more is on the road than its lots ask for today, or how much less when negative."""

Alike = tuple[str, Sort, tuple[str, ...]]
"""Lots of one site and sort that the same depots may supply."""


def still_to_bring(means: Means, lots: list[Lot]) -> list[Lot]:
    """The lots that no convoy under way brings, less what these bring too much, and a lot more where they lack some."""
    done = {name for one in means.world.begun for name in one.lots}
    if not done:
        return lots
    balance: Balance = Counter(means.brought)
    gone = [lot for lot in lots if lot.name in done]
    for lot in gone:
        balance.subtract({(lot.site, item): quantity for item, quantity in lot.goods})
    left = _less([lot for lot in lots if lot.name not in done], balance)
    return left + _more(means, gone, balance, done | {lot.name for lot in lots})


def _less(lots: list[Lot], balance: Balance) -> list[Lot]:
    """The lots without what the balance already brings, the first due first; those left empty are left out."""
    kept: dict[str, Lot] = {}
    for lot in sorted(lots, key=lambda lot: lot.due):
        goods = []
        for item, quantity in lot.goods:
            spared = min(quantity, max(0, balance[lot.site, item]))
            balance[lot.site, item] -= spared
            goods.append((item, quantity - spared))
        kept[lot.name] = replace(lot, goods=tuple(good for good in goods if good[1]))
    return [kept[lot.name] for lot in lots if kept[lot.name].goods]


def _more(means: Means, gone: Iterable[Lot], balance: Balance, names: set[str]) -> list[Lot]:
    """For lots that are under way with less than they ask for today, the rest, under names that nothing bears."""
    rest: dict[Alike, dict[str, int]] = defaultdict(dict)
    first: dict[Alike, Lot] = {}
    for lot in gone:
        for item in lot.items:
            if balance[lot.site, item] < 0:
                alike = (lot.site, lot.sort, means.sources.of(lot.site, (item,)))
                rest[alike][item] = -balance[lot.site, item]
                first.setdefault(alike, lot)
    found: list[Lot] = []
    for alike, goods in rest.items():
        more = _rest(means, first[alike], goods, names | {lot.name for lot in found})
        found += [] if more is None else [more]
    return found


def _rest(means: Means, lot: Lot, goods: dict[str, int], taken: set[str]) -> Lot | None:
    """What is lacking of a lot; None when the stock does not get low without it before the window ends."""
    name = lot_name(lot.site, lot.sort, 1 + max(_ranks(lot, taken)))
    run = means.book.run("look.lots_on_the_road", site=lot.site, lot=lot.name)
    units = means.world.item
    asked = tuple(means.book.computed(run, quantity, units[item].unit, lot.sources) for item, quantity in goods.items())
    more = replace(lot, name=name, goods=tuple(goods.items()), sources=(*lot.sources, *asked))
    if not lot.urgent:
        return more
    end, extra = means.world.clock.end, training_demand(means.world)
    stocks: list[Reservoir] = [stock_with_training(means.world, lot.site, item, extra) for item in goods]
    brought = {item: means.brought.get((lot.site, item), 0) for item in goods}
    low, due = (lowest(stocks, brought, end, above) for above in (True, False))
    if low >= end:
        return None
    earliest, wanted = wanted_between(low, due, means.answer)
    return replace(more, earliest=earliest, wanted=wanted, due=due)


def _ranks(lot: Lot, names: Iterable[str]) -> list[int]:
    """The ranks of the lots of the same site and sort."""
    alike = re.compile(re.escape(lot_name(lot.site, lot.sort, 0)[:-2]) + r"(\d+)(\.\d+)?")
    return [int(found[1]) for name in names if (found := alike.fullmatch(name))]
