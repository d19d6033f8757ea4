"""A plan leaves as a workbook, and what a planner writes into it comes back as decisions, all or none."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from workbook_mutations import FILES, Spoiler, unzipped

import scenarios
from copilot.app.decided import decisions_of, marked_decisions
from copilot.app.drafting import draft
from copilot.exports import EXPORTERS
from copilot.model.decision import Decision, ItemEdit
from copilot.model.errors import BookError, PlannerError
from copilot.model.noun import LANGUAGES
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.sheets.cells import text_of
from copilot.sheets.reading import read_book
from copilot.texts import Speaker

AT = datetime(2026, 5, 30, 9, tzinfo=UTC)
SIX = 46_174.25
"""1 June 2026 at 6, as spreadsheets count."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan of the mini scenario: a convoy, two jobs, two trainings."""
    return draft(scenarios.load("mini"), Order(scenario="mini", effort=5.0))


@pytest.fixture(scope="module")
def book(plan: Plan) -> bytes:
    """Its workbook, in French."""
    return EXPORTERS["xlsx"](plan, "fr")


def filled(book: bytes, *cells: tuple[str, str, str | float]) -> bytes:
    """The workbook with texts and numbers in some cells."""
    for sheet, cell, value in cells:
        spoiler = Spoiler(book)
        book = (
            spoiler.with_text(sheet, cell, value) if isinstance(value, str) else spoiler.with_number(sheet, cell, value)
        )
    return book


def decided(book: bytes, plan: Plan) -> tuple[Decision, ...]:
    """The decisions that a workbook holds."""
    return decisions_of(book, plan, "adj. Roux", AT)


