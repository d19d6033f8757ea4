"""The main job in a real browser: ask, draft, read, decide, plan again, approve, export, and find it all again."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

from copilot.adapters.store import Store
from copilot.model.plan import Plan
from copilot.texts import Speaker

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)  # the machine may be busy with other tests


def _draft(page: Page) -> None:
    _go(page, "Request")
    scenario = page.get_by_role("combobox", name="Scenario")
    scenario.press_sequentially("Mini")
    scenario.press("Enter")
    expect(page.get_by_text("Sainte-Menehould").first).to_be_visible()
    _press(page, "Draft the plan")


def _open_draft(page: Page) -> None:
    _press(page, "Open the draft")
    expect(page.get_by_text("Valid plan")).to_be_visible()


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).press("Enter")


def _press(within: Page | Locator, name: str | re.Pattern[str]) -> None:
    button = within.get_by_role("button", name=name)
    expect(button).to_be_enabled()  # a key on a button that is not yet enabled is lost
    button.press("Enter")


def _pick(page: Page, label: str) -> None:
    # What is about to be drawn anew loses the key.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    row = page.get_by_role("grid", name="Plan items").get_by_role("row", name=label).first
    row.press("Space")  # keys are then heard from there, also where it was chosen already
    expect(page.get_by_role("heading", name=label)).to_be_visible()


def _told(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=words).first).to_be_visible()


def _recorded(page: Page, verb: str) -> None:
    expect(page.get_by_role("status").filter(has_text=re.compile(f"Recorded.*{verb}")).first).to_be_visible()


def test_from_request_to_export(desk: Desk, page: Page, foreign: list[str], tmp_path: Path) -> None:
    """From request to approved document, in English, by keyboard alone; a closed tab or a restart loses nothing."""
    page.goto(desk.address)
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("radio", name="English").press("Space")
    _draft(page)
    page.wait_for_url(re.compile("run="))
    page.reload()
    _open_draft(page)
    first = _shown(page, tmp_path)
    say = Speaker("en", first.names, first.clock)
    accepted, edited, rejected = first.items[0], first.item["RE-FT-1"], first.items[1]

    page.get_by_role("radio", name="Calendar").press("Space")
    expect(page.get_by_role("grid", name="Calendar of activities").get_by_role("gridcell").first).to_be_visible()

    _go(page, "Review")
    _pick(page, say.say(accepted.label))
    page.keyboard.press("Control+Enter")
    _recorded(page, "Accepted")
    _pick(page, say.say(edited.label))
    _edit_one_hour_later(page, first, edited.start)
    _recorded(page, "Edited")
    _pick(page, say.say(rejected.label))
    page.keyboard.press("Control+Backspace")
    dialog = page.get_by_role("dialog")
    _press(dialog, "Reject")
    expect(dialog.get_by_test_id("stAlert")).to_be_visible()
    dialog.get_by_label("Reason").press_sequentially("@no instructor")
    _press(dialog, "Reject")
    _recorded(page, "Rejected")
    _press(page, "Approve")
    expect(dialog.get_by_text("Plan again before approving")).to_be_visible()
    expect(dialog.get_by_role("checkbox")).to_be_disabled()
    expect(dialog.get_by_role("button", name="Approve")).to_be_disabled()
    page.keyboard.press("Escape")

    _press(page, "Plan again")
    _open_draft(page)
    second = _shown(page, tmp_path)
    assert (second.parent, second.revision) == (first.id, 2)
    assert rejected.id not in second.item
    assert second.item[edited.id].start == edited.start + 60
    assert second.item[accepted.id].start == accepted.start
    page.get_by_role("radio", name="What changed").press("Space")
    expect(page.get_by_text("a person's decision").first).to_be_visible()

    _go(page, "Review")
    _press(page, "Approve")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(second.id)).to_be_visible()
    expect(dialog.get_by_text(f"{len(second.items)} items")).to_be_visible()
    dialog.get_by_role("checkbox").press("Space")
    _press(dialog, "Approve")
    _told(page, "Plan approved by")

    _go(page, "Export")
    expect(page.get_by_text("UNMARKED").first).to_be_visible()
    with page.expect_download() as download:
        _press(page, re.compile("Download"))
    assert Plan.model_validate(json.loads(download.value.path().read_text())).digest() == second.id

    address = page.url
    children = desk.children()
    assert desk.close() == 0
    assert not any(os.path.exists(f"/proc/{child}") for child in children)
    desk.open()
    page.goto(address)
    _go(page, "Review")
    _told(page, "Plan approved by")
    page.goto(f"{desk.address}/validation?plan={first.id}&lang=en&queue=decided&item={rejected.id}")
    expect(page.get_by_text("A newer version").first).to_be_visible()
    expect(page.get_by_text("@no instructor").first).to_be_visible()
    assert foreign == []


def _edit_one_hour_later(page: Page, plan: Plan, start: int) -> None:
    _press(page, "\u270e Edit")
    dialog = page.get_by_role("dialog")
    hour = dialog.get_by_role("combobox", name="Start time")
    hour.press_sequentially(f"{plan.clock.at(start + 60):%H:%M}")
    hour.press("Enter")
    _press(dialog, "Save the edit")


def _shown(page: Page, home: Path) -> Plan:
    found = re.search("plan=([0-9a-f]{64})", page.url)
    assert found, page.url
    with Store(f"sqlite:///{home / 'intendance.db'}") as store:
        return store.plans.get(found[1])
