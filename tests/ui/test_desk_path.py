"""The main job in a real browser: ask, draft, read, decide, plan again, approve, export, and find it all again."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from copilot.adapters.store import Store
from copilot.model.plan import Plan
from copilot.texts import Speaker

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)  # the machine may be busy with other tests


def _draft(page: Page) -> None:
    _go(page, "Demande")
    page.get_by_role("combobox", name="Sc\u00e9nario").click()
    page.get_by_role("option", name=re.compile("Mini")).click()
    expect(page.get_by_text("Sainte-Menehould").first).to_be_visible()
    page.get_by_role("button", name="Lancer le brouillon").click()


def _open_draft(page: Page) -> None:
    page.get_by_role("button", name="Ouvrir le brouillon").click()
    expect(page.get_by_text("Plan valide")).to_be_visible()


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def _pick(page: Page, label: str) -> None:
    page.get_by_role("radiogroup").locator("label").filter(has_text=label).first.click()
    expect(page.get_by_role("heading", name=label)).to_be_visible()


def _told(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=words).first).to_be_visible()


def _recorded(page: Page, verb: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=re.compile(f"Enregistr\u00e9.*{verb}")).first).to_be_visible()


def test_from_request_to_export(desk: Desk, page: Page, foreign: list[str], tmp_path: Path) -> None:
    """A planner goes from a request to an approved document, and a closed tab or a restart loses nothing."""
    page.goto(desk.address)
    assert page.locator("html").get_attribute("lang") == "fr"
    _draft(page)
    page.wait_for_url(re.compile("run="))
    page.reload()
    _open_draft(page)
    first = _shown(page, tmp_path)
    say = Speaker("fr", first.names, first.clock)
    accepted, edited, rejected = first.items[0], first.item["RE-FT-1"], first.items[1]

    page.get_by_role("tab", name="Calendrier").click()
    expect(page.get_by_role("grid", name="Calendrier des activit\u00e9s").get_by_role("gridcell").first).to_be_visible()

    _go(page, "Validation")
    _pick(page, say.say(accepted.label))
    page.get_by_role("button", name=re.compile("\u2714 Accepter")).click()
    _recorded(page, "Accept\u00e9")
    _pick(page, say.say(edited.label))
    _edit_one_hour_later(page, first, edited.start)
    _recorded(page, "Modifi\u00e9")
    _pick(page, say.say(rejected.label))
    page.get_by_role("button", name="Rejeter").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Rejeter").click()
    expect(dialog.get_by_test_id("stAlert")).to_be_visible()
    dialog.get_by_label("Motif").fill("@moniteur absent")
    dialog.get_by_role("button", name="Rejeter").click()
    _recorded(page, "Rejet\u00e9")
    expect(page.get_by_role("button", name="Approuver")).to_be_disabled()

    page.get_by_role("button", name="Replanifier").click()
    _open_draft(page)
    second = _shown(page, tmp_path)
    assert (second.parent, second.revision) == (first.id, 2)
    assert rejected.id not in second.item
    assert second.item[edited.id].start == edited.start + 60
    assert second.item[accepted.id].start == accepted.start
    page.get_by_role("tab", name="Ce qui a chang\u00e9").click()
    expect(page.get_by_text("d\u00e9cision d\u2019une personne").first).to_be_visible()

    _go(page, "Validation")
    page.get_by_role("button", name="Approuver").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(second.id)).to_be_visible()
    dialog.get_by_text("J'ai relu").click()
    dialog.get_by_role("button", name="Approuver").click()
    _told(page, "Plan approuv\u00e9 par")

    _go(page, "Exporter")
    expect(page.get_by_text("NON PROT\u00c9G\u00c9").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("T\u00e9l\u00e9charger")).click()
    assert Plan.model_validate(json.loads(download.value.path().read_text())).digest() == second.id

    address = page.url
    children = desk.children()
    assert desk.close() == 0
    assert not any(os.path.exists(f"/proc/{child}") for child in children)
    desk.open()
    page.goto(address)
    _go(page, "Validation")
    _told(page, "Plan approuv\u00e9 par")
    page.goto(f"{desk.address}/validation?plan={first.id}")
    expect(page.get_by_text("Une version plus r\u00e9cente").first).to_be_visible()
    page.get_by_text("D\u00e9cid\u00e9s", exact=True).click()
    _pick(page, say.say(rejected.label))
    expect(page.get_by_text("@moniteur absent").first).to_be_visible()
    assert foreign == []


def _edit_one_hour_later(page: Page, plan: Plan, start: int) -> None:
    page.get_by_role("button", name="Modifier").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Heure de d\u00e9but").click()
    page.get_by_role("option", name=f"{plan.clock.at(start + 60):%H:%M}").click()
    dialog.get_by_role("button", name="Enregistrer").click()


def _shown(page: Page, home: Path) -> Plan:
    found = re.search("plan=([0-9a-f]{64})", page.url)
    assert found, page.url
    with Store(f"sqlite:///{home / 'intendance.db'}") as store:
        return store.plans.get(found[1])
