"""A workbook as the source of a scenario: its sheets as lines of text cells, by the names of the tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from copilot.model.noun import LANGUAGES, Language
from copilot.model.request import Limits, Milestone, Priorities
from copilot.model.scenario import After, Bound, Expectation
from copilot.model.world import OPTIONAL_TABLES, Report
from copilot.sheets.reading import Book, Sheet
from copilot.sheets.scan import name_of
from copilot.texts import texts
from scenarios._assemble import EXPECTED, HEAD, MILESTONES, NO_CLOCK, REQUEST, Structure
from scenarios._book.layout import REPORTS, SHEETS, UNREAD, Expected, Layout, folded, sheet_names
from scenarios._cells import CellError, bare, identifier
from scenarios._files import Line
from scenarios._injects import INJECTS
from scenarios._marks import refuse_above
from scenarios._problems import Problems
from scenarios._rows import row_reader

YES_NO = {folded(texts(language)[f"book.{word}"]): word for language in LANGUAGES for word in ("yes", "no")}
FIRST_ROW = 2
EXPECTED_OF: tuple[str, ...] = get_args(Expected.model_fields["what"].annotation)


@dataclass(frozen=True)
class Found:
    """A sheet that is known, and where each of its columns (or fields, when it is upright) stands, from 1."""

    layout: Layout
    sheet: Sheet
    places: Mapping[str, int]

    def text(self, column: str, row: int) -> str:
        """The text of a cell, yes and no being the same in both languages."""
        place = self.places[column]
        text = self.sheet.text(place, FIRST_ROW) if self.layout.upright else self.sheet.text(row, place)
        if bare(self.layout.columns[column].annotation)[0] is bool:
            return YES_NO.get(folded(text), text)
        return text

    def cell(self, column: str, row: int) -> tuple[int, int]:
        """The row and the column of a cell, from 1."""
        return (self.places[column], FIRST_ROW) if self.layout.upright else (row, self.places[column])

    def names(self) -> Iterator[tuple[int, str]]:
        """The headers (or the names of the fields) and their places, empty ones left out."""
        if self.layout.upright:
            found = [(row, self.sheet.text(row, 1)) for row in range(FIRST_ROW, len(self.sheet.rows) + 1)]
        else:
            found = [(place, self.sheet.text(1, place)) for place in range(1, _width(self.sheet) + 1)]
        return ((place, text) for place, text in found if text)

    def lines(self) -> Iterator[Line]:
        """The rows that hold something, as lines; a column that is missing has no cell."""
        for row in range(FIRST_ROW, len(self.sheet.rows) + 1):
            cells = {column: self.text(column, row) for column in self.places}
            if any(cells.values()):
                yield Line(row, cells)


class BookSource:
    """Implements Source; a milestone's number is its row less one, as in a file where the first is number one."""

    def __init__(self, name: str, book: Book) -> None:
        self._name = name
        self._book = book
        self.found = _found(book)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._name

    def head(self, problems: Problems) -> Line | None:
        """The fields of the head, once everything wrong with sheets and headers has been told."""
        self._tell_sheets(problems)
        for found in self.found.values():
            _tell_headers(found, problems)
        return self._fields(HEAD)

    def lines(self, table: str, columns: tuple[str, ...], problems: Problems) -> list[Line]:
        """The rows of a table's sheet."""
        return list(self.found[table].lines()) if table in self.found else []

    def structure(self, problems: Problems) -> Structure:
        """The fields of the request, and the sheet of milestones."""
        cells = (self._fields(REQUEST) or Line(0, {})).cells
        priorities, limits = (
            Line(0, {name: cells.get(name, "") for name in noun.model_fields}) for noun in (Priorities, Limits)
        )
        rows = self.lines(MILESTONES, tuple(Milestone.model_fields), problems)
        return Structure(priorities, limits, [Line(line.number - 1, line.cells) for line in rows])

    def words(self, problems: Problems) -> dict[Language, str]:
        """The words of each language that are not empty."""
        line = self._fields(REQUEST)
        if line is None:
            return {}
        written = {language: line.cells.get(f"words_{language}", "") for language in LANGUAGES}
        if not any(written.values()):
            problems.add(REQUEST, "empty_cell", column="words_fr")
        for language, text in written.items():
            refuse_above(text, problems, REQUEST, column=f"words_{language}")
        return {language: text for language, text in written.items() if text}

    def reports(self, problems: Problems) -> tuple[Report, ...]:
        """The reports, by name as in a folder; each has a name of its own, and words."""
        reports: dict[str, Report] = {}
        for line in self.lines(REPORTS, (), problems):
            name, text = line.cells.get("id", ""), line.cells.get("text", "")
            for column, cell in (("id", name), ("text", text)):
                if not cell and column in line.cells:
                    problems.add(REPORTS, "empty_cell", line.number, column)
            try:
                if name and identifier(name) in reports:
                    problems.add(REPORTS, "listed_again", line.number, "id", name)
            except CellError as error:
                problems.add(REPORTS, error.code, line.number, "id", name)
            refuse_above(text, problems, REPORTS, line.number, "text")
            if name and text:
                reports[name] = Report(id=name, text=text)
        return tuple(reports[name] for name in sorted(reports))

    def injects(self, columns: tuple[str, ...], problems: Problems) -> list[Line]:
        """The rows of what happens as the scenario is played."""
        return self.lines(INJECTS, columns, problems)

    def expectation(self, problems: Problems) -> Expectation:
        """The bounds, each on one thing."""
        read = row_reader(Expected, EXPECTED, NO_CLOCK, problems)
        bounds: dict[str, dict[str, Bound]] = {what: {} for what in EXPECTED_OF}
        for line in self.lines(EXPECTED, (), problems):
            row = read(line).noun
            if row is None:
                continue
            if (row.of or "") in bounds[row.what]:
                problems.add(EXPECTED, "listed_again", line.number, "of", row.of or row.what)
            bounds[row.what][row.of or ""] = Bound(low=row.low, high=row.high, why=row.why)
        single = {what: bounds[what].pop("", None) for what in ("unmet", "milestones_met")}
        named = dict.fromkeys(of for what in After.model_fields for of in bounds[what])
        after = {of: After(**{what: bounds[what].get(of) for what in After.model_fields}) for of in named}
        return Expectation(items=bounds["items"], terms=bounds["terms"], after=after, **single)

    def _fields(self, file: str) -> Line | None:
        found = self.found.get(file)
        return None if found is None else Line(0, {column: found.text(column, 0) for column in found.places})

    def _tell_sheets(self, problems: Problems) -> None:
        known = [texts(language)[code] for language in LANGUAGES for code in UNREAD]
        known += [layout.title(language) for language in LANGUAGES for layout in SHEETS]
        taken: dict[str, str] = {}
        for name in self._book.sheets:
            layout = sheet_names().get(folded(name))
            if folded(name) not in sheet_names():
                problems.add(name, "unknown_sheet", value=name, known=known)
            elif layout is not None and taken.setdefault(layout.code, name) != name:
                problems.add(name, "sheet_twice", value=name, args={"other": taken[layout.code]})
        for layout in SHEETS:
            if layout.file not in self.found and layout.file not in OPTIONAL_TABLES:
                problems.add_unread(layout.file, "missing_sheet")


