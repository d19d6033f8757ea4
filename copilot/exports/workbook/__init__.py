"""A plan as a workbook: one sheet a table, and beside each item the cells in which a planner decides."""

from collections.abc import Sequence

from copilot.exports.markdown import LANGUAGES
from copilot.exports.markdown.head import approved
from copilot.exports.markdown.page import Page
from copilot.exports.workbook.plan_sheet import PlanSheet, title
from copilot.exports.workbook.tables import tables
from copilot.exports.workbook.works import ASKED, works
from copilot.model.ground import Ground, marks_of
from copilot.model.plan import Plan
from copilot.sheets.cells import Value
from copilot.sheets.columns import Column, column_of
from copilot.sheets.making import Making
from copilot.texts import Speaker

WIDTHS = (42, 90)
EMPTY = {
    "movements": "export.none.movements",
    "workshop": "export.none.workshop",
    "training": "export.none.training",
    "commitments": "export.none.commitments",
    "unmet": "export.nothing_unmet",
    "milestones": "export.no_milestone",
    "terms": "export.meaning.terms_free",
    "stocks": "export.none.stocks",
    "availability": "export.none.availability",
    "findings": "export.nothing_found",
    "assumptions": "export.none.assumptions",
}
"""What a table without rows says."""


def workbook(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The plan as an .xlsx workbook, marked as a draft until it is approved; KeyError for an unknown language."""
    page = Page(plan, LANGUAGES[language], marks_of(plan, ground))
    standing = "" if approved(plan) else page.speak("book.plan.draft")
    name = page.say("title", scenario=plan.scenario, revision=plan.revision)
    making = Making(LANGUAGES[language], name, page.marks.marking, page.marks.caveats, standing)
    _identity(making, page)
    lists: dict[tuple[str, ...], int] = {}
    for sheet in works(page):
        _write(making, page.speak, sheet, columns_of(sheet, page.speak))
        _vehicles(making, page, sheet, lists)
    for sheet in tables(page):
        _write(making, page.speak, sheet, sheet.columns)
    _lists(making, page.speak, lists)
    return making.content()


def columns_of(sheet: PlanSheet, speak: Speaker) -> list[Column]:
    """The columns of a sheet of items: those to be read, then those to be filled in."""
    return [*sheet.columns, *_asked(speak)]


def _identity(making: Making, page: Page) -> None:
    """What plan this is: decisions come back to this one and to no other."""
    plan, speak = page.plan, page.speak
    first, last = plan.clock.at(0), plan.clock.at(plan.clock.end)
    approval = approved(plan)
    standing = page.say("draft")
    if approval is not None:
        day = approval.at.astimezone(plan.clock.at(0).tzinfo)
        standing = page.say("approved", by=approval.by, at=f"{day:%d/%m/%Y %H:%M}")
    lines: list[Sequence[Value]] = [
        [making.title],
        [making.marking],
        [standing],
        [],
        [page.say("identity.plan"), plan.id],
        [page.say("identity.verdict"), page.say(f"verdict.{plan.verdict}")],
        [page.say("identity.goal"), page.say("goal.met" if plan.goal_met else "goal.not_met")],
        [page.say("identity.window"), page.say("span", first=f"{first:%d/%m/%Y %H:%M}", last=f"{last:%d/%m/%Y %H:%M}")],
        [page.say("identity.zone"), plan.clock.zone],
        [page.say("identity.world"), plan.world],
        [],
        [speak("book.plan.how_title")],
        *([speak(f"book.plan.how.{number}")] for number in ("one", "two", "three", "four")),
    ]
    making.page(title("plan", speak), lines, WIDTHS, heads=(0, 1, 2, 11))


def _write(making: Making, speak: Speaker, sheet: PlanSheet, columns: Sequence[Column]) -> None:
    blank: list[Value] = [None] * (len(columns) - len(sheet.columns))
    rows = [[*row, *blank] for row in sheet.rows] or [[speak(EMPTY[sheet.code]), *([None] * (len(columns) - 1))]]
    making.table(title(sheet.code, speak), columns, rows)


def _asked(speak: Speaker) -> list[Column]:
    """The columns that a planner fills in."""
    verbs = tuple(speak(f"book.plan.verb.{verb}") for verb in ("accept", "edit", "reject", "lock"))
    return [
        Column(
            head=speak(f"book.plan.head.{code}"),
            kind="moment" if code == "new_start" else "text",
            note=speak(f"book.plan.note.{code}"),
            choices=verbs if code == "decision" else (),
            asked=True,
        )
        for code in ASKED
    ]


def _vehicles(making: Making, page: Page, sheet: PlanSheet, lists: dict[tuple[str, ...], int]) -> None:
    """The vehicles that may do each item: a list when it takes one, a note when it takes several."""
    place = len(sheet.columns) + ASKED.index("new_vehicles")
    name = title(sheet.code, page.speak)
    for row, item in enumerate(sheet.items, start=1):
        needs = item.mode.assets
        if len(needs) == 1 and needs[0].count == 1:
            number = lists.setdefault(needs[0].candidates, len(lists))
            making.choose(name, row, place, column_of(title("lists", page.speak), number, len(needs[0].candidates)))
        elif needs:
            texts = [page.speak("book.plan.among", count=n.count, names="; ".join(n.candidates)) for n in needs]
            making.note(name, row, place, "\n".join(texts)[:2000])


def _lists(making: Making, speak: Speaker, lists: dict[tuple[str, ...], int]) -> None:
    """The lists of vehicles, on a sheet that is not shown."""
    if not lists:
        return
    longest = max(len(names) for names in lists)
    columns = [Column(str(number + 1)) for number in lists.values()]
    rows = [[names[row] if row < len(names) else None for names in lists] for row in range(longest)]
    making.table(title("lists", speak), columns, rows)
    making.hide(title("lists", speak))
