"""A workbook being written, in the one style of the house: header in row 1, notes, lists, frozen panes, no formula."""

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter

from copilot.model.noun import Language
from copilot.model.request import Marking
from copilot.sheets.cells import MOST_TEXT, Value, text_of
from copilot.sheets.columns import LONG, WIDEST, Column, Kind, quoted, width_of, wrapped
from copilot.texts import Speaker

Said = Mapping[tuple[int, int], str]
NOTHING_SAID: Said = {}
NO_KINDS: Mapping[int, Kind] = {}
WRITTEN_AT = datetime.datetime(1980, 1, 1)
"""The same plan gives the same bytes: no workbook says when it was made."""
FIRST_SAFE_YEAR = 1901
LONGEST_MARKING = 150
LINE_HEIGHT, HIGHEST = 15, 400
DATES = {"fr": "dd/mm/yyyy hh:mm", "en": "yyyy-mm-dd hh:mm"}
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#B8C2CC"}
_COLOURS = {"plain": ("#1F3A5F", "#FFFFFF"), "asked": ("#F2C14E", "#1B1B1B")}
_RED, _PALE = "#F8C9C4", "#FFF8E1"
LIST_LENGTH = 255
"""Characters of a drop-down list written in place."""


_AS_IS = Column("", "number")
_DASH = " \N{EN DASH} "


