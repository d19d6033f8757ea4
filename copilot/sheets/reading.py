"""A workbook as sheets of cells, each cell as the text that a table would have held."""

import io
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from copilot.sheets.cells import text_of
from copilot.sheets.flaws import Flaw, UnreadableBookError
from copilot.sheets.guard import inspected


@dataclass(frozen=True)
class Sheet:
    """The values of a sheet, row by row from the first, as the file has them."""

    name: str
    rows: list[list[Any]]

    def text(self, row: int, column: int) -> str:
        """The text of a cell counted from 1; nothing beyond the last one."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return ""
        return text_of(self.rows[row - 1][column - 1])


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook by name, in order, and what cannot be taken as it is."""

    sheets: dict[str, Sheet]
    flaws: tuple[Flaw, ...]


def read_book(content: bytes) -> Book:
    """The sheets of a workbook; UnreadableBookError when it is none, or not to be opened."""
    known = inspected(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [entry.name for entry in book.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
        sheets = {
            name: Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in tables
            if name in known
        }
    except (CalamineError, ValueError, OSError):
        raise UnreadableBookError("not_workbook") from None
    flaws = [Flaw(name, *flaw) for name, scanned in known.items() for flaw in scanned.flaws]
    return Book(sheets, tuple(flaws))
