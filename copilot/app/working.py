"""The worker's own process: `python -m copilot.app.working`, its settings read from the environment."""

import logging
import os
import signal
import threading
from functools import partial

from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.minds import backend_of
from copilot.app.shelf import shelf_of
from copilot.app.worker import Worker
from copilot.settings import Settings

WATCH_SECONDS = 1.0


def work(settings: Settings) -> None:
    """Executes runs until told to stop, or until the supervisor is gone."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: _leave(stop))
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    with Store(settings.store) as store:
        Worker(store, shelf_of(settings), draft, partial(backend_of, settings=settings)).work(stop)


def _leave(stop: threading.Event) -> None:
    stop.set()


def _leave_with(parent: int) -> None:
    alone = threading.Event()
    while os.getppid() == parent:
        alone.wait(WATCH_SECONDS)
    os._exit(0)  # a run that was going on is taken up again when its lease is over


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    work(Settings())
