"""The columns of a table to be written, and the places of their cells."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from copilot.sheets.cells import Value
from copilot.sheets.scan import name_of

Kind = Literal["text", "wrapped", "number", "moment", "long"]
NARROWEST, WIDEST, LONG = 9, 40, 90
MOMENT_WIDTH, ASKED_WIDTH = 18, 24


@dataclass(frozen=True)
class Column:
    """A column to be written: its header and what stands in its cells.

    `note` is the header's comment, `choices` or `offered` (a range of cells) its drop-down list; a column is `asked`
    when it is there to be filled in, `upright` when its cells are of several kinds.
    """

    head: str
    kind: Kind = "text"
    note: str = ""
    choices: tuple[str, ...] = ()
    offered: str = ""
    asked: bool = False
    upright: bool = False


def wrapped(column: Column, cells: Iterable[Value]) -> Column:
    """The column, its texts on several lines when the longest is too wide for one."""
    long = column.kind == "text" and any(len(str(cell)) > WIDEST - 4 for cell in cells if cell is not None)
    return replace(column, kind="wrapped") if long else column


def width_of(column: Column, cells: Iterable[Value]) -> float:
    """How wide a column is, so that its header and its cells can be read."""
    if column.kind in ("moment", "long"):
        return MOMENT_WIDTH if column.kind == "moment" else LONG
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    words = max((len(word) for word in column.head.split()), default=0)
    least = max(NARROWEST, words + 4, -(-len(column.head) // 2) + 5, ASKED_WIDTH if column.asked else 0)
    return min(max(longest + 2, least), WIDEST)


def quoted(name: str) -> str:
    """A sheet's name as a reference to one of its cells writes it."""
    return "'" + name.replace("'", "''") + "'"


def column_of(name: str, place: int, last: int) -> str:
    """The range of a column's cells under its header, the first column being 0 and the header row 0."""
    letters = name_of(1, place + 1)[:-1]
    return f"{quoted(name)}!${letters}$2:${letters}${last + 1}"
