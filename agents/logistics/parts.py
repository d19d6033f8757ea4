"""Spare parts that a workshop lacks and a depot holds."""

from collections import defaultdict

from agents.logistics.lot import Lot, lot_name
from agents.logistics.sourcing import Sources
from copilot.model.fact import FactBook
from copilot.model.world import CheckRule, TechnicalEvent, World
from tools.forecast.checks import checks
from tools.forecast.consumption import reservoir

URGENT_WITHIN = 2 * 1440


def part_lots(world: World, depots: Sources, book: FactBook) -> list[Lot]:
    """One lot a workshop's site, depot and date at which the depot has the parts, for the jobs that wait for them."""
    lots: dict[tuple[str, int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sources: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for (site, part), rows in _needed(world).items():
        stock = reservoir(world, site, part)
        asked = sum(row.parts[part] for row in rows)
        lack = asked - stock.without_use()
        found = _ready(world, depots.of(site, (part,)), part, lack)
        if lack > 0 and found is not None:
            key = (site, *found)
            lots[key][part] += lack
            run = book.run("look.parts_lacking", site=site, part=part)
            inputs = [book.cell(row, "parts", world.item[part].unit, row.parts[part]) for row in rows]
            sources[key].append(book.computed(run, lack, world.item[part].unit, inputs))
    same = {site: [key for key in lots if key[0] == site] for site, _, _ in lots}
    return [
        Lot(
            name=lot_name(site, "P", 1 + same[site].index((site, ready, depot))),
            site=site,
            carriage="general",
            goods=tuple(goods.items()),
            earliest=ready,
            wanted=min(ready + URGENT_WITHIN, world.clock.end),
            due=min(ready + URGENT_WITHIN, world.clock.end),
            urgent=False,
            sources=tuple(sources[site, ready, depot]),
            depot=depot,
        )
        for (site, ready, depot), goods in lots.items()
    ]


def _needed(world: World) -> dict[tuple[str, str], list[TechnicalEvent | CheckRule]]:
    """The jobs that need a part, by the site of the first workshop able to do them."""
    jobs: list[TechnicalEvent | CheckRule] = list(world.technical_events)
    jobs += [world.check_rule[state.rule] for state in checks(world) if state.falls_due(world.clock.end)]
    needed: dict[tuple[str, str], list[TechnicalEvent | CheckRule]] = defaultdict(list)
    for job in jobs:
        able = [shop for shop in world.workshops if shop.kind == job.workshop_kind and shop.level >= job.level]
        for part in job.parts if able else ():
            needed[able[0].site, part].append(job)
    return needed


def _ready(world: World, depots: tuple[str, ...], part: str, lack: int) -> tuple[int, str] | None:
    """The first minute at which one of the depots can give the parts, and that depot; None when none ever can."""
    found = []
    for depot in depots:
        stock = reservoir(world, depot, part)
        moments = sorted({0, *(when for when, _ in (*stock.arrivals, *stock.losses))})
        enough = next((when for when in moments if stock.without_use(when) >= lack), None)
        if enough is not None:
            found.append((enough, depot))
    return min(found, default=None)
