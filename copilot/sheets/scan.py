"""One part of a workbook looked through as it is unpacked: how far its cells reach, and what is more than a value."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from copilot.sheets.flaws import UnreadableBookError

MOST_AREA = 8_000_000
"""Cells from the first to the last of each sheet, empty ones counted: what reading takes in memory."""
MOST_FLAWS = 500
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass
class Scanned:
    """How far a sheet's cells reach, and its cells that are more than a value: (row, column, code), from 1."""

    rows: int = 0
    columns: int = 0
    flaws: list[tuple[int, int, str]] = field(default_factory=list)


def place_of(name: str) -> tuple[int, int] | None:
    """The row and the column, from 1, of a cell named like F12; None when it is not named so."""
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def name_of(row: int, column: int) -> str:
    """The name of a cell, like F12."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class Scan:
    """Reads the tags of one XML part; refuses declarations of entities, which no spreadsheet writes."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._sheet = Scanned()
        self._row = self._column = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, chunk: bytes) -> None:
        """Reads on."""
        self._parser.Parse(chunk, False)

    def close(self) -> None:
        """Reads to the end; expat's error when the part is cut."""
        self._parser.Parse(b"", True)

    def scanned(self) -> Scanned:
        """What was found in a sheet."""
        return self._sheet

    def _refuse(self, *_told: object) -> None:
        raise UnreadableBookError("not_workbook")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            self._sheet.rows = max(self._sheet.rows, self._row)
            self._sheet.columns = max(self._sheet.columns, self._column)
            if name == "f":
                self._flaw(self._row, self._column, "formula_cell")
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "mergeCell":
            self._merged(attributes.get("ref", ""))
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _cell(self, attributes: dict[str, str]) -> None:
        place = place_of(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        if place is None:
            raise UnreadableBookError("not_workbook")
        self._row, self._column = place
        if attributes.get("t") == "e":
            self._flaw(*place, "error_cell")

    def _merged(self, reference: str) -> None:
        first = place_of(reference.partition(":")[0])
        if first is not None:
            self._flaw(*first, "merged_cell")

    def _flaw(self, row: int, column: int, code: str) -> None:
        if len(self._sheet.flaws) < MOST_FLAWS and (row, column, code) not in self._sheet.flaws[-2:]:
            self._sheet.flaws.append((row, column, code))
