"""Paragraph 4, supply: what is needed (T1), what is held (T2), for how long (T3)."""

from collections.abc import Iterator, Sequence

from copilot.exports.markdown.page import NOTHING
from copilot.exports.order.blocks import Cell
from copilot.exports.order.leaf import Leaf
from copilot.exports.order.parts.holding import holding
from copilot.model.clock import DAY
from copilot.model.plan import StockLine
from tools.forecast.consumption import days_of_supply, outflow, rows_of, used
from tools.look.projection.stocks import midnights

AHEAD = 4
"""Midnights that a stock report looks at: now, and 24, 48 and 72 hours on."""
TONNE = 1000


def demand(page: Leaf) -> None:
    """T1: what each site uses of each item, a day and in all, with its mass and volume."""
    rows, tonnes, volume = [], 0.0, 0.0
    for site, item in _used(page):
        good, rates = page.world.item[item], outflow(page.world, site, item)
        total = used(rates, 0, page.plan.clock.end)
        inputs = [page.input(row, "per_day", good.unit) for row in rows_of(page.world, site, item)]
        mass, room = round(total * good.kg / TONNE, 1), round(total * good.m3, 1)
        whole = page.computed("forecast.consumption.used", total, good.unit, inputs, site=site, item=item)
        weight = [whole, page.input(good, "kg", "kg")]
        space = [whole, page.input(good, "m3", "m3")]
        rows.append(
            (
                Cell(page.site(site)),
                Cell(good.class_nato),
                Cell(page.good(item)),
                Cell(" / ".join(page.speak.number(rate) for _, _, rate in rates), tuple(inputs)),
                page.amount(total, (whole,)),
                page.amount(mass, (page.computed("order.mass", mass, "t", weight, site=site, item=item),)),
                page.amount(room, (page.computed("order.room", room, "m3", space, site=site, item=item),)),
            )
        )
        tonnes, volume = tonnes + mass, volume + room
    if page.sheet("t1", "site class item rate total tonnes room", rows, right=(3, 4, 5, 6)):
        days, moved = round(page.plan.clock.end / DAY, 1), _moved(page)
        page.meaning("order_t1", tonnes=round(tonnes, 1), volume=round(volume, 1), days=days, moved=moved)
        holding(page, "supplied")


def stock_report(page: Leaf) -> None:
    """T2, as a LOGSTAT: on hand, expected 24, 48 and 72 hours on, first shortage, next delivery, assessment."""
    days = report_days(page)
    rows = [_stock(page, line, days) for line in page.plan.stocks]
    columns = f"site item {' '.join(f'h{24 * place}' for place in range(len(days)))} shortage delivery assessment"
    if page.sheet("t2", columns, rows, right=range(2, 2 + len(days))):
        short = [line for line in page.plan.stocks if line.short]
        low = sum(below(page, line) is not None for line in page.plan.stocks if not line.short)
        page.meaning("order_t2", moment=f"t:{days[0]}", lines=len(rows), short=len(short), low=low)
        if short:
            first = min(short, key=lambda line: line.short[0])
            names = {"site": f"@sites/{first.site}", "good": f"@items/{first.item}"}
            page.meaning("stocks_short", count=len(short), lines=len(rows), moment=f"t:{first.short[0][0]}", **names)
        holding(page, "supplied")


def autonomy(page: Leaf) -> None:
    """T3: days of supply of what is used up, without and with the plan's deliveries."""
    lines = {(line.site, line.item): line for line in page.plan.stocks}
    places = list(_used(page))
    rows = [_autonomy(page, site, item, lines.get((site, item))) for site, item in places]
    if not page.sheet("t3", "site item held per_day days alone with_plan", rows, right=(2, 3, 4)):
        return
    ends = [(days_of_supply(page.world, *place).shortage, *place) for place in places]
    alone = sorted((moment, site, item) for moment, site, item in ends if moment is not None)
    if alone:
        moment, site, item = alone[0]
        names = {"site": f"@sites/{site}", "good": f"@items/{item}"}
        page.meaning("order_t3", count=len(alone), lines=len(rows), moment=f"t:{moment}", **names)
    else:
        page.meaning("order_t3_all", lines=len(rows))
    short = sum(bool(lines[place].short) for place in places if place in lines)
    page.meaning("order_t3_short" if short else "order_t3_held", lines=len(rows), count=short)
    holding(page, "supplied")


