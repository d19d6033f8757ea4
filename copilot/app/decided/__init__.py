"""The decisions that a planner has written into a plan's workbook, all of them or none."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath

from copilot.app.decided.sheets import Reading
from copilot.app.decided.telling import message
from copilot.app.service import BookRead, Document
from copilot.exports.markdown.page import Page
from copilot.exports.workbook import columns_of
from copilot.exports.workbook.plan_sheet import title
from copilot.exports.workbook.works import works
from copilot.model.decision import Decision
from copilot.model.errors import BookError, PlannerError, Problem
from copilot.model.noun import LANGUAGES, Language
from copilot.model.plan import Plan
from copilot.sheets.columns import Column
from copilot.sheets.flaws import UnreadableBookError
from copilot.sheets.marking import marked
from copilot.sheets.reading import Book, Sheet, read_book
from copilot.texts import Speaker


def decisions_of(content: bytes, plan: Plan, by: str, at: datetime) -> tuple[Decision, ...]:
    """The decisions of a plan's workbook, in the order of the plan's items.

    BookError carries every problem: nothing is taken then. PlannerError when the workbook is that of another plan, or
    of another revision of it.
    """
    try:
        book = read_book(content)
    except UnreadableBookError as error:
        raise BookError([Problem(table="-", message=message(f"book_{error.code}", **error.args_said))]) from None
    language = _language_of(book, plan)
    reading = Reading(book, plan, language, by, at)
    found = reading.all()
    if reading.problems:
        raise BookError(reading.problems)
    order = {item.id: rank for rank, item in enumerate(plan.items)}
    return tuple(sorted(found, key=lambda decision: order[decision.item]))


def marked_decisions(content: bytes, plan: Plan, error: BookError, language: Language) -> bytes | None:
    """A copy of a refused workbook with what is wrong marked; None when it could not be opened at all."""
    try:
        book = read_book(content)
    except UnreadableBookError:
        return None
    page = Page(plan, language)
    written = {title(sheet.code, page.speak): columns_of(sheet, page.speak) for sheet in works(page)}
    columns = {name: _as_they_stand(book.sheets[name], one) for name, one in written.items() if name in book.sheets}
    signed = (plan.request.marking, plan.request.caveats)
    return marked(book, error.problems, language, page.speak("book.errors"), columns, signed)


def read_decided(plan: Plan, book: Document, by: str, language: Language) -> BookRead:
    """The decisions of a workbook, or its problems beside a copy of it in which they are marked."""
    try:
        return BookRead(decisions=decisions_of(book.content, plan, by, datetime.now(UTC)))
    except BookError as error:
        content = marked_decisions(book.content, plan, error, language)
        name = f"{PurePath(book.name).stem}-{Speaker(language)('cli.book.to_correct')}.xlsx"
        copy = None if content is None else book.model_copy(update={"name": name, "content": content})
        return BookRead(problems=error.problems, marked=copy)


def _as_they_stand(sheet: Sheet, columns: Sequence[Column]) -> list[Column]:
    """The columns of a sheet in the file's own order; one that is not known has only its header."""
    known = {column.head: column for column in columns}
    heads = [sheet.text(1, place) for place in range(1, max((len(row) for row in sheet.rows), default=0) + 1)]
    return [known.get(head, Column(head)) for head in heads]


def _language_of(book: Book, plan: Plan) -> Language:
    """The language of the workbook, once it is known to be this plan's; PlannerError when it is not."""
    for language in LANGUAGES:
        speak = Speaker(language)
        sheet = book.sheets.get(title("plan", speak))
        for row in range(1, len(sheet.rows) + 1) if sheet else ():
            if sheet is not None and sheet.text(row, 1) == speak("export.identity.plan"):
                if sheet.text(row, 2) != plan.id:
                    given = sheet.text(row, 2)[:12] or "-"
                    raise PlannerError("error.book_other_plan", given=given, plan=plan.id[:12])
                return language
    raise PlannerError("error.book_no_plan")
