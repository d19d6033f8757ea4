"""Two planners in two browsers: a run goes on without its author, and what each decides is told to the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)


@pytest.fixture
def other(browser: Browser) -> Page:
    """Another person's browser."""
    page = browser.new_context(viewport={"width": 1400, "height": 1400}, locale="fr-FR").new_page()
    page.set_default_timeout(60_000)
    return page


def _named(page: Page, address: str, name: str) -> None:
    page.goto(address)
    field = page.get_by_label("Votre nom")
    field.fill(name)
    field.press("Enter")
    expect(field).to_have_value(name)


def _alert(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=re.compile(words)).first).to_be_visible()


def _button(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def test_a_run_outlives_its_tab_and_two_planners_decide_on_its_plan(
    desk: Desk, page: Page, other: Page, foreign: list[str]
) -> None:
    """Alice closes her tab in mid-run, Bruno stops it and keeps the best; who decides second learns who was first."""
    _named(page, f"{desk.address}/demande", "Alice")
    scenario = page.get_by_role("combobox", name="Sc\u00e9nario")
    scenario.press_sequentially("Argens")
    scenario.press("Enter")
    page.get_by_text("R\u00e9glages du calcul").click()
    effort = page.get_by_role("spinbutton", name=re.compile("Effort"))
    effort.fill("3000")
    effort.press("Enter")
    _button(page, "Lancer le brouillon")
    expect(page.get_by_text("Meilleur co\u00fbt")).to_be_visible()
    address = page.url
    page.close()

    _named(other, address, "Bruno")
    expect(other.get_by_text("Borne : aucun")).to_be_visible()
    _button(other, "Arr\u00eater et garder le meilleur")
    _button(other, "Ouvrir le brouillon")
    expect(other.get_by_text("Arr\u00eat\u00e9 avant la fin")).to_be_visible()
    plan = re.search("plan=[0-9a-f]{64}", other.url)
    assert plan

    again = page.context.new_page()
    _named(again, f"{desk.address}/validation?{plan[0]}&domains=maintenance", "Alice")
    expect(again.get_by_text("\u00c9l\u00e9ments du plan (16)")).to_be_visible()
    _named(other, f"{desk.address}/validation?{plan[0]}&domains=maintenance", "Bruno")
    expect(other.get_by_text(re.compile("Alice relit ce plan")).first).to_be_visible()
    _button(again, "\u2714 Accepter")
    expect(again.get_by_role("status").filter(has_text="Enregistr\u00e9").first).to_be_visible()
    _alert(other, "Alice vient de d\u00e9cider")
    _button(other, "Verrouiller")
    _alert(other, "Alice a d\u00e9cid\u00e9 avant vous")

    _button(again, "Approuver")
    expect(again.get_by_role("dialog").get_by_text(plan[0].removeprefix("plan="))).to_be_visible()
    _button(other, "Accepter toute la liste")
    other.get_by_text("Oui, ces 15 \u00e9l\u00e9ments").click()
    _button(other, "Confirmer")
    expect(other.get_by_role("status").filter(has_text="Accept\u00e9s d'un coup : 15").first).to_be_visible()
    again.get_by_text("J'ai relu ce plan").click()
    again.get_by_role("dialog").get_by_role("button", name="Approuver").click()
    _alert(again, "Bruno a d\u00e9cid\u00e9 avant vous")

    item = "CV-FREJUS-01"
    again.goto(f"{desk.address}/brouillon?{plan[0]}&item={item}")
    expect(again.get_by_text("\u00c0 quoi il sert")).to_be_visible()
    _button(again, "Pourquoi pas plus t\u00f4t")
    _button(again, "Arr\u00eater et garder le meilleur")
    expect(again.get_by_text("R\u00e9ponse du solveur, arr\u00eat\u00e9")).to_be_visible()
    assert foreign == []
