"""A workbook read as a scenario; what is wrong is told by sheet and cell, all at once, and marked in a copy."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from copilot.model.errors import Problem, ScenarioError
from copilot.model.noun import LANGUAGES, Language, Message
from copilot.model.request import Marking
from copilot.model.scenario import Scenario
from copilot.sheets.columns import Column
from copilot.sheets.flaws import UnreadableBookError
from copilot.sheets.marking import marked
from copilot.sheets.reading import Book, read_book
from copilot.sheets.scan import name_of, place_of
from copilot.texts import texts
from scenarios._assemble import HEAD, MILESTONES, assemble
from scenarios._book.layout import LAYOUT_OF, Layout, folded, sheet_names
from scenarios._book.source import BookSource, Found
from scenarios._book.write import columns_for
from scenarios._folder import asking

IN_A_BOOK = {
    "input.decimal_comma": "input.book_number",
    "input.moment": "input.book_moment",
    "input.yes_or_no": "input.book_yes_or_no",
    "input.missing_column": "input.book_missing_column",
}
"""What is said otherwise where cells have types."""
_PLAIN = Column("")
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_COLUMNS_SAID = ("column", "first", "counter")


def scenario_of(content: bytes, name: str, asked: Path | None = None) -> Scenario:
    """The scenario of a workbook; ScenarioError with every problem, or with why the file is no workbook to be read.

    `asked` is a file whose request replaces the workbook's.
    """
    book = _opened(content, name)
    source = BookSource(name, book)
    flaws = list(_flaws(book))
    try:
        found = assemble(asking(source, asked))
    except ScenarioError as error:
        flawed = {(flaw.table, flaw.cell) for flaw in flaws}
        told = [_told(problem, source, book) for problem in error.problems]
        flaws += [problem for problem in told if not problem.cell or (problem.table, problem.cell) not in flawed]
        raise ScenarioError(name, flaws) from None
    if flaws:
        raise ScenarioError(name, flaws)
    return found


def marked_book(content: bytes, error: ScenarioError, language: Language) -> bytes | None:
    """A copy of a refused workbook with what is wrong marked.

    None when it could not be opened at all, or when it is marked too high for one more copy to be made of it.
    """
    if any(problem.message.code == "input.marking_above" for problem in error.problems):
        return None
    try:
        book = read_book(content)
    except UnreadableBookError:
        return None
    source = BookSource("", book)
    columns = {found.sheet.name: _columns(found, language) for found in source.found.values()}
    return marked(book, error.problems, language, texts(language)["book.errors"], columns, _marking(source))


def _opened(content: bytes, name: str) -> Book:
    try:
        return read_book(content)
    except UnreadableBookError as error:
        message = Message(code=f"input.book_{error.code}", args=dict(error.args_said))
        raise ScenarioError(name, [Problem(table=name, message=message)]) from None


def _flaws(book: Book) -> Iterable[Problem]:
    """The cells that are more than a value, on the sheets that are read."""
    for flaw in book.flaws:
        if sheet_names().get(folded(flaw.sheet)) is not None:
            sheet = book.sheets[flaw.sheet]
            yield Problem(
                table=flaw.sheet,
                row=flaw.row,
                column=sheet.text(1, flaw.column) or None,
                cell=name_of(flaw.row, flaw.column),
                value=sheet.text(flaw.row, flaw.column)[:80],
                message=Message(code=f"input.book_{flaw.code}"),
            )


def _told(problem: Problem, source: BookSource, book: Book) -> Problem:
    """A problem told with the names of the workbook: its sheet, its header, its cell."""
    message = problem.message.model_copy(update={"code": IN_A_BOOK.get(problem.message.code, problem.message.code)})
    layout = LAYOUT_OF.get(problem.table)
    if layout is None:
        return problem.model_copy(update={"message": message})
    found = source.found.get(layout.file)
    language = _language(found)
    message = message.model_copy(update={"args": _args(message, layout, language)})
    row, column, cell = _place(problem, found)
    header = layout.head(column, language) if column in layout.columns else None
    table = found.sheet.name if found else layout.title(language)
    return problem.model_copy(update={"table": table, "row": row, "column": header, "cell": cell, "message": message})


def _place(problem: Problem, found: Found | None) -> tuple[int | None, str, str]:
    """The row, the column's code, and the cell's name, each when it is known."""
    column, row = problem.column or "", problem.row
    if found is None:
        return None, column, ""
    if _CELL.fullmatch(column):
        place = place_of(column)
        return (place[0] if place else None), "", column
    if found.layout.file == MILESTONES and row and problem.message.code != "input.missing_column":
        row += 1
    if column not in found.places:
        return row, column, ""
    at = found.cell(column, row or 0)
    return at[0], column, name_of(*at) if at[0] else ""


def _args(message: Message, layout: Layout, language: Language) -> dict[str, str | int | float]:
    """What fills a message in, tables and columns being said as the workbook names them."""
    args = dict(message.args)
    if isinstance(args.get("table"), str) and args["table"] in LAYOUT_OF:
        layout = LAYOUT_OF[str(args["table"])]
        args["table"] = layout.title(language)
    for name in _COLUMNS_SAID:
        if args.get(name) in layout.columns:
            args[name] = layout.head(str(args[name]), language)
    if message.code == "input.duplicate_key" and layout.file == MILESTONES:
        args["first"] = int(args["first"]) + 1
    return args


def _language(found: Found | None) -> Language:
    """The language that a sheet is named in."""
    named = [one for one in LANGUAGES if found and folded(found.layout.title(one)) == folded(found.sheet.name)]
    return named[0] if named else LANGUAGES[0]


def _columns(found: Found, language: Language) -> list[Column]:
    """The columns of a sheet as they stand in the file, with the notes and choices of those that are known.

    Lists of names of other sheets are left out: there is no telling where those names stand in this file.
    """
    width = max((len(row) for row in found.sheet.rows), default=0)
    heads = [found.sheet.text(1, place) for place in range(1, width + 1)]
    if found.layout.upright:
        return [Column(head, "long" if place == 1 else "text") for place, head in enumerate(heads)]
    written = columns_for(found.layout, language, {})
    known = {place: written[column] for column, place in found.places.items()}
    return [replace(known.get(place, _PLAIN), head=head, offered="") for place, head in enumerate(heads, start=1)]


def _marking(source: BookSource) -> tuple[Marking, tuple[str, ...]]:
    """The marking that the workbook asks for; the higher one when it cannot be understood."""
    found = source.found.get(HEAD)
    if found is None or "marking" not in found.places or found.text("marking", 0) not in ("NP", ""):
        return "DR", ()
    caveats = found.text("caveats", 0) if "caveats" in found.places else ""
    return "NP", tuple(filter(None, (one.strip() for one in caveats.split(";"))))
