"""What an order is made of, before it becomes pages: headings, texts, lists and tables of cells."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from copilot.model.noun import Language

Mark = Literal["", "good", "bad", "warn"]
Style = Literal["plain", "strong", "meaning"]
NBSP, NARROW = "\u00a0", "\u202f"
PAGE, WIDEST, NARROWEST = 118.0, 60.0, 4.5
"""Characters of a table's size that fit on a line, and in the widest and the narrowest column."""
_DAY = re.compile(r"\b(\w{3}\.?) ([0-9]{2}/[0-9]{2})\b")
_UNIT = re.compile(r"(?<=[0-9]) (?=(?:h|km|t|L|m\u00b3|%|min|j|kg)\b)")
_SPACED = {" :": f"{NBSP}:", " ;": f"{NARROW};", " !": f"{NARROW}!", " ?": f"{NARROW}?", " %": f"{NBSP}%"}
_SPACED |= {"\u00ab ": f"\u00ab{NBSP}", " \u00bb": f"{NBSP}\u00bb", " \u2013 ": f"{NBSP}\u2013 "}


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: its text, the facts that account for its figures, and how it is to be read at a glance.

    A mark is never alone: the text says the same. `value` is what a workbook holds instead of the text.
    """

    text: str
    facts: tuple[str, ...] = ()
    mark: Mark = ""
    value: float | datetime | None = None


@dataclass(frozen=True)
class Heading:
    """A heading, from 1 (the title) down."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True)
class Quote:
    """Words of somebody, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table under its caption; a dense one is for looking things up, and is set small.

    `code` names a table of the order among the texts.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: tuple[int, ...] = ()
    dense: bool = False
    code: str = ""

    @property
    def widths(self) -> tuple[float, ...]:
        """The share of the page of each column: what it needs, or room for its longest word and a part of the rest."""
        least = [self._least(place) for place in range(len(self.columns))]
        wanted = [max(low, self._wanted(place)) for place, low in enumerate(least)]
        spare = max(0.0, PAGE - sum(least)) / max(1.0, sum(wanted) - sum(least))
        return tuple(low + (full - low) * min(1.0, spare) for low, full in zip(least, wanted, strict=True))

    def _least(self, place: int) -> float:
        head, *texts = self._texts(place)
        words = [word for text in texts for word in re.split("[ -]", text)]
        words += [f"{word}{'m' * (len(word) // 5)}" for word in head.split(" ")]  # set in bold, it is wider
        facts = [fact for row in self.rows for fact in row[place].facts]
        return max([NARROWEST, *(_long(word) + 1.4 for word in words), *(0.95 * len(fact) + 1.4 for fact in facts)])

    def _wanted(self, place: int) -> float:
        facts = [0.7 * len(" ".join(row[place].facts[:3])) + 1.4 for row in self.rows]
        return min(WIDEST, max([*(_long(text) + 1.4 for text in self._texts(place)), *facts]))

    def _texts(self, place: int) -> list[str]:
        """What stands in a column, a sign and a space before what is marked."""
        cells = [row[place] for row in self.rows]
        return [self.columns[place], *(f"  {cell.text}" if cell.mark else cell.text for cell in cells)]


def _long(text: str) -> float:
    """The length of a text in usual letters: capitals are wider."""
    return len(text) + 0.45 * sum(map(str.isupper, text))


Block = Heading | Text | Quote | Bullets | Table


@dataclass(frozen=True)
class Document:
    """An order on its way to pages: what stands on each of them, and what it says.

    `draft` is what a plan that is not approved bears on every page, empty for an approved one.
    """

    language: Language
    title: str
    marking: str
    draft: str
    foot: str
    blocks: tuple[Block, ...]


def clean(text: str, language: Language) -> str:
    """The text on one line, without hidden characters, its spaces as printers of the language want them."""
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in text
        if unicodedata.category(c) not in ("Cf", "Cs", "Cn", "Co")
    )
    line = _UNIT.sub(NBSP, " ".join("".join(kept).split(" ")).strip(" "))
    line = _DAY.sub(rf"\1{NBSP}\2", line)
    if language == "fr":
        for loose, tight in _SPACED.items():
            line = line.replace(loose, tight)
    return line