class Making:
    """A workbook on its way to bytes; its marking stands in the head and the foot of every printed page."""

    def __init__(
        self, language: Language, title: str, marking: Marking, caveats: Sequence[str] = (), standing: str = ""
    ) -> None:
        self.speak = Speaker(language)
        self.title = title
        first = filter(None, (self.speak(f"export.marking.{marking}"), standing))
        head = _DASH.join(first)
        self.marking = _DASH.join((head, *caveats))
        fits = len(_printed(self.marking)) <= LONGEST_MARKING
        self._printed = self.marking if fits else _DASH.join((head, self.speak("book.caveats_elsewhere")))
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self._book.set_properties({"title": title, "created": WRITTEN_AT})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def content(self) -> bytes:
        """The whole workbook; nothing can be added after."""
        self._book.close()
        return self._buffer.getvalue()

    def page(self, name: str, lines: Iterable[Sequence[Value]], widths: Sequence[float], heads: Sequence[int]) -> None:
        """A sheet of lines to be read, those numbered in `heads` in bold."""
        sheet = self._sheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for row, line in enumerate(lines):
            form = self._format(bold=row in heads, text_wrap=len(line) > 1, valign="top")
            if len(line) > 1:
                pairs = zip(line, widths, strict=True)
                _heighten(sheet, row, max(-(-len(str(value or "")) // int(0.9 * width)) for value, width in pairs))
            for place, value in enumerate(line):
                self._write(sheet, row, place, value, form, form)

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        spare: int = 0,
        wrong: Said = NOTHING_SAID,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> None:
        """A sheet with one table, and the drop-down lists on `spare` rows more.

        `wrong` cells, counted from (0, 0), are marked and commented; `kinds` holds the rows whose second cell is of
        another kind than its column.
        """
        sheet = self._sheet(name)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        last = len(rows) + spare
        columns = [wrapped(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
        for place, column in enumerate(columns):
            self._head(sheet, place, column, wrong.get((0, place), ""))
            width = width_of(column, [row[place] for row in rows])
            sheet.set_column(place, place, width, self._cell_format(column, False) if spare else None)
            self._lists(sheet, place, column, max(last, 1))
        if columns and rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        for number, row in enumerate(rows, start=1):
            self._raise(sheet, number, columns, row)
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                own = replace(column, kind=kinds[number]) if place == 1 and number in kinds else column
                self._cell(sheet, number, place, value, own, wrong.get((number, place)))

    def values(self, name: str, rows: Sequence[Sequence[Value]], wrong: Said) -> None:
        """A sheet of values as they are, without a header of its own."""
        sheet = self._sheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                self._cell(sheet, number, place, value, _AS_IS, wrong.get((number, place)))

    def links(self, name: str, first: int, targets: Sequence[tuple[str, str]], place: int) -> None:
        """Makes the cells of one column of a page lead to (sheet, cell), from row `first` on."""
        sheet: Any = self._book.get_worksheet_by_name(name)
        form = self._format(font_color="#0B5394", underline=1, valign="top")
        for row, (target, cell) in enumerate(targets, start=first):
            if target and cell:
                sheet.write_url(row, place, f"internal:{quoted(target)}!{cell}", form, cell)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&C&B{_printed(self._printed)}")
        sheet.set_footer(f"&L{_printed(name)}&C&B{_printed(self._printed)}&R&P/&N")
        return sheet

    def _head(self, sheet: Any, place: int, column: Column, wrong: str) -> None:
        fill, ink = _COLOURS["asked" if column.asked else "plain"]
        fill, ink = (_RED, "#000000") if wrong else (fill, ink)
        style = {**_HEAD, "bg_color": fill, "font_color": ink}
        sheet.write_string(0, place, column.head, self._format(**style))
        note = "\n".join(filter(None, (wrong, column.note)))
        if note:
            self._note(sheet, 0, place, note)
        sheet.set_row(0, 32)

    def _raise(self, sheet: Any, number: int, columns: Sequence[Column], row: Sequence[Value]) -> None:
        """Makes a row as high as its long texts, which LibreOffice does not do by itself."""
        lines = 1
        for value, column in zip(row, columns, strict=True):
            if column.kind in ("long", "wrapped") and value:
                wide = LONG if column.kind == "long" else WIDEST - 1
                lines = max(lines, sum(max(1, -(-len(line) // wide)) for line in str(value).splitlines()))
        _heighten(sheet, number, lines)

    def _note(self, sheet: Any, row: int, place: int, text: str) -> None:
        lines = sum(1 + len(line) // 42 for line in text.splitlines())
        sheet.write_comment(row, place, text, {"width": 300, "height": 24 + 17 * lines, "author": "Intendance"})

    def choose(self, name: str, row: int, place: int, offered: str | list[str]) -> None:
        """A drop-down list of its own for one cell: words, or a range of cells."""
        source = offered if isinstance(offered, list) else f"={offered}"
        self._offer(self._book.get_worksheet_by_name(name), (row, row), place, source)

    def note(self, name: str, row: int, place: int, text: str) -> None:
        """A comment on a cell."""
        self._note(self._book.get_worksheet_by_name(name), row, place, text)

    def hide(self, name: str) -> None:
        """Keeps a sheet from being shown."""
        sheet: Any = self._book.get_worksheet_by_name(name)
        sheet.hide()

    def _lists(self, sheet: Any, place: int, column: Column, last: int) -> None:
        if column.choices and len(",".join(column.choices)) <= LIST_LENGTH:
            self._offer(sheet, (1, last), place, list(column.choices))
        elif column.offered:
            self._offer(sheet, (1, last), place, f"={column.offered}")

    def _offer(self, sheet: Any, rows: tuple[int, int], place: int, source: str | list[str]) -> None:
        title, text = self.speak("book.stop.title"), self.speak("book.stop.text")
        rule = {"validate": "list", "source": source, "error_title": title, "error_message": text}
        sheet.data_validation(rows[0], place, rows[1], place, rule)

    def _cell(self, sheet: Any, row: int, place: int, value: Value, column: Column, wrong: str | None) -> None:
        form = self._cell_format(column, wrong is not None)
        moment = self._cell_format(Column("", "moment", asked=column.asked), wrong is not None)
        self._write(sheet, row, place, value, form, moment)
        if wrong:
            self._note(sheet, row, place, wrong)

    def _cell_format(self, column: Column, wrong: bool) -> Any:
        style: dict[str, Any] = {"valign": "top", "bottom": 1, "bottom_color": "#E4E7EB"}
        style["num_format"] = "General" if column.kind == "number" else "@"
        if column.kind == "moment":
            style["num_format"] = DATES[self.speak.language]
        if column.kind in ("text", "wrapped", "long") or column.upright:
            style |= {"align": "left", "indent": 1, "text_wrap": column.kind in ("wrapped", "long")}
        if wrong or column.asked:
            style |= {"bg_color": _RED if wrong else _PALE, "border": 1, "border_color": "#D0D0D0"}
        return self._format(**style)

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]

    def _write(self, sheet: Any, row: int, place: int, value: Value, form: Any, moment: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, place, None, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, place, value, form)
        elif isinstance(value, int | float) and float(f"{value:.16G}") == value:
            sheet.write_number(row, place, value, form)
        elif isinstance(value, datetime.date) and value.year >= FIRST_SAFE_YEAR:
            sheet.write_datetime(row, place, value, moment)
        else:
            sheet.write_string(row, place, text_of(value)[:MOST_TEXT], form)


def _heighten(sheet: Any, row: int, lines: int) -> None:
    if lines > 1:
        sheet.set_row(row, min(LINE_HEIGHT * lines + 3, HIGHEST))


def _printed(text: str) -> str:
    """A text as the head or foot of a page takes it."""
    return text.replace("&", "&&")
