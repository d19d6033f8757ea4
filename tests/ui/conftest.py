"""A desk that can be stopped and opened again, and a browser that lets nothing out unseen."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.ui.open_desk import NESTED

OPEN_DESK = Path(__file__).with_name("open_desk.py")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


class Desk:
    """The desk on a port of its own, its store in a folder of its own."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._env = os.environ | {"INTENDANCE_HOME": str(home), "INTENDANCE_PORT": str(port)}
        self._log = home / "desk.log"
        self._process: subprocess.Popen[str] | None = None

    def open(self) -> None:
        """Starts the desk and waits until it answers."""
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(OPEN_DESK)], env=self._env, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._process.stdout is not None
        # Streamlit greets on the same stream.
        for line in self._process.stdout:
            if line.strip() == self.address:
                return
        raise AssertionError(f"the desk did not start:\n{self._log.read_text()}")

    def nested(self) -> list[str]:
        """The parts of pages that were drawn within others: Streamlit loses what they are drawn in (decision 0017)."""
        return [line for line in self._log.read_text().splitlines() if line.startswith(NESTED)]

    def children(self) -> list[int]:
        """The processes of the desk and of its worker."""
        assert self._process is not None
        found = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text()
        return [int(child) for child in found.split()]

    def close(self) -> int:
        """Stops the desk as an operator does; returns its exit status."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        return process.returncode


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.open()
    yield made
    made.close()
    assert not made.nested()


@pytest.fixture
def browser() -> Iterator[Browser]:
    assert CHROMIUM.exists(), f"{CHROMIUM} is missing: install Debian's chromium to prove that the desk works"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def foreign() -> list[str]:
    """Every request that any page sent to another host than the desk's."""
    return []


@pytest.fixture
def page(browser: Browser, foreign: list[str]) -> Iterator[Page]:
    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            foreign.append(request.url)

    context = browser.new_context(viewport={"width": 1400, "height": 1100}, locale="fr-FR", accept_downloads=True)
    context.on("request", note)
    thrown: list[str] = []
    context.on("weberror", lambda one: thrown.append(str(one.error)))
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
    assert not thrown
