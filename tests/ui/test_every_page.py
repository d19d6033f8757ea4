"""Every page in both languages, in a real browser: within reach of everybody, in one language, and without a leak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.worker import Worker, unwatched
from copilot.model.change import AssetLost
from copilot.model.noun import LANGUAGES, Language
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Played
from copilot.texts import texts
from copilot.ui.document.component import words

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

expect.set_options(timeout=60_000)

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ASKED = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "rules": {"heading-order": {"enabled": True}},
    "resultTypes": ["violations"],
}
FAULTS = """async (asked) => (await axe.run(document, asked)).violations
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.flat(9).join(" ")} ${node.html}`))"""
SAID = """() => [...document.querySelectorAll("body *")].flatMap((one) => [
  ...["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name)),
  ...[...one.childNodes].filter((node) => node.nodeType === 3 && one.checkVisibility()).map((node) => node.nodeValue),
]).filter(Boolean).map((text) => text.trim())"""
PAGES = ("home", "ask", "draft", "review", "compare", "variants", "replay", "trace", "export")
TABS = ("timeline", "map", "stocks", "readiness", "choices", "asking")


def _lacking(home: Path) -> Plan:
    """A plan that lost its lorries: needs not met, shortages, findings; beside it, one that holds, and a play."""
    world = scenarios.load("mini")
    lorries = tuple(AssetLost(asset=one.id) for one in world.world.assets if one.id.startswith("6001"))
    whole, lacking = (draft(world, Order(scenario="mini", effort=5, changes=changes)) for changes in ((), lorries))
    with Store(f"sqlite:///{home / 'intendance.db'}") as store:
        store.plans.add(whole)
        store.plans.add(lacking)
        order = Order(scenario="mini", errand="play", effort=1)
        recorded = Worker(store, scenarios, draft, lambda _model: None)
        _, played = recorded.errand_at_once(order, world, None, unwatched)
    assert isinstance(played, Played)
    assert played.reactions[-1].lost
    assert lacking.unmet
    return lacking


def _settled(page: Page) -> None:
    expect(page.get_by_test_id("stHeading").first).to_be_visible()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(250)


def _faults(page: Page) -> list[str]:
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(AXE)
    return list(page.evaluate(FAULTS, ASKED))


def _strange(page: Page, language: Language) -> list[str]:
    """Streamlit's own words in the other language."""
    wrong = {text for text, _ in words(language)}
    return [text for text in page.evaluate(SAID) if text in wrong or text.partition(": ")[0] in wrong]


def test_the_desk_is_within_everybody_s_reach(page: Page, desk: Desk, tmp_path: Path, foreign: list[str]) -> None:
    """No page has a fault that axe-core finds, a word of the other language or a request that leaves.

    Pages print without what surrounds them. A name typed once is known at the next visit, with that person's language;
    no bare key acts.
    """
    lacking = _lacking(tmp_path)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{desk.address}/brouillon?plan={lacking.id}")
    faults, strange = [], []
    for language in LANGUAGES:
        if language == "en":
            _sit_down(page, "Votre nom", "Alice")
            page.get_by_text("English", exact=True).click()
        for where in _walked(page, texts(language)):
            faults += [f"{language} {where}: {fault}" for fault in _faults(page)]
            strange += [f"{language} {where}: {text}" for text in _strange(page, language)]
        expect(page.locator("html")).to_have_attribute("lang", language)
    assert faults == []
    page.evaluate("() => document.body.append(document.createElement('button'))")
    assert any("button-name" in fault for fault in _faults(page)), "axe-core finds nothing at all"
    assert strange == []
    _prints_alone(page)
    _known_at_the_next_visit(page, desk.address)
    _no_bare_key(page)
    assert refused == []
    assert foreign == []


def _walked(page: Page, say: Mapping[str, str]) -> Iterator[str]:
    """Each page and each tab of the draft in turn, once it is there; the map, once it is drawn."""
    for name in PAGES:
        page.get_by_role("link", name=say[f"desk.page.{name}"], exact=True).click()
        for tab in ("", *TABS) if name == "draft" else ("",):
            if tab:
                page.get_by_role("radio", name=say[f"desk.tab.{tab}"], exact=True).click()
            if tab == "map":
                expect(page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first).to_be_visible()
            _settled(page)
            yield f"{name} {tab}"
            if name == "replay":
                _scrubbed(page, say)


def _scrubbed(page: Page, say: Mapping[str, str]) -> None:
    """Arrow keys and buttons go from moment to moment; the address says which, and which part is read."""
    slider = page.get_by_role("slider", name=say["desk.play.moment"])
    moments = page.get_by_test_id("stHeading").filter(has_text=re.compile(r"\d\d/\d\d"))
    expect(moments).to_contain_text("I-4")
    slider.press("ArrowLeft")
    expect(moments).to_contain_text("I-3")
    page.get_by_role("button", name=say["desk.play.earlier"]).press("Enter")
    expect(moments).to_contain_text("I-2")
    page.get_by_role("radio", name=say["desk.play.part.timeline"]).press("Space")
    expect(page.get_by_role("gridcell").first).to_be_visible()
    page.wait_for_url(re.compile("moment=2.*part=timeline"))
    _settled(page)
    assert _faults(page) == []
    page.get_by_role("radio", name=say["desk.play.part.difference"]).press("Space")
    for _ in range(2):
        page.get_by_role("button", name=say["desk.play.later"]).press("Enter")
        _settled(page)


def _prints_alone(page: Page) -> None:
    """On paper neither side panel nor tabs remain, and nothing is cut at the height of the screen."""
    page.emulate_media(media="print")
    for part in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(part)).to_be_hidden()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("(one) => getComputedStyle(one).overflowY") == "visible"
    page.emulate_media(media="screen")


def _known_at_the_next_visit(page: Page, address: str) -> None:
    """Bruno reads French, Alice English: each finds their own language again, Alice in a new visit too."""
    _sit_down(page, "Your name", "Bruno")
    expect(page.get_by_role("link", name="Tableau de bord")).to_be_visible()
    _sit_down(page, "Votre nom", "Alice")
    expect(page.get_by_role("link", name="Dashboard")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Alice")


def _sit_down(page: Page, label: str, person: str) -> None:
    page.get_by_label(label).fill(person)
    page.get_by_label(label).press("Enter")
    _settled(page)


def _no_bare_key(page: Page) -> None:
    """Streamlit hears neither its R nor its C; other keys pass."""
    page.evaluate("() => { window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key)); }")
    page.get_by_role("heading", name="Dashboard").click()
    for key in ("r", "c", "x"):
        page.keyboard.press(key)
    assert page.evaluate("() => window.heard") == ["x"]
