"""When each site is supplied: as its stock runs down (pull), or by default packages at a fixed rhythm (push)."""

from agents.logistics.answer import LogisticsAnswer
from agents.logistics.lot import Lot, lot_name
from copilot.model.activity import Reservoir
from copilot.model.fact import FactBook
from copilot.model.world import Site, World
from copilot.model.world.supply import Carriage
from tools.forecast.consumption import exhausted, rows_of, used

Goods = list[tuple[Reservoir, int]]


def pulled(
    world: World,
    site: Site,
    carriage: Carriage,
    stocks: list[Reservoir],
    answer: LogisticsAnswer,
    book: FactBook,
    before: int = 0,
) -> list[Lot]:
    """Lots that each bring the stocks up to what a stretch of consumption needs, wanted before one gets low.

    Their ranks come after those of `before` others.
    """
    lots: list[Lot] = []
    brought = {stock.item: 0 for stock in stocks}
    end = world.clock.end
    while (wanted := lowest(stocks, brought, end, above=True)) < end:
        due = lowest(stocks, brought, end, above=False)
        until = min(due + 60 * answer.cover_hours, end)
        goods = [(stock, lack) for stock in stocks if (lack := _lack(stock, brought[stock.item], until)) > 0]
        if not goods:
            break
        for stock, quantity in goods:
            brought[stock.item] += quantity
        lots.append(_lot(world, site, carriage, goods, before + len(lots), wanted, due, answer, book))
    return lots


def pushed(
    world: World,
    site: Site,
    carriage: Carriage,
    stocks: list[Reservoir],
    answer: LogisticsAnswer,
    book: FactBook,
    before: int = 0,
) -> list[Lot]:
    """One package a period, of its consumption whatever is in stock; none for a first period that is covered.

    Their ranks come after those of `before` others.
    """
    lots: list[Lot] = []
    brought = {stock.item: 0 for stock in stocks}
    end, period = world.clock.end, 60 * answer.cover_hours
    for begin in range(0, end, period):
        until = min(begin + period, end)
        covered = begin == 0 and all(_lack(stock, 0, until) <= 0 for stock in stocks)
        goods = [(stock, asked) for stock in stocks if (asked := used(stock.outflow, begin, until)) > 0]
        if covered or not goods:
            continue
        due = lowest(stocks, brought, end, above=False)
        for stock, quantity in goods:
            brought[stock.item] += quantity
        lots.append(_lot(world, site, carriage, goods, before + len(lots), begin, due, answer, book))
    return lots


def _lot(
    world: World,
    site: Site,
    carriage: Carriage,
    goods: Goods,
    number: int,
    wanted: int,
    due: int,
    answer: LogisticsAnswer,
    book: FactBook,
) -> Lot:
    earliest, latest = wanted_between(wanted, due, answer)
    sources = [_explained(world, stock, number, quantity, due, answer, book) for stock, quantity in goods]
    return Lot(
        name=lot_name(site.id, "L" if carriage == "liquid" else "", number + 1),
        site=site.id,
        carriage=carriage,
        goods=tuple((stock.item, quantity) for stock, quantity in goods),
        earliest=earliest,
        wanted=latest,
        due=due,
        urgent=True,
        sources=tuple(fact for pair in sources for fact in pair),
    )


def wanted_between(low: int, due: int, answer: LogisticsAnswer) -> tuple[int, int]:
    """From when and by when a lot is wanted whose stock gets low, then runs out, at these minutes."""
    return max(0, min(low, due - 60 * answer.early_hours)), max(0, min(low, due - 60 * answer.safety_hours))


def lowest(stocks: list[Reservoir], brought: dict[str, int], end: int, above: bool) -> int:
    """The first minute at which one of the stocks is used up or, with `above`, down to its minimum; `end` if never."""
    minutes = [exhausted(stock, brought[stock.item] - (stock.minimum if above else 0)) for stock in stocks]
    return min((minute for minute in minutes if minute is not None), default=end)


def _lack(stock: Reservoir, brought: int, until: int) -> int:
    """What is missing for the stock to stand at its minimum at a minute."""
    return used(stock.outflow, 0, until) + stock.minimum - stock.without_use(until) - brought


def _explained(
    world: World, stock: Reservoir, number: int, quantity: int, due: int, answer: LogisticsAnswer, book: FactBook
) -> tuple[str, str]:
    """The facts of a lot's quantity and due date, from the stock's and the consumption's cells."""
    place, unit = (stock.site, stock.item), world.item[stock.item].unit
    inputs = [book.cell(row, "per_day", unit) for row in rows_of(world, *place)]
    inputs += [book.cell(row, "quantity", unit) for row in world.stocks_at.get(place, [])]
    run = book.run(
        "forecast.consumption.lots",
        site=stock.site,
        item=stock.item,
        number=number,
        cover_hours=answer.cover_hours,
        resupply_mode=answer.resupply_mode,
    )
    return book.computed(run, quantity, unit, inputs), book.computed(run, due, "moment", inputs)
