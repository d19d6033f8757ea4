"""The sheets of a plan's workbook that a planner decides on, row by row."""

from collections.abc import Iterator
from datetime import datetime

from copilot.app.decided.rows import Deciding, Row
from copilot.app.decided.telling import Telling
from copilot.exports.markdown.page import Page
from copilot.exports.workbook import columns_of
from copilot.exports.workbook.plan_sheet import PlanSheet, title
from copilot.exports.workbook.works import ASKED, DECIDED, works
from copilot.model.decision import Decision
from copilot.model.errors import Problem
from copilot.model.noun import Language
from copilot.model.plan import Plan
from copilot.sheets.cells import text_of
from copilot.sheets.reading import Book, Sheet

FIRST_ROW = 2


class Reading:
    """Reads a workbook of decisions and writes down every problem on the way."""

    def __init__(self, book: Book, plan: Plan, language: Language, by: str, at: datetime) -> None:
        self._book = book
        self._page = Page(plan, language)
        self._telling = Telling(book)
        self._deciding = Deciding(plan, self._telling, self._page.speak, by, at)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong so far."""
        return self._telling.problems()

    def all(self) -> list[Decision]:
        """Every decision that could be read."""
        return [decision for sheet in works(self._page) for decision in self._of(sheet)]

    def _of(self, sheet: PlanSheet) -> Iterator[Decision]:
        name = title(sheet.code, self._page.speak)
        written = self._book.sheets.get(name)
        if written is None:
            self._telling.tell(name, "missing_sheet")
            return
        for flaw in (one for one in self._book.flaws if one.sheet == name):
            at = (flaw.row, flaw.column)
            self._telling.tell(name, f"book_{flaw.code}", at, written.text(*at))
        places = self._places(sheet, written)
        if places is None or not sheet.items:
            return
        expected = {item.id: (item, row) for item, row in zip(sheet.items, sheet.rows, strict=True)}
        seen: dict[str, int] = {}
        for number in range(FIRST_ROW, len(written.rows) + 1):
            name_in = written.text(number, places[0])
            if not any(written.text(number, place) for place in places):
                continue
            if name_in not in expected:
                self._telling.tell(name, "book_unknown_item", (number, places[0]), name_in)
            elif seen.setdefault(name_in, number) != number:
                self._telling.tell(name, "duplicate_key", (number, places[0]), name_in, first=seen[name_in])
            else:
                item, row = expected[name_in]
                asked = self._row(written, number, places, [text_of(value) for value in row])
                decision = self._deciding.decision(asked, item) if any(asked.texts.values()) else None
                if decision is not None:
                    yield decision

    def _places(self, sheet: PlanSheet, written: Sheet) -> list[int] | None:
        """Where each column stands, in the order in which it was written; None and problems when one does not."""
        heads = [column.head for column in columns_of(sheet, self._page.speak)]
        width = max((len(row) for row in written.rows), default=0)
        found = [written.text(1, place) for place in range(1, width + 1)]
        wrong = False
        for place, head in enumerate(found, start=1):
            if head and (head not in heads or head in found[: place - 1]):
                code = "column_twice" if head in heads else "unknown_column"
                self._telling.tell(written.name, code, (1, place), head)
                wrong = True
        for head in heads:
            if head not in found:
                self._telling.tell(written.name, "book_missing_column", value=head)
                wrong = True
        return None if wrong else [found.index(head) + 1 for head in heads]

    def _row(self, written: Sheet, number: int, places: list[int], shown: list[str]) -> Row:
        """The asked cells of a row, once those that are only to be read have been found as they were written."""
        asked = dict(zip(ASKED, places[len(shown) :], strict=True))
        texts = {name: written.text(number, place) for name, place in asked.items()}
        decided = len(shown) + DECIDED
        for rank, (place, text) in enumerate(zip(places, shown, strict=False)):
            found = written.text(number, place)
            if found != text and (rank != decided or any(texts.values())):
                code = "book_decided_since" if rank == decided else "book_not_yours"
                self._telling.tell(written.name, code, (number, place), found, was=text or "\N{EN DASH}")
        return Row(written.name, number, asked, texts)
