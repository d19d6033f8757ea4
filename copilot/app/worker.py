"""The worker: takes queued runs one after the other, drafts, and writes what happens as it happens."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from copilot.adapters.store import Claim, FencedError, Store
from copilot.app.local import Library
from copilot.model.errors import IntendanceError, ScenarioError
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.ports import Event, Progress

LEASE_SECONDS = 30.0
IDLE_SECONDS = 0.5
GRACE_SECONDS = 2.0
SOURCE = "worker"
FENCED = 75
"""Exit status of a worker that lost its run while it was busy: nothing is wrong, another is to be started."""

Drafter = Callable[[Scenario, Order, Progress, Plan | None], Plan]
log = logging.getLogger(__name__)


class Worker:
    """Executes runs until told to stop; a run whose worker dies is taken up again when its lease is over."""

    def __init__(self, store: Store, library: Library, draft: Drafter, lease: float = LEASE_SECONDS) -> None:
        self._store = store
        self._library = library
        self._draft = draft
        self._lease = lease
        self._owner = f"{os.uname().nodename}:{os.getpid()}"

    def work(self, stop: threading.Event) -> None:
        """Takes run after run until `stop` is set."""
        while not stop.is_set():
            if not self.take_one():
                stop.wait(IDLE_SECONDS)

    def take_one(self) -> bool:
        """Executes one run; False when none waits."""
        claim = self._store.runs.claim(self._owner, self._lease)
        if claim is None:
            return False
        try:
            with self._kept_alive(claim):
                self._execute(claim)
        except FencedError:
            log.warning("run %s was taken away", claim.run)
        return True

    def _execute(self, claim: Claim) -> None:
        def tell(event: Event) -> None:
            self._store.runs.tell(claim, event)

        code = "desk.event.started" if claim.epoch == 1 else "desk.event.resumed"
        tell(Event(source=SOURCE, message=Message(code=code)))
        try:
            order = claim.order
            parent = self._store.plans.get(order.parent) if order.parent else None
            plan = self._draft(self._library.load(order.scenario), order, tell, parent)
            self._store.runs.finish(claim, plan)
        except FencedError:
            raise
        except IntendanceError as error:
            for problem in error.problems[:20] if isinstance(error, ScenarioError) else ():
                tell(Event(source=SOURCE, message=problem.message))
            self._store.runs.fail(claim, error.message)
        except Exception:
            log.exception("run %s failed", claim.run)
            self._store.runs.fail(claim, Message(code="error.run_crashed"))

    @contextmanager
    def _kept_alive(self, claim: Claim) -> Iterator[None]:
        over = threading.Event()
        beat = threading.Thread(target=self._beat, args=(claim, over), daemon=True)
        beat.start()
        try:
            yield
        finally:
            over.set()
            beat.join()

    def _beat(self, claim: Claim, over: threading.Event) -> None:
        while not over.wait(self._lease / 3):
            try:
                self._store.runs.renew(claim, self._lease)
            except FencedError:
                if over.wait(GRACE_SECONDS):  # the run has just been closed by this very worker
                    return
                # A solve cannot be interrupted from outside: the process goes, its supervisor starts another.
                os._exit(FENCED)
