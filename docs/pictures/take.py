"""Takes docs/pictures/*.webp: `make pictures`. A desk of its own drafts and plans again; then each page is taken.

Every page in both languages, each picture under 120 kB.
"""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from copilot.app.remote import Remote
from copilot.app.service import Service
from copilot.model.change import AssetLost, LegClosed
from copilot.model.decision import Decision, ItemVerb
from copilot.model.noun import LANGUAGES, Language
from copilot.model.order import Order
from copilot.texts import texts

HOME = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
SCENARIO, EFFORT, SEED = "crue-argens", 20.0, 1
WIDTH, LOWEST, HIGHEST = 1440, 700, 1500
LARGEST = 120_000
MINUTE = 60_000
PAGES = {
    "home": "",
    "ask": "demande",
    "draft": "brouillon?tab=summary",
    "draft-changed": "brouillon?tab=changed",
    "draft-timeline": "brouillon?tab=timeline",
    "draft-map": "brouillon?tab=map",
    "draft-stocks": "brouillon?tab=stocks",
    "draft-readiness": "brouillon?tab=readiness",
    "draft-choices": "brouillon?tab=choices",
    "review": "validation",
    "compare": "comparer",
    "variants": "variantes",
    "replay": "rejeu?moment=6",
    "replay-timeline": "rejeu?moment=6&part=timeline",
    "trace": "tracabilite",
    "export": "export",
}


@contextmanager
def desk() -> Iterator[str]:
    """A desk on a port of its own, its store in a folder that goes with it; its address."""
    with tempfile.TemporaryDirectory() as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = os.environ | {"INTENDANCE_HOME": home, "INTENDANCE_PORT": str(port), "INTENDANCE_USER": "Alice"}
        code = "from copilot.settings import Settings; from copilot.ui import launcher; launcher.run(Settings(), print)"
        with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.DEVNULL) as opened:
            _answers(port)
            yield f"http://127.0.0.1:{port}"
            opened.send_signal(signal.SIGTERM)


def _answers(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the desk did not start")


def prepared(service: Service) -> str:
    """A draft planned again after the loss of a vehicle, decided on in part, with a variant; that second revision."""
    first = _made(service, service.start(Order(scenario=SCENARIO, effort=EFFORT, seed=SEED, by="Bruno")))
    plan = _made(service, service.vary(first, (AssetLost(asset="6101-0011"),), "fr", "Bruno"))
    service.adopt(plan)
    verbs: tuple[ItemVerb, ...] = ("accept", "accept", "lock", "accept", "reject", "accept")
    for item, verb in zip(service.plan(plan).items[::7], verbs, strict=False):
        reason = "Quai pris ce jour-l\u00e0" if verb == "reject" else ""
        now = datetime.now(UTC)
        service.decide(Decision(plan=plan, item=item.id, verb=verb, by="Alice", reason=reason, at=now), 0)
    _made(service, service.vary(plan, (LegClosed(leg="D555", start=0, end=3 * 1440),), "fr", "Alice"))
    _over(service, service.start(Order(scenario=SCENARIO, errand="play", effort=2, by="Alice")))
    return plan


def _over(service: Service, run: str) -> None:
    while not service.run(run).over:
        time.sleep(0.5)


def _made(service: Service, run: str) -> str:
    _over(service, run)
    made = service.run(run).plan
    if made is None:
        raise SystemExit(str(service.run(run).error))
    return made


def take(page: Page, address: str, plan: str, language: Language) -> None:
    """Each page of the desk in one language."""
    for name, path in PAGES.items():
        page.set_viewport_size({"width": WIDTH, "height": LOWEST})
        page.goto(f"{address}/{path}{'&' if '?' in path else '?'}plan={plan}&lang={language}")
        if name == "ask":
            page.get_by_role("combobox", name=texts(language)["desk.ask.scenario"]).click()
            page.get_by_role("option", name=re.compile("Argens")).click()
        _settled(page)
        high = page.get_by_test_id("stMainBlockContainer").evaluate("(one) => one.scrollHeight")
        page.set_viewport_size({"width": WIDTH, "height": max(LOWEST, min(HIGHEST, high + 60))})
        if name == "replay-timeline":
            page.get_by_role("grid").evaluate("(one) => one.scrollIntoView({block: 'end'})")
        page.wait_for_timeout(2500 if name == "draft-map" else 1200)
        _kept(page.screenshot(), HOME / f"{name}.{language}.webp")


def _settled(page: Page) -> None:
    page.get_by_test_id("stHeading").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1500)


def _kept(taken: bytes, file: Path) -> None:
    """The picture as small as it must be: without loss if that is enough, or else with the least loss that is."""
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    for quality in (None, 90, 80, 70, 60, 50):
        small = io.BytesIO()
        image.save(small, "WEBP", method=6, **({"lossless": True} if quality is None else {"quality": quality}))
        if small.tell() < LARGEST:
            file.write_bytes(small.getvalue())
            return
    raise SystemExit(f"{file.name} stays over {LARGEST} bytes")


def main() -> None:
    """Every picture anew."""
    with desk() as address:
        remote = Remote(address)
        plan = prepared(remote.service())
        remote.close()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for language in LANGUAGES:
                page = browser.new_page(locale="fr-FR" if language == "fr" else "en-GB")
                page.set_default_timeout(2 * MINUTE)
                take(page, address, plan, language)
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
