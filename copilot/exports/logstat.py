"""The tables T1 to T7 as a workbook to compute with: a stock report as a LOGSTAT, movements, the calendars."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from copilot.exports.markdown import LANGUAGES
from copilot.exports.markdown.head import approved
from copilot.exports.needing import needed
from copilot.exports.order.blocks import Cell, Table, Text
from copilot.exports.order.leaf import Leaf
from copilot.exports.order.parts.fleet import readiness
from copilot.exports.order.parts.supply import autonomy, demand, stock_report
from copilot.exports.order.parts.works import commitments, movements, training, workshops
from copilot.model.ground import Ground
from copilot.model.plan import Plan
from copilot.sheets.cells import Value
from copilot.sheets.columns import Column, Kind
from copilot.sheets.making import Making

PARTS = (stock_report, autonomy, demand, movements, workshops, readiness, training, commitments)
WIDTHS = (28, 110)


def logstat(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """One sheet a table, with what it means on the first; KeyError for an unknown language, PlannerError without the
    ground."""
    page = Leaf(plan, LANGUAGES[language], needed(ground, "logstat", plan))
    standing = "" if approved(plan) else page.say("order.draft")
    name = page.say("title", scenario=plan.scenario, revision=plan.revision)
    making = Making(page.speak.language, name, page.marks.marking, page.marks.caveats, standing)
    for part in PARTS:
        part(page)
    making.page(page.say("order.sheet.first"), [[making.title, making.marking], *_meanings(page)], WIDTHS, heads=(0,))
    for block in page.blocks:
        if isinstance(block, Table):
            making.table(page.say(f"order.sheet.{block.code}"), _columns(page, block), _rows(block))
    return making.content()


def _meanings(page: Leaf) -> Iterator[Sequence[Value]]:
    """The identity of the plan, then each table with the sentences that follow it."""
    plan = page.plan
    yield page.say("identity.plan"), plan.id
    yield page.say("identity.verdict"), page.say(f"verdict.{plan.verdict}")
    yield page.say("identity.zone"), plan.clock.zone
    caption = ""
    for block in page.blocks:
        if isinstance(block, Table):
            caption = block.caption
        elif isinstance(block, Text) and block.style == "strong":
            caption = block.text
        elif isinstance(block, Text):
            yield caption, block.text


def _columns(page: Leaf, table: Table) -> list[Column]:
    kinds = [_kind([row[place] for row in table.rows]) for place in range(len(table.columns))]
    columns = [Column(head, kind) for head, kind in zip(table.columns, kinds, strict=True)]
    return [*columns, Column(page.say("column.source"))]


def _kind(cells: Sequence[Cell]) -> Kind:
    """What a column holds: moments or numbers when it holds nothing else."""
    values = [cell.value for cell in cells if cell.value is not None]
    if not values or any(cell.value is None and len(cell.text) > 1 for cell in cells):
        return "text"
    return "moment" if isinstance(values[0], datetime) else "number"


def _rows(table: Table) -> list[list[Value]]:
    kinds = [_kind([row[place] for row in table.rows]) for place in range(len(table.columns))]
    return [
        [*(_value(cell, kind) for cell, kind in zip(row, kinds, strict=True)), ", ".join(_facts(row))]
        for row in table.rows
    ]


def _value(cell: Cell, kind: Kind) -> Value:
    return cell.text if kind == "text" else cell.value


def _facts(row: Sequence[Cell]) -> Iterator[str]:
    yield from dict.fromkeys(fact for cell in row for fact in cell.facts)
