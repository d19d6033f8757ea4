"""What is brought to the desk and taken away from it, in a real browser: scenarios, decisions, documents."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from workbook_mutations import Spoiler

import scenarios
from copilot.adapters.store import Store
from copilot.app.bringing import BOOK
from copilot.app.drafting import draft
from copilot.exports import EXPORTERS, SUFFIX
from copilot.model.decision import Decision
from copilot.model.order import Order
from copilot.model.plan import Plan

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=90_000)  # the machine may be busy with other tests
BEGINNINGS = {
    "json": b"{",
    "markdown": b"**NOT PROTECTED",
    "xlsx": b"PK",
    "pdf": b"%PDF-",
    "docx": b"PK",
    "logstat": b"PK",
    "ics": b"BEGIN:VCALENDAR",
    "mspdi": b"<?xml",
    "geojson": b"{",
}


@pytest.fixture
def plan(desk: Desk, tmp_path: Path) -> Plan:
    """A plan in the desk's store."""
    made = draft(scenarios.load("mini"), Order(scenario="mini", effort=5))
    with Store(f"sqlite:///{tmp_path / 'intendance.db'}") as store:
        store.plans.add(made)
    return made


def _given(page: Page, name: str, content: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": BOOK, "buffer": content}
    page.locator("input[type=file]").set_input_files(files=[file])


def _downloaded(page: Page, name: str) -> bytes:
    """What a button hands over; pressed again, as a person would, when nothing comes of it."""
    for _ in range(3):
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        try:
            with page.expect_download(timeout=10_000) as download:
                page.get_by_role("button", name=name).click()
        except PlaywrightTimeout:
            continue
        return download.value.path().read_bytes()
    raise AssertionError(f"{name} was not handed over")


def test_a_scenario_is_brought_whole_or_not_at_all(desk: Desk, page: Page, foreign: list[str]) -> None:
    """A wrong cell is named and a marked copy offered, nothing kept; the right workbook is kept and chosen at once."""
    book = scenarios.write_book(scenarios.load("mini"), "fr")
    page.goto(f"{desk.address}/demande")
    page.get_by_text("Apporter un sc\u00e9nario (classeur Excel)").click()
    _given(page, "releve.xlsx", Spoiler(book).with_text("Stocks", "C2", "beaucoup"))
    page.get_by_role("button", name="Garder ce sc\u00e9nario").click()
    page.get_by_text("Raccourcis clavier").click()  # while the workbook is read: what became of it is told all the same
    expect(page.get_by_test_id("stAlert").filter(has_text="1 probl\u00e8me")).to_be_visible()
    expect(page.get_by_role("cell", name="C2")).to_be_visible()
    assert _downloaded(page, "releve-a-corriger.xlsx").startswith(b"PK")

    page.get_by_role("button", name="Retirer releve.xlsx").click()
    expect(page.get_by_role("button", name="Garder ce sc\u00e9nario")).to_be_hidden()
    _given(page, "releve.xlsx", book)
    page.get_by_role("button", name="Garder ce sc\u00e9nario").click()
    expect(page.get_by_test_id("stAlert").filter(has_text="\u00ab releve \u00bb")).to_be_visible()
    expect(page.get_by_role("combobox", name="Sc\u00e9nario")).to_have_value(re.compile(r"\(releve\)$"))
    assert foreign == []


def test_decisions_come_back_in_the_plans_workbook(
    desk: Desk, page: Page, plan: Plan, tmp_path: Path, foreign: list[str]
) -> None:
    """What is filled in is shown, then recorded whole; where somebody decided meanwhile nothing is, and it says who."""
    accepted = Spoiler(EXPORTERS["xlsx"](plan, "fr")).with_text("Atelier", "J2", "accepter")
    rejected = Spoiler(Spoiler(accepted).with_text("Atelier", "J3", "rejeter"))
    content = rejected.with_text("Atelier", "M3", "pas de pi\u00e8ce")
    page.goto(f"{desk.address}/export?plan={plan.id}")
    _given(page, "plan.xlsx", content)
    expect(page.get_by_role("cell", name="pas de pi\u00e8ce")).to_be_visible()

    now = datetime.datetime.now(datetime.UTC)
    first = Decision(plan=plan.id, item="RE-FT-1", verb="lock", by="Bruno", at=now)
    with Store(f"sqlite:///{tmp_path / 'intendance.db'}") as store:
        store.decisions.add(first, 0)
        page.get_by_role("button", name="Enregistrer 2").click()
        expect(page.get_by_role("cell", name=re.compile("verrouill\u00e9 par Bruno"))).to_be_visible()
        assert [one.decision for one in store.decisions.of(plan.id)] == [first]

        page.goto(f"{desk.address}/export?plan={plan.id}")
        _given(page, "plan.xlsx", accepted)
        page.get_by_role("button", name="Enregistrer 1").click()
        told = page.get_by_test_id("stAlert").filter(has_text="D\u00e9cisions enregistr\u00e9es : 1")
        expect(told).to_be_visible()
        page.get_by_text("Raccourcis clavier").click()  # the whole page is drawn again
        page.wait_for_timeout(500)
        expect(told).to_be_visible()
        decisions = [one.decision for one in store.decisions.of(plan.id)]
    assert sorted((one.by, one.verb) for one in decisions) == [("Bruno", "lock"), ("Planificateur", "accept")]
    assert foreign == []


def test_every_document_leaves_from_the_desk(desk: Desk, page: Page, plan: Plan, foreign: list[str]) -> None:
    """Each format is offered under a name of its own and holds what it says it is."""
    page.goto(f"{desk.address}/export?plan={plan.id}&lang=en")
    for place, name in enumerate(EXPORTERS):
        page.get_by_role("combobox", name="Format").click()
        page.get_by_role("option").nth(place).click()
        button = page.get_by_role("button", name=f"{plan.id[:8]}.{SUFFIX.get(name, name)}")
        with page.expect_download() as download:
            button.click()
        content = download.value.path().read_bytes()
        assert content.startswith(BEGINNINGS[name]), name
        assert download.value.suggested_filename.endswith(SUFFIX.get(name, name))
    assert foreign == []