def report_days(page: Leaf) -> list[int]:
    """The midnights of a stock report: the last one before now, or the first of the window, and those that follow."""
    found = midnights(page.plan.clock)
    begun = max((place for place, minute in enumerate(found) if minute <= page.plan.now), default=0)
    return found[begun : begun + AHEAD]


def below(page: Leaf, line: StockLine) -> int | None:
    """The first minute known at which a stock is under the level that planners do not want it to go below."""
    least = max((row.minimum for row in page.world.stocks_at.get((line.site, line.item), [])), default=0)
    return next((minute for minute, level in line.levels if level < least and minute >= page.plan.now), None)


def assessment(page: Leaf, line: StockLine) -> Cell:
    """How a stock stands, in words."""
    if line.short:
        return Cell(page.say("order.assess.short", moment=f"t:{line.short[0][0]}"), mark="bad")
    low = below(page, line)
    if low is not None:
        return Cell(page.say("order.assess.low", moment=f"t:{low}"), mark="warn")
    return Cell(page.say("order.assess.good"), mark="good")


def delivery(page: Leaf, line: StockLine) -> Cell:
    """When a convoy or an order next brings something."""
    coming = []
    for item in page.plan.items:
        for effect in item.mode.effects:
            if (effect.site, effect.item) == (line.site, line.item) and effect.quantity > 0:
                at = item.end if effect.at is None else item.start + effect.at
                coming.append((at, page.source(f"items/{item.id}/start")))
    for order in page.world.part_orders_at.get((line.site, line.item), []):
        coming.append((order.expected, page.input(order, "expected", "moment")))
    coming = [one for one in coming if one[0] >= page.plan.now]
    return page.when(min(coming)[0], (min(coming)[1],)) if coming else Cell(NOTHING)


def level(line: StockLine, minute: int) -> int:
    """The place of the last level known at a minute."""
    return max((place for place, (when, _) in enumerate(line.levels) if when <= minute), default=0)


def _stock(page: Leaf, line: StockLine, days: Sequence[int]) -> list[Cell]:
    where = f"stocks/{line.site}/{line.item}"
    levels = [page.number(f"{where}/levels/{level(line, minute)}") for minute in days]
    names = Cell(page.site(line.site)), Cell(page.good(line.item))
    return [*names, *levels, _shortage(page, line), delivery(page, line), assessment(page, line)]


def _autonomy(page: Leaf, site: str, item: str, line: StockLine | None) -> tuple[Cell, ...]:
    state = days_of_supply(page.world, site, item)
    held = [page.input(row, "quantity", state.unit) for row in page.world.stocks_at.get((site, item), [])]
    rates = [page.input(row, "per_day", state.unit) for row in rows_of(page.world, site, item)]
    tool, where = "forecast.consumption.days_of_supply", {"site": site, "item": item}
    days, alone = Cell(NOTHING), Cell(page.say("order.lasts"))
    if state.days_of_supply is not None:
        fact = page.computed(tool, state.days_of_supply, "d", [*held, *rates], **where)
        days = page.amount(state.days_of_supply, (fact,))
    if state.shortage is not None:
        fact = page.computed(tool, state.shortage, "moment", [*held, *rates], **where)
        alone = page.when(state.shortage, (fact,))
    lasts = Cell(page.say("order.lasts"), mark="good")
    if line is not None and line.short:
        short = _shortage(page, line)
        lasts = Cell(page.say("order.assess.short", moment=f"t:{line.short[0][0]}"), short.facts, "bad")
    figures = page.amount(state.held, tuple(held)), page.amount(state.per_day, tuple(rates[:1]))
    return (Cell(page.site(site)), Cell(page.good(item)), *figures, days, alone, lasts)


def _shortage(page: Leaf, line: StockLine) -> Cell:
    if not line.short:
        return Cell(NOTHING)
    return page.when(line.short[0][0], page.figure(f"stocks/{line.site}/{line.item}/lacking").facts)


def _used(page: Leaf) -> Iterator[tuple[str, str]]:
    yield from dict.fromkeys((row.site, row.item) for row in page.world.consumption)


def _moved(page: Leaf) -> float:
    """The tonnes that convoys bring."""
    brought = [
        effect.quantity * page.world.item[effect.item].kg
        for item in page.plan.items
        if item.kind == "convoy"
        for effect in item.mode.effects
        if effect.quantity > 0
    ]
    return round(sum(brought) / TONNE, 1)