def _tell_headers(found: Found, problems: Problems) -> None:
    layout = found.layout
    known = layout.known()
    seen: set[str] = set()
    for place, text in found.names():
        column = known.get(folded(text))
        where = name_of(*((place, 1) if layout.upright else (1, place)))
        if column is None:
            near = [layout.head(one, language) for language in LANGUAGES for one in layout.columns]
            problems.add(layout.file, "unknown_column", 1, where, text, near)
        elif column in seen:
            problems.add(layout.file, "column_twice", 1, where, text)
        else:
            seen.add(column)
    for column in layout.columns:
        if column not in seen:
            problems.add(layout.file, "missing_column", 1, column)
    if not layout.upright:
        _tell_stray_cells(found, problems)


def _tell_stray_cells(found: Found, problems: Problems) -> None:
    """A cell with something under an empty header."""
    headed = {place for place, _ in found.names()}
    for row in range(FIRST_ROW, len(found.sheet.rows) + 1):
        for place in range(1, len(found.sheet.rows[row - 1]) + 1):
            if place not in headed and found.sheet.text(row, place):
                where = name_of(row, place)
                problems.add(found.layout.file, "without_header", row, where, found.sheet.text(row, place))
                headed.add(place)


def _found(book: Book) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for name, sheet in book.sheets.items():
        layout = sheet_names().get(folded(name))
        if layout is not None and layout.file not in found:
            known = layout.known()
            places: dict[str, int] = {}
            for place, text in Found(layout, sheet, {}).names():
                if folded(text) in known:
                    places.setdefault(known[folded(text)], place)
            found[layout.file] = Found(layout, sheet, places)
    return found


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.rows), default=0)
