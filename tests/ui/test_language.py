"""Another language in mid-work, in a real browser: what is chosen stays chosen, and is said in that language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.model.order import Order

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)
FRENCH, ENGLISH = "Fran\u00e7ais", "English"


def _speak(page: Page, language: str) -> None:
    page.get_by_role("radio", name=language).press("Space")
    page.wait_for_url(re.compile(f"lang={'fr' if language == FRENCH else 'en'}"))


def _choose(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.press_sequentially(words)
    box.press("Enter")


def test_a_scenario_stays_chosen(desk: Desk, page: Page) -> None:
    """There and back: its title is said in the language of the desk, and what it asks is shown."""
    page.goto(f"{desk.address}/demande")
    _choose(page, "Sc\u00e9nario", "Argens")
    for language, label, title, words in (
        (ENGLISH, "Scenario", "Argens flood", "Your words"),
        (FRENCH, "Sc\u00e9nario", "Crue de l'Argens", "Vos mots"),
    ):
        _speak(page, language)
        expect(page.get_by_role("combobox", name=label, exact=True)).to_have_value(re.compile(title))
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_a_form_and_a_filter_stay_as_they_are(desk: Desk, page: Page, tmp_path: Path) -> None:
    """The kind of a change, its day, and the place that a calendar is narrowed to."""
    plan = draft(scenarios.load("mini"), Order(scenario="mini", effort=5))
    with Store(f"sqlite:///{tmp_path / 'intendance.db'}") as store:
        store.plans.add(plan)
    page.goto(f"{desk.address}/variantes?plan={plan.id}")
    _choose(page, "Qu\u2019est-ce qui change", "\u00c9ch\u00e9ance d")
    _choose(page, "\u00c9ch\u00e9ance", "mer. 03/06")
    expect(page.get_by_role("combobox", name="\u00c9ch\u00e9ance")).to_have_value("mer. 03/06/2026")
    _speak(page, ENGLISH)
    expect(page.get_by_role("combobox", name="What changes")).to_have_value("Deadline of a milestone")
    expect(page.get_by_role("combobox", name="Deadline")).to_have_value("Wed 03/06/2026")
    page.goto(f"{desk.address}/brouillon?plan={plan.id}&lang=en&tab=timeline")
    _choose(page, "Site", "Mourmelon")
    page.wait_for_url(re.compile("site=MOURMELON"))
    _speak(page, FRENCH)
    expect(page.get_by_role("combobox", name="Site")).to_have_value("D\u00e9p\u00f4t de Mourmelon")
    assert "site=MOURMELON" in page.url
