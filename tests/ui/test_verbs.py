"""Deciding in a real browser: what is pressed counts for what was in sight, once, and never by accident."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.model.order import Order
from copilot.model.plan import Plan

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)


@pytest.fixture
def plan(desk: Desk, page: Page, tmp_path: Path) -> Plan:
    """A plan, opened to be reviewed."""
    made = draft(scenarios.load("mini"), Order(scenario="mini", effort=5))
    with Store(f"sqlite:///{tmp_path / 'intendance.db'}") as store:
        store.plans.add(made)
    page.goto(f"{desk.address}/validation?plan={made.id}")
    expect(_verb(page, "accept")).to_be_enabled()
    return made


def _verb(page: Page, name: str) -> Locator:
    return page.locator(f"button[name={name}]")


def _settled(page: Page) -> None:
    page.wait_for_timeout(500)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def _decided(home: Path, plan: Plan) -> list[tuple[str, str]]:
    with Store(f"sqlite:///{home / 'intendance.db'}") as store:
        return [(record.decision.verb, record.decision.item) for record in store.decisions.of(plan.id)]


def test_two_presses_are_one_decision(page: Page, plan: Plan, tmp_path: Path) -> None:
    """A double click accepts what was in sight, once; so does a key held down: the next item waits to be read."""
    first, second = (item.id for item in plan.by_time[:2])
    _verb(page, "accept").dblclick(delay=150)
    expect(page.get_by_role("status").filter(has_text="Enregistr\u00e9").first).to_be_visible()
    _settled(page)
    assert _decided(tmp_path, plan) == [("accept", first)]
    page.keyboard.down("Control")
    for _ in range(5):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    page.keyboard.up("Control")
    _settled(page)
    assert _decided(tmp_path, plan) == [("accept", first), ("accept", second)]


def test_keys_decide_nothing_where_somebody_types_or_is_asked(page: Page, plan: Plan, tmp_path: Path) -> None:
    """In a field the keys are the field's, under a dialog nobody decides; switched off, they are not told either."""
    expect(_verb(page, "accept").locator("kbd")).to_have_text("Ctrl+Entr\u00e9e")
    page.get_by_label("Votre nom").press("Control+Backspace")
    for _ in range(2):
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        _verb(page, "edit").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").press("Control+Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_text("Raccourcis clavier").click()
    expect(_verb(page, "accept").locator("kbd")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    _settled(page)
    assert _decided(tmp_path, plan) == []


def test_an_item_is_forbidden_by_form(page: Page, plan: Plan) -> None:
    """Only what means something is asked: no start, no vehicle; the change is taken."""
    page.goto(page.url.replace("validation", "variantes"))
    kind = page.get_by_role("combobox", name="Qu\u2019est-ce qui change")
    kind.press_sequentially("\u00c9l\u00e9ment interdit")
    kind.press("Enter")
    expect(page.get_by_role("combobox", name="Comment")).to_have_value("interdit")
    expect(page.get_by_role("combobox", name="D\u00e9but")).to_have_count(0)
    expect(page.get_by_role("combobox", name="V\u00e9hicules demand\u00e9s")).to_have_count(0)
    name = page.get_by_role("combobox", name="\u00c9l\u00e9ment du plan").input_value()
    page.get_by_role("button", name="Ajouter ce changement").click()
    expect(page.get_by_text(f"\u00c9l\u00e9ment {name} interdit")).to_be_visible()


def test_a_change_of_vehicle_is_costed(page: Page, plan: Plan, tmp_path: Path) -> None:
    """What another truck would break is said at once; what it would cost, by a variant that drives it."""
    convoy = next(item for item in plan.by_time if item.kind == "convoy")
    (other,) = {name for need in convoy.mode.assets for name in need.candidates} - set(convoy.assets)
    page.goto(re.sub(r"\?.*", f"?plan={plan.id}&item={convoy.id}", page.url))
    page.get_by_text("Le d\u00e9placer : ce que cela casse").click()
    vehicle = page.get_by_role("combobox", name="Changer de v\u00e9hicule")
    vehicle.press_sequentially(other)
    vehicle.press("Enter")
    page.get_by_role("button", name="Chiffrer ce changement").click()
    page.wait_for_url(re.compile("variantes"))
    expect(page.get_by_text(f"fait avec {other}").first).to_be_visible()
    with Store(f"sqlite:///{tmp_path / 'intendance.db'}") as store:
        (variant,) = (store.plans.get(one.id) for one in store.plans.listed() if one.variant)
    assert variant.item[convoy.id].assets == (other,)
