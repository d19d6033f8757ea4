"""One planner in a real browser: how long until a page can be used, and what each interaction costs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from bench.desk.served import Served
from copilot.model.noun import Noun

CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
SETTLE_MS = 400
# From the press until the page no longer changes, in the frame in which that is painted. The script's own state is no
# better a sign: React leaves it out of the page when a rerun is over soon.
PROBE = """() => {
  window.probe = { begun: 0, ended: 0, told: 0 };
  // What lies within a canvas is not seen: it tells a screen reader later what the canvas has already drawn.
  const drawn = ({ target }) => !(target.closest ? target : target.parentElement)?.closest("canvas");
  const seen = new MutationObserver((changes) => {
    if (!changes.some(drawn)) return;
    // Streamlit marks what it is about to draw, then unmarks it, by attributes outside of components: no answer.
    const answer = changes.some((one) => drawn(one)
      && (one.type !== "attributes" || one.target.getRootNode() !== document));
    requestAnimationFrame(() => {
      if (!probe.begun) return;
      probe.ended = performance.now();
      if (answer) probe.told = probe.ended;
    });
  });
  const whole = { attributes: true, characterData: true, childList: true, subtree: true };
  const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
  for (const root of [document.querySelector("[data-testid=stApp]"), ...roots]) seen.observe(root, whole);
  const begin = () => { Object.assign(probe, { begun: performance.now(), ended: 0, told: 0 }); };
  window.addEventListener("pointerdown", begin, true);
}"""
QUIET_PAGE = "(quiet) => probe.ended > probe.begun && performance.now() - probe.ended > quiet"
READY = """() => performance.now()"""


class Cost(NamedTuple):
    """What one thing costs: median milliseconds for the planner, CPU milliseconds of the server, kB over the wire.

    `wait` lasts until the page is quiet, `told` until its last text or its last change within a component.
    """

    wait: float
    cpu: float
    payload: float
    told: float | None = None


class Walk(Noun):
    """One page of one plan; `ready` is what opening it costs, `acts` each interaction by its name."""

    page: str
    activities: int
    ready: Cost
    acts: dict[str, Cost]


class Planner:
    """A browser page, and what came over its wire."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page, self._served, self.received = page, served, 0
        page.set_default_timeout(120_000)
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._note(frame))

    def _note(self, frame: str | bytes) -> None:
        self.received += len(frame)

    def opened(self, path: str, mark: str) -> float:
        """Milliseconds from the address to a page that can be used: `mark` in sight and the script at its end."""
        self.page.goto(self._served.address + path, wait_until="commit")
        self.page.locator(mark).first.wait_for()
        self.page.locator(IDLE).wait_for()
        taken = float(self.page.evaluate(READY))
        self.page.wait_for_timeout(SETTLE_MS)
        self.page.evaluate(PROBE)
        return taken

    def act(self, what: Callable[[Page, int], None], times: int) -> Cost:
        """The median cost of an interaction, the first one left out."""
        waits, tolds, costs, weights = [], [], [], []
        for turn in range(times + 1):
            before, received = self._served.spent(), self.received
            what(self.page, turn)
            self.page.wait_for_function(QUIET_PAGE, arg=SETTLE_MS)
            waits.append(float(self.page.evaluate("() => probe.ended - probe.begun")))
            tolds.append(float(self.page.evaluate("() => probe.told - probe.begun")))
            costs.append(self._served.spent() - before)
            weights.append(self.received - received)
        # Processor time is told in hundredths of a second: over all turns it is exact enough, not over one.
        return Cost(median(waits[1:]), 1000 * sum(costs[1:]) / times, median(weights[1:]) / 1000, median(tolds[1:]))


@contextmanager
def browsing() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@contextmanager
def planner(browser: Browser, served: Served) -> Iterator[Planner]:
    """Somebody whose browser has seen nothing yet."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="fr-FR")
    yield Planner(context.new_page(), served)
    context.close()


def walked(
    browser: Browser,
    served: Served,
    page: str,
    activities: int,
    path: str,
    mark: str,
    acts: Mapping[str, Callable[[Page, int], None]],
    times: int,
) -> Walk:
    """A page opened several times, each time by another browser, then used."""
    waits, costs, weights = [], [], []
    for _ in range(3):
        with planner(browser, served) as one:
            before = served.spent()
            waits.append(one.opened(path, mark))
            costs.append(1000 * (served.spent() - before))
            weights.append(one.received / 1000)
    with planner(browser, served) as one:
        one.opened(path, mark)
        done = {name: one.act(what, times) for name, what in acts.items()}
    return Walk(page=page, activities=activities, ready=Cost(median(waits), median(costs), median(weights)), acts=done)
