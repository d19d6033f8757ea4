"""Which sheets a scenario's workbook has, which columns each has, and what they are called in both languages."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic.fields import FieldInfo

from copilot.model.noun import LANGUAGES, Language, Noun
from copilot.model.request import Limits, Milestone, Priorities
from copilot.model.world import TABLES, Report
from copilot.texts import texts
from scenarios._assemble import EXPECTED, HEAD, MILESTONES, REQUEST, Head
from scenarios._injects import INJECTS, Written
from scenarios._rows import columns_of

REPORTS = "reports"
LEAST_REASON = 20


class Words(Noun):
    """The planner's words in each language."""

    words_fr: str = ""
    words_en: str = ""


class Expected(Noun):
    """One bound of an expectation; `of` names the kind of item, the term or the inject that it is about."""

    what: Literal["items", "unmet", "milestones_met", "terms", "moved"]
    of: str | None = None
    low: int | None = None
    high: int | None = None
    why: str = Field(min_length=LEAST_REASON)

    @model_validator(mode="after")
    def _says_of_which(self) -> Self:
        if self.what in ("items", "terms", "moved") and self.of is None:
            raise ValueError("expected_of")
        return self


@dataclass(frozen=True)
class Layout:
    """A sheet: its key among the texts, the file that holds the same in a folder, and its columns.

    An `upright` sheet has one field a row: its name, its value, its meaning.
    """

    code: str
    file: str
    columns: Mapping[str, FieldInfo]
    upright: bool = False

    def title(self, language: Language) -> str:
        """The sheet's name."""
        return texts(language)[f"book.sheet.{self.code}"]

    def head(self, column: str, language: Language) -> str:
        """A column's name."""
        return _text(language, "head", self.code, column)

    def note(self, column: str, language: Language) -> str:
        """What a column means."""
        return _text(language, "note", self.code, column)

    def known(self) -> dict[str, str]:
        """The columns by each name that they go by: in French, in English, in the tables."""
        names = {folded(self.head(column, language)): column for language in LANGUAGES for column in self.columns}
        return names | {folded(column): column for column in self.columns}


SHEETS: tuple[Layout, ...] = (
    Layout("scenario", HEAD, columns_of(Head), upright=True),
    Layout("request", REQUEST, columns_of(Priorities) | columns_of(Limits) | columns_of(Words), upright=True),
    Layout(MILESTONES, MILESTONES, columns_of(Milestone)),
    *(Layout(table, table, columns_of(noun)) for table, noun in TABLES.items()),
    Layout(INJECTS, INJECTS, columns_of(Written)),
    Layout(REPORTS, REPORTS, columns_of(Report)),
    Layout("expected", EXPECTED, columns_of(Expected)),
)
LAYOUT_OF = {layout.file: layout for layout in SHEETS}
UNREAD = ("book.readme", "book.errors")
"""Sheets that are there to be read by people alone."""


@cache
def sheet_names() -> dict[str, Layout | None]:
    """The sheets by each name that they go by; None for those that are not read."""
    names: dict[str, Layout | None] = {folded(layout.code): layout for layout in SHEETS}
    for language in LANGUAGES:
        names |= {folded(layout.title(language)): layout for layout in SHEETS}
        names |= dict.fromkeys((folded(texts(language)[code]) for code in UNREAD), None)
    return names


def folded(name: str) -> str:
    """A name without its accents, its capitals and its blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", " ", "".join(letter for letter in plain if not unicodedata.combining(letter))).strip()


def _text(language: Language, kind: str, code: str, column: str) -> str:
    known = texts(language)
    own = f"book.{kind}.{code}.{column}"
    return known[own] if own in known else known[f"book.{kind}.any.{column}"]
