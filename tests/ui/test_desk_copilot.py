"""With a model, in a real browser: ask what if, see the variant apart, compare, adopt, and find who said what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=90_000)


@pytest.fixture(autouse=True)
def _scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk and its worker speak with the model that ships with the product."""
    monkeypatch.setenv("INTENDANCE_MODEL", "scripted")


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def test_a_question_becomes_a_variant_that_is_adopted(page: Page, desk: Desk, foreign: list[str]) -> None:
    """A what-if in words is solved apart; the plan stays as it is until the variant is adopted."""
    page.goto(desk.address)
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    _go(page, "Demande")
    page.get_by_role("combobox", name="Sc\u00e9nario").click()
    page.get_by_role("option", name=re.compile("Mini")).click()
    page.get_by_role("button", name="Lancer le brouillon").click()
    page.get_by_role("button", name="Ouvrir le brouillon").click()
    expect(page.get_by_text("Plan valide")).to_be_visible()

    page.get_by_role("radio", name="Choix et hypoth\u00e8ses").click()
    expect(page.get_by_text("hors de ce qui est sign\u00e9").first).to_be_visible()

    page.get_by_role("radio", name="Demander").click()
    page.get_by_label("Votre question").fill(
        "Et si la D19 est coup\u00e9e du lundi 1er juin \u00e0 8 h au mardi 2 juin \u00e0 18 h ?"
    )
    page.get_by_role("button", name="Demander").click()
    expect(page.get_by_text("Variante calcul\u00e9e \u00e0 part").first).to_be_visible()

    _go(page, "Variantes")
    expect(page.get_by_text("Variantes de ce plan : 1")).to_be_visible()
    _go(page, "Comparer")
    expect(page.get_by_text("CV-STE-MENEHOULD-01").first).to_be_visible()
    _go(page, "Variantes")
    page.get_by_role("button", name="Adopter").click()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_text("Version 2").first).to_be_visible()

    _go(page, "Tra\u00e7abilit\u00e9")
    expect(page.get_by_text("V\u00e9rifiable").first).to_be_visible()
    assert foreign == []