def told(book: bytes, plan: Plan) -> list[tuple[str, str, str]]:
    """Sheet, cell and code of each problem; each can be said, and a marked copy lists them all."""
    with pytest.raises(BookError) as caught:
        decided(book, plan)
    problems = caught.value.problems
    assert all(Speaker(language).say(one.message) for language in LANGUAGES for one in problems)
    copy = marked_decisions(book, plan, caught.value, "fr")
    assert copy is None or len(read_book(copy).sheets["\u00c0 corriger"].rows) == 3 + len(problems)
    return [(one.table, one.cell, one.message.code.removeprefix("input.")) for one in problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_says_what_the_plan_does(plan: Plan, language: str) -> None:
    """Every item stands on one sheet with its times and vehicles, every stock level on another, marked as a draft."""
    content = EXPORTERS["xlsx"](plan, language)
    assert content == EXPORTERS["xlsx"](plan, language)
    sheets = list(read_book(content).sheets.values())
    rows = {text_of(row[0]): [text_of(cell) for cell in row] for sheet in sheets[1:5] for row in sheet.rows}
    for item in plan.items:
        assert f"{plan.clock.at(item.start):%Y-%m-%d %H:%M}" in rows[item.id]
        assert "; ".join(item.assets) in rows[item.id]
    stocks = next(sheet for sheet in sheets if sheet.name == "Stocks")
    assert len(stocks.rows) == 1 + sum(len(line.levels) for line in plan.stocks)
    movements = unzipped(content)["xl/worksheets/sheet2.xml"].decode()
    assert Speaker(language)("book.plan.draft") in movements.partition("<oddHeader>")[2].partition("</oddHeader>")[0]


def test_an_untouched_workbook_decides_nothing(plan: Plan, book: bytes) -> None:
    """A workbook that comes back as it left holds no decision, in either language."""
    assert decided(book, plan) == decided(EXPORTERS["xlsx"](plan, "en"), plan) == ()


def test_what_a_planner_writes_comes_back_typed(plan: Plan, book: bytes) -> None:
    """Accept, edit with a new start and new vehicles, reject with a reason, lock: four decisions bound to the plan."""
    content = filled(
        book,
        ("Mouvements", "K2", "modifier"), ("Mouvements", "L2", SIX), ("Mouvements", "N2", "brume"),
        ("Atelier", "J2", "Accepter"),
        ("Atelier", "J3", "rejeter"), ("Atelier", "M3", "pas de pi\u00e8ce"),
        ("Pr\u00e9paration", "J3", "verrouiller"),
    )  # fmt: skip
    found = {one.item: one for one in decided(content, plan)}
    convoy = next(item for item in plan.items if item.kind == "convoy")
    assert {(one.plan, one.by, one.at) for one in found.values()} == {(plan.id, "adj. Roux", AT)}
    assert sorted(one.verb for one in found.values()) == ["accept", "edit", "lock", "reject"]
    assert found[convoy.id].edit == ItemEdit(start=6 * 60)
    assert found[convoy.id].reason == "brume"
    assert found["RE-FT-1"].reason == "pas de pi\u00e8ce"


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_taken(plan: Plan, book: bytes) -> None:
    """A rejection without reason, an unknown verb, an edit of nothing, a start too late: each on its cell."""
    content = filled(
        book,
        ("Mouvements", "K2", "modifier"), ("Mouvements", "L2", SIX + 40),
        ("Atelier", "J2", "rejeter"), ("Atelier", "J3", "peut-\u00eatre"),
        ("Pr\u00e9paration", "J2", "modifier"), ("Pr\u00e9paration", "J3", "accepter"),
    )  # fmt: skip
    assert set(told(content, plan)) == {
        ("Mouvements", "L2", "outside_window"),
        ("Atelier", "M2", "empty_cell"),
        ("Atelier", "J3", "choice"),
        ("Pr\u00e9paration", "J2", "book_nothing_new"),
    }


@pytest.mark.parametrize(
    ("cells", "sheet", "cell", "code"),
    [
        ([("Mouvements", "G2", SIX)], "Mouvements", "G2", "book_not_yours"),
        ([("Mouvements", "A2", "CV-X")], "Mouvements", "A2", "book_unknown_item"),
        ([("Atelier", "A3", "VI-6001-0002-VS-CAMION")], "Atelier", "A3", "duplicate_key"),
        ([("Atelier", "M2", "brume")], "Atelier", "J2", "book_no_decision"),
        ([("Atelier", "J2", "accepter"), ("Atelier", "K2", SIX)], "Atelier", "K2", "book_only_edit"),
        ([("Atelier", "J2", "modifier"), ("Atelier", "K2", "demain")], "Atelier", "K2", "book_moment"),
        ([("Atelier", "J2", "modifier"), ("Atelier", "K2", SIX + 0.01)], "Atelier", "K2", "book_step"),
        ([("Mouvements", "K2", "modifier"), ("Mouvements", "M2", "6009-9999")], "Mouvements", "M2", "book_vehicles"),
        ([("Atelier", "J2", "accepter"), ("Atelier", "M2", "x" * 2001)], "Atelier", "M2", "book_long_reason"),
        ([("Atelier", "J1", "")], "Atelier", "", "book_missing_column"),
        ([("Atelier", "J1", "Motif")], "Atelier", "M1", "column_twice"),
    ],
)
def test_each_wrong_cell_is_told(plan: Plan, book: bytes, cells: list, sheet: str, cell: str, code: str) -> None:
    """What cannot be taken is refused by sheet and cell, an altered white cell among it."""
    assert (sheet, cell, code) in told(filled(book, *cells), plan)


def test_a_formula_is_no_decision(plan: Plan, book: bytes) -> None:
    """A formula in the place of a decision is told as such, once."""
    content = Spoiler(book).with_cell("Atelier", "J2", '<f>"acc"&amp;"epter"</f><v>accepter</v>', ' t="str"')
    assert told(content, plan) == [("Atelier", "J2", "book_formula_cell")]


def test_a_workbook_of_another_revision_is_refused(plan: Plan, book: bytes) -> None:
    """Decisions come back to the very plan that they were written on, and a scenario's workbook is no plan's."""
    other = plan.model_copy(update={"revision": 2}).sealed()
    with pytest.raises(PlannerError, match="book_other_plan"):
        decided(filled(book, ("Atelier", "J2", "accepter")), other)
    with pytest.raises(PlannerError, match="book_no_plan"):
        decided(scenarios.write_book(scenarios.load("mini"), "fr"), plan)


def test_an_item_decided_since_is_not_decided_over(plan: Plan, book: bytes) -> None:
    """When somebody decided after the workbook left, a row on that item is refused, and no other."""
    taken = Decision(plan=plan.id, item="RE-FT-1", verb="lock", by="cne Aubry", at=AT + timedelta(hours=1))
    since = plan.model_copy(update={"decisions": (taken,)})
    assert [one.item for one in decided(filled(book, ("Mouvements", "K2", "accepter")), since)] == [
        "CV-STE-MENEHOULD-01"
    ]
    assert told(filled(book, ("Atelier", "J3", "accepter")), since) == [("Atelier", "I3", "book_decided_since")]


def test_files_that_are_no_workbook_are_refused(plan: Plan, book: bytes) -> None:
    """What a scenario's workbook may not be, a plan's may not be either: cut, bombs, macros, links."""
    for seed, way in enumerate(FILES):
        spoilt = way(Spoiler(book), Random(seed))
        with pytest.raises(BookError) as caught:
            decided(spoilt.content, plan)
        assert {one.message.code.removeprefix("input.") for one in caught.value.problems} == spoilt.codes, spoilt.name
