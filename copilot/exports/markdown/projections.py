"""Stocks and availability day by day, in blocks of ten days so that a page stays readable."""

from collections.abc import Iterator
from datetime import timedelta

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.plan import StockLine

DAYS = 10


def stocks(page: Page) -> None:
    """The level of each stock at each midnight, and the first shortage."""
    page.section("stocks")
    lines = page.plan.stocks
    if not lines:
        page.paragraph(page.say("none.stocks"))
        return
    for days in _blocks(_midnights(page)):
        rows = [
            (
                page.speak.name("sites", line.site),
                page.speak.name("items", line.item),
                *(page.speak.number(_level(line, minute)) for minute in days),
                page.speak.moment(line.short[0][0]) if line.short else NOTHING,
                page.quantity(line.lacking, _lacking(line)),
                page.source(_lacking(line)),
            )
            for line in lines
        ]
        names = page.columns("site item") + _headings(page, days) + page.columns("shortage lacking source")
        page.table(names, rows, right=range(2, len(names) - 1))
    short = sorted((line for line in lines if line.short), key=lambda line: line.short[0])
    if short:
        names_of = {"site": f"@sites/{short[0].site}", "good": f"@items/{short[0].item}"}
        page.meaning("stocks_short", count=len(short), lines=len(lines), moment=f"t:{short[0].short[0][0]}", **names_of)
    else:
        page.meaning("stocks_held", lines=len(lines))


def availability(page: Page) -> None:
    """Assets available out of those held, at noon each day."""
    page.section("availability")
    lines = [line for line in page.plan.availability if line.days]
    if not lines:
        page.paragraph(page.say("none.availability"))
        return
    moments = sorted({minute for line in lines for minute, _, _ in line.days})
    for days in _blocks(moments):
        rows = []
        for line in lines:
            known = {minute: page.say("out_of", available=free, held=held) for minute, held, free in line.days}
            first = next(number for number, (minute, _, _) in enumerate(line.days) if minute >= days[0])
            cells = [known.get(minute, NOTHING) for minute in days]
            source = page.source(f"availability/{line.asset_type}/{first}")
            rows.append((page.speak.name("asset_types", line.asset_type), *cells, source))
        names = page.columns("fleet") + _headings(page, days) + page.columns("source")
        page.table(names, rows, right=range(1, len(names) - 1))
    lows = [
        (free / held, minute, line.asset_type, free, held) for line in lines for minute, held, free in line.days if held
    ]
    if lows:
        _, minute, kind, free, held = min(lows)
        page.meaning("availability", type=f"@asset_types/{kind}", available=free, held=held, moment=f"t:{minute}")


def _midnights(page: Page) -> list[int]:
    clock = page.plan.clock
    day = clock.at(0).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    found = [clock.minute(day + timedelta(days=number)) for number in range(clock.end // 1440 + 2)]
    return [minute for minute in found if 0 <= minute < clock.end]


def _blocks(days: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(days), DAYS):
        yield days[first : first + DAYS]


def _headings(page: Page, days: list[int]) -> list[str]:
    return [f"{page.plan.clock.at(minute):%d/%m}" for minute in days]


def _level(line: StockLine, minute: int) -> int:
    """The last level known at a minute."""
    return max(((when, level) for when, level in line.levels if when <= minute), default=(0, 0))[1]


def _lacking(line: StockLine) -> str:
    return f"stocks/{line.site}/{line.item}/lacking"
