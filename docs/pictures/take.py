"""Takes docs/pictures/desk.png: `python docs/pictures/take.py ADDRESS [SCENARIO_TITLE]`, from a desk that is open.

The scenario is drafted in the desk; ADDRESS is what `intendance ui` says.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).with_name("desk.png")
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
MINUTES = 60_000


def take(address: str, scenario: str) -> None:
    """Drafts the scenario and keeps its timeline as a picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1440, "height": 1300}, locale="fr-FR")
        page.set_default_timeout(10 * MINUTES)
        page.goto(address)
        page.get_by_role("link", name="Demande", exact=True).click()
        page.get_by_role("combobox", name="Sc\u00e9nario").click()
        page.get_by_role("option", name=re.compile(scenario)).click()
        page.get_by_role("button", name="Lancer le brouillon").click()
        page.get_by_role("button", name="Ouvrir le brouillon").click()
        page.get_by_role("tab", name="Calendrier").click()
        page.locator(".timeline .bar").first.wait_for()
        page.wait_for_timeout(3000)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "Argens")
