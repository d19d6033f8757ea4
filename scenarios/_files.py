"""Files read as text and tables read as lines of text cells; nothing is understood yet."""

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenarios._problems import Problems

MOST_ROWS = 200_000
MOST_MEGABYTES = 32
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Line:
    """The text cells of one line by column; `number` counts from 1, the header's line."""

    number: int
    cells: dict[str, str]


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of a UTF-8 file, or None and a problem when it is missing, empty, too big or not such a text."""
    if not path.is_file():
        problems.add_unread(name, "missing_file")
        return None
    excess = _excess(path)
    if excess is not None:
        problems.add_unread(name, excess, args={"rows": MOST_ROWS, "megabytes": MOST_MEGABYTES})
        return None
    raw = path.read_bytes()
    if b"\0" in raw:
        problems.add_unread(name, "nul_byte")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add_unread(name, "not_utf8", args={"line": raw[: error.start].count(b"\n") + 1})
        return None
    if not text.strip():
        problems.add_unread(name, "empty_file")
        return None
    return text


def read_toml(path: Path, name: str, problems: Problems) -> dict[str, Any] | None:
    """The content of a TOML file, or None and a problem."""
    text = read_text(path, name, problems)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add_unread(name, "not_toml", value=str(error))
        return None


def read_lines(path: Path, columns: Sequence[str], problems: Problems) -> list[Line]:
    """The lines of a table under its header; a line of the wrong length keeps its first cell only."""
    table = path.stem
    text = read_text(path, table, problems)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        if not _header_is_right(table, header, columns, problems):
            return []
        return list(_lines(table, reader, header, problems))
    except csv.Error as error:
        problems.add_unread(table, "not_csv", value=str(error), args={"line": reader.line_num})
        return []


def _lines(table: str, reader: Any, header: list[str], problems: Problems) -> Iterable[Line]:
    before = reader.line_num
    for row in reader:
        number, before = before + 1, reader.line_num
        if not row:
            continue
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if len(row) != len(header):
            counts = {"expected": len(header), "found": len(row)}
            problems.add(table, "cell_count", number, value=",".join(row), args=counts)
            cells = {header[0]: row[0].strip()}
        yield Line(number, cells)


def _header_is_right(table: str, header: list[str], columns: Sequence[str], problems: Problems) -> bool:
    if len(header) == 1 and ";" in header[0]:
        problems.add_unread(table, "semicolons", value=header[0])
        return False
    for name in columns:
        if name not in header:
            problems.add(table, "missing_column", row=1, column=name)
    for position, name in enumerate(header):
        if name not in columns:
            problems.add(table, "unknown_column", row=1, column=name, value=name, known=columns)
        elif name in header[:position]:
            problems.add(table, "column_twice", row=1, column=name, value=name)
    return True


def _excess(path: Path) -> str | None:
    """Why a file is too big to be read, found out without holding it in memory."""
    if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        return "too_large"
    lines = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            lines += chunk.count(b"\n")
    return "too_many_rows" if lines > MOST_ROWS + 1 else None
