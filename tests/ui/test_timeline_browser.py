"""The timeline in a real browser: chosen from, moved on, read by keyboard, and light at thousands of activities."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_up_plan import made_up
from playwright.sync_api import Locator, Page, expect

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.model.order import Order
from copilot.model.plan import Plan, PlanItem
from copilot.texts import Speaker

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=90_000)  # the machine may be busy with other tests

CONTRAST = """() => {
  const root = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".timeline")).shadowRoot;
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const one of root.querySelectorAll(".timeline *")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own) continue;
    const [fore, back] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
    const ratio = (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05);
    found[one.className || one.parentElement.className] = ratio;
  }
  return found;
}"""
NODES = """() => [...document.querySelectorAll("*")].filter((one) => one.shadowRoot)
  .reduce((sum, one) => sum + one.shadowRoot.querySelectorAll("*").length, 0)"""


@pytest.fixture
def real(desk: Desk, tmp_path: Path) -> Plan:
    """A plan that holds, in the desk's store."""
    plan = draft(scenarios.load("mini"), Order(scenario="mini", effort=5))
    return _stored(plan, tmp_path)


@pytest.fixture
def refused(page: Page) -> list[str]:
    """Everything that the content policy refused."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None)
    return found


def _stored(plan: Plan, home: Path) -> Plan:
    with Store(f"sqlite:///{home / 'intendance.db'}") as store:
        store.plans.add(plan)
    return plan


def _bar(page: Page, item: PlanItem, lane: str = "") -> Locator:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=lane)) if lane else page
    return row.locator(f".bar[data-item='{item.id}']").first


def _seen(page: Page, bar: Locator) -> dict[str, float]:
    bar.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = bar.bounding_box()
    assert box is not None
    return dict(box)


def _drag(page: Page, bar: Locator, right: float, down: float = 0) -> None:
    box = _seen(page, bar)
    x, y = box["x"] + min(box["width"] / 2, 8), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2, steps=4)
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def _lone_truck(plan: Plan) -> PlanItem:
    return next(item for item in plan.items if len(item.assets) == 1 and item.kind == "convoy")


def test_choosing_and_moving(desk: Desk, page: Page, real: Plan, foreign: list[str], refused: list[str]) -> None:
    """What is chosen is shown; what is moved is asked about with what it breaks, and kept only with a reason."""
    say = Speaker("fr", real.names, real.clock)
    item = _lone_truck(real)
    other = next(one for one in real.items if one.start > item.start and one.id != item.id)
    page.goto(f"{desk.address}/validation?plan={real.id}")
    _bar(page, other).click()
    expect(page.get_by_role("heading", name=say.say(other.label))).to_be_visible()
    expect(_bar(page, other)).to_have_attribute("aria-selected", "true")

    # Without "Modifier" a drag moves nothing.
    _drag(page, _bar(page, item), 120)
    page.wait_for_timeout(1500)
    assert page.get_by_role("dialog").count() == 0

    page.get_by_text("Modifier", exact=True).first.click()
    expect(page.get_by_text("Maj + fl\u00e8ches")).to_be_visible()
    _drag(page, _bar(page, item), 0, _to_a_wrong_lane(page, item))
    expect(page.locator(".live")).to_contain_text("Refus\u00e9")
    assert page.get_by_role("dialog").count() == 0

    bar = _bar(page, item)
    width = _seen(page, bar)["width"]
    hour = (width + 1) / (item.end - item.start) * 60
    _drag(page, bar, hour)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"Demand\u00e9\u00a0: {say.moment(item.start + real.clock.step)}")).to_be_visible()
    _judged(dialog)
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_test_id("stAlert").filter(has_text="motif")).to_be_visible()
    dialog.get_by_label("Motif").fill("pont encombr\u00e9 le matin")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").filter(has_text="Enregistr\u00e9").first).to_be_visible()
    expect(_bar(page, item)).to_have_class(re.compile("edit"))
    expect(page.locator(".ghost.wanted").last).to_be_attached()
    assert (foreign, refused) == ([], [])


def _judged(dialog: Locator) -> None:
    expect(dialog.get_by_text("Ce que cela casse").or_(dialog.get_by_text("rien de nouveau"))).to_be_visible()


def _to_a_wrong_lane(page: Page, item: PlanItem) -> float:
    """How far down, or up, the nearest lane lies whose vehicle cannot do it."""
    box = _seen(page, _bar(page, item))
    middle = box["y"] + box["height"] / 2
    found = []
    for header in page.get_by_role("rowheader").all():
        place, name = header.bounding_box(), header.text_content() or ""
        if place is not None and not any(one in name for one in item.mode.assets[0].candidates):
            found.append(place["y"] + place["height"] / 2 - middle)
    return min(found, key=abs)


def test_by_keyboard_alone(desk: Desk, page: Page, real: Plan) -> None:
    """Arrows go through bars, Enter chooses, Shift+arrows propose a step that Esc takes back and Enter asks about."""
    say = Speaker("fr", real.names, real.clock)
    page.goto(f"{desk.address}/validation?plan={real.id}")
    expect(page.locator(".bar[tabindex='0']")).to_have_count(1)
    page.get_by_text("Modifier", exact=True).first.click()
    expect(page.get_by_text("Maj + fl\u00e8ches")).to_be_visible()
    page.locator(".timeline .find").focus()
    page.keyboard.type("rc")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.locator(".bar:focus").count():
            break
    first = page.locator(".bar:focus").get_attribute("data-bar")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    focused = page.locator(".bar:focus")
    expect(focused).to_have_count(1)
    assert focused.get_attribute("data-bar") != first
    item = real.item[str(focused.get_attribute("data-item"))]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=say.say(item.label)).first).to_be_visible()
    expect(page.locator(".live")).to_contain_text(say.say(item.label))

    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".draft").first).to_be_visible()
    expect(page.locator(".live")).to_contain_text(say.moment(item.start + real.clock.step))
    page.keyboard.press("Escape")
    expect(page.locator(".draft")).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"Demand\u00e9\u00a0: {say.moment(item.start + 2 * real.clock.step)}")).to_be_visible()
    _judged(dialog)
    dialog.get_by_role("button", name="Laisser en place").click()
    expect(dialog).to_have_count(0)


def test_paper_bears_all_that_is_listed(desk: Desk, page: Page, tmp_path: Path) -> None:
    """On paper the calendar and the lists are whole, though the screen shows a part; the screen is then as it was."""
    plan = _stored(made_up(300, 40), tmp_path)
    page.goto(f"{desk.address}/brouillon?plan={plan.id}&lang=en&tab=timeline")
    expect(page.locator(".bar").first).to_be_visible()
    page.wait_for_timeout(1000)
    items = page.get_by_role("grid", name="As a table").locator("[data-line]")
    wide = page.locator(".timeline .space").evaluate("one => one.style.width")
    seen, listed = page.locator(".bar").count(), items.count()
    assert seen < 300
    assert listed < 30
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert {bar.get_attribute("data-item") for bar in page.locator(".bar").all()} == {item.id for item in plan.items}
    assert items.count() == 300
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".timeline .space").evaluate("one => one.style.width") == wide
    assert (page.locator(".bar").count(), items.count()) == (seen, listed)


def test_thousands_of_activities(
    desk: Desk, page: Page, tmp_path: Path, foreign: list[str], refused: list[str]
) -> None:
    """Of 3,000 activities only those in sight are in the page; lists and timeline choose for one another."""
    plan = _stored(made_up(3000, 200), tmp_path)
    page.goto(f"{desk.address}/brouillon?plan={plan.id}&lang=en")
    page.get_by_role("radio", name="Calendar").click()
    expect(page.locator(".bar").first).to_be_visible()
    page.wait_for_timeout(1000)
    drawn = page.locator(".bar").count()
    assert 50 < drawn < 900
    assert page.evaluate(NODES) < 2500
    ratios = page.evaluate(CONTRAST)
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}
    assert len(ratios) > 10

    # Far below, other bars are drawn, and no more of them.
    page.locator(".timeline .scroll").evaluate("one => { one.scrollTop = 4000; }")
    expect(page.get_by_role("rowheader", name=re.compile("6104-"))).not_to_have_count(0)
    assert page.evaluate(NODES) < 2500

    last = plan.items[-1]
    page.get_by_label("Filter: activity, vehicle, place").fill(last.id)
    expect(page.get_by_text("1 of 3000")).to_be_visible()
    _bar(page, last).click()
    expect(_bar(page, last)).to_have_attribute("aria-selected", "true")
    page.get_by_label("Filter: activity, vehicle, place").fill("")

    # A finding chosen in the list brings its item to the middle, at the same scale.
    wide = page.locator(".timeline .space").evaluate("one => one.style.width")
    page.get_by_role("grid", name="Findings of the check").get_by_role("row").nth(4).click()
    expect(page.locator(".bar.chosen:not([data-item='T2999'])").first).to_be_visible()
    assert page.locator(".timeline .space").evaluate("one => one.style.width") == wide
    chosen = page.locator(".bar.chosen").first.get_attribute("data-item")
    assert chosen in {name for finding in plan.findings for name in finding.items}
    assert (foreign, refused) == ([], [])
