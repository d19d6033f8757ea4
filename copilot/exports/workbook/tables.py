"""What a plan gives and lacks, one sheet a table."""

from collections.abc import Iterator, Sequence

from copilot.exports.markdown.outcome import term_name
from copilot.exports.markdown.page import NOTHING, Page
from copilot.exports.workbook.plan_sheet import PlanSheet
from copilot.exports.workbook.works import local
from copilot.sheets.cells import Value
from copilot.sheets.columns import Column, Kind

KINDS: dict[str, Kind] = {
    "amount": "number", "least": "number", "cost": "number", "level": "number", "held": "number", "available": "number",
    "rate": "number", "due": "moment", "moment": "moment", "cause": "long", "finding": "long", "text": "long",
}  # fmt: skip
OWN = ("moment", "level", "count_unit", "short", "held", "available", "rate", "text", "what", "agent")


def tables(page: Page) -> Iterator[PlanSheet]:
    """What is not met first, then milestones, terms, stocks, availability, findings and assumptions."""
    yield _sheet(page, "unmet", "id domain need cause mandatory source", _unmet(page))
    yield _sheet(page, "milestones", "id milestone due reached state source", _milestones(page))
    yield _sheet(page, "terms", "term amount count_unit least cost source", _terms(page))
    yield _sheet(page, "stocks", "site item moment level short", _stocks(page))
    yield _sheet(page, "availability", "fleet moment held available rate", _availability(page))
    yield _sheet(page, "findings", "severity finding source", _findings(page))
    yield _sheet(page, "assumptions", "agent what text", _assumptions(page))


def _sheet(page: Page, code: str, columns: str, rows: Iterator[Sequence[Value]]) -> PlanSheet:
    heads = {name: f"book.plan.head.{name}" if name in OWN else f"export.column.{name}" for name in columns.split()}
    return PlanSheet(
        code, [Column(page.speak(key), KINDS.get(name, "text")) for name, key in heads.items()], list(rows)
    )


def _unmet(page: Page) -> Iterator[Sequence[Value]]:
    for need in sorted(page.plan.unmet, key=lambda need: (not need.mandatory, -need.value, need.id)):
        domain, mandatory = page.say(f"domain.{need.domain}"), page.say("yes" if need.mandatory else "no")
        yield need.id, domain, page.message(need.label), page.message(need.cause), mandatory, ", ".join(need.sources)


def _milestones(page: Page) -> Iterator[Sequence[Value]]:
    for line in page.plan.milestones:
        reached = NOTHING if line.reached is None else page.speak.moment(line.reached)
        shown = reached if line.value is None else f"{line.value}\u00a0%"
        state, source = page.say("held" if line.met else "missed"), page.source(f"milestones/{line.id}/due")
        yield line.id, page.message(line.label), local(page.plan, line.due), shown, state, source


def _terms(page: Page) -> Iterator[Sequence[Value]]:
    for term in page.plan.terms:
        unit = page.say(f"unit.{term.unit}") if term.unit in ("task", "item", "decision") else term.unit
        source = page.source(f"terms/{term.code}/amount")
        yield term_name(page, term.code), term.amount, unit, term.bound, term.cost, source


def _stocks(page: Page) -> Iterator[Sequence[Value]]:
    for line in page.plan.stocks:
        site, good = page.speak.name("sites", line.site), page.speak.name("items", line.item)
        for minute, level in line.levels:
            short = any(first <= minute < last for first, last in line.short)
            yield site, good, local(page.plan, minute), level, page.say("yes") if short else ""


def _availability(page: Page) -> Iterator[Sequence[Value]]:
    for line in page.plan.availability:
        fleet = page.speak.name("asset_types", line.asset_type)
        for minute, held, free in line.days:
            yield fleet, local(page.plan, minute), held, free, round(100 * free / held) if held else None


def _findings(page: Page) -> Iterator[Sequence[Value]]:
    order = {"error": 0, "warning": 1, "info": 2}
    for one in sorted(page.plan.findings, key=lambda one: order[one.severity]):
        yield page.say(f"severity.{one.severity}"), page.message(one.message), ", ".join(one.facts)


def _assumptions(page: Page) -> Iterator[Sequence[Value]]:
    for note in page.plan.agents:
        agent = page.say(f"domain.{note.agent}")
        for assumption in note.assumptions:
            yield agent, page.speak("book.plan.assumption"), page.message(assumption)
        for question in note.questions:
            yield agent, page.speak("book.plan.question"), page.message(question)
