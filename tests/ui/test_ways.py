"""The ways through the desk in a real browser: links to be opened beside, a history of pages and not of choices."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.texts import Speaker

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)


@pytest.fixture
def plans(desk: Desk, tmp_path: Path) -> tuple[Plan, Plan]:
    """Two plans in the desk's store."""
    mini = scenarios.load("mini")
    made = draft(mini, Order(scenario="mini", effort=5)), draft(mini, Order(scenario="mini", effort=5, seed=7))
    with Store(f"sqlite:///{tmp_path / 'intendance.db'}") as store:
        for one in made:
            store.plans.add(one)
    return made


def test_a_link_opens_beside_what_is_at_hand(desk: Desk, page: Page, plans: tuple[Plan, Plan]) -> None:
    """With Ctrl it opens in a tab of its own, with the same plan; the one at hand stays. The reader's page is said."""
    page.goto(f"{desk.address}/brouillon?plan={plans[0].id}")
    here = page.get_by_role("link", name="Brouillon", exact=True)
    expect(here).to_have_attribute("aria-current", "page")
    expect(page.locator(".tiles")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Tra\u00e7abilit\u00e9", exact=True).click(modifiers=["Control"])
    beside = opened.value
    expect(beside.get_by_role("link", name="Tra\u00e7abilit\u00e9", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    assert f"plan={plans[0].id}" in beside.url
    expect(here).to_have_attribute("aria-current", "page")


def test_back_leads_to_the_page_before(desk: Desk, page: Page, plans: tuple[Plan, Plan]) -> None:
    """Choices are kept in the address but are no steps: back leads from page to page and from plan to plan."""
    page.goto(f"{desk.address}/?plan={plans[0].id}")
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    page.get_by_role("link", name="Brouillon", exact=True).press("Enter")
    expect(page.locator(".tiles")).to_be_visible()
    page.get_by_role("radio", name="Calendrier", exact=True).click()
    page.get_by_role("radio", name="Site", exact=True).click()
    page.wait_for_url(re.compile("tab=timeline.*lanes=|lanes=.*tab=timeline"))
    other = page.get_by_role("navigation", name="Derniers brouillons").get_by_role("link")
    expect(other).to_have_count(2)
    other.and_(page.locator(f"[data-name='{plans[1].id}']")).press("Enter")
    page.wait_for_url(re.compile(plans[1].id))
    expect(other.and_(page.locator("[aria-current]"))).to_have_attribute("data-name", plans[1].id)
    page.go_back()
    page.wait_for_url(re.compile(rf"brouillon\?.*{plans[0].id}"))
    expect(other.and_(page.locator("[aria-current]"))).to_have_attribute("data-name", plans[0].id)
    page.go_back()
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()


def test_the_address_names_what_is_chosen(desk: Desk, page: Page, plans: tuple[Plan, Plan]) -> None:
    """A filter leaves it there, a reload and another page show it again; after a decision one goes on, without it."""
    item = plans[0].by_time[1]
    label = Speaker("fr", plans[0].names, plans[0].clock).say(item.label)
    page.goto(f"{desk.address}/validation?plan={plans[0].id}")
    row = page.get_by_role("grid", name="\u00c9l\u00e9ments du plan").locator("[data-line='1']")
    row.click()
    page.wait_for_url(re.compile(f"item={item.id}"))
    expect(page.get_by_role("heading", name=label)).to_be_visible()
    page.get_by_role("radio", name="Tous", exact=True).click()
    page.wait_for_url(re.compile(f"(?=.*item={item.id})(?=.*queue=every)"))
    page.reload()
    expect(page.get_by_role("heading", name=label)).to_be_visible()
    page.wait_for_url(re.compile(f"(?=.*item={item.id})(?=.*queue=every)"))
    page.get_by_role("link", name="Brouillon", exact=True).click()
    page.wait_for_url(re.compile(f"brouillon.*item={item.id}"))
    page.get_by_role("link", name="Validation", exact=True).click()
    expect(page.get_by_role("heading", name=label)).to_be_visible()
    page.locator("button[name=accept]").click()
    page.wait_for_url(lambda address: "item=" not in address)
