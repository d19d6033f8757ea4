"""Makes workers that die: reads `store log point milliseconds`, forks one that takes a run, says how it ended.

A worker kills itself with SIGKILL at its `point`-th step (0: never): before and after each write to the trail, each
question to the model and the end of the run; or is killed after some milliseconds (0: never). What it asks of model
and solver stands in the log, in the end how many steps it took. Nothing runs in this process itself: forks are safe.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from counting import Counting

import scenarios
from copilot.adapters.store import Store
from copilot.adapters.store.runs import Runs
from copilot.adapters.store.trail import RunTrail
from copilot.app.drafting import draft
from copilot.app.worker import Worker
from copilot.graph import build

LEASE = 0.3


class Steps:
    """Counts steps, and dies at one."""

    def __init__(self, last: int) -> None:
        self._last, self._numbers, self._lock, self.taken = last, count(1), Lock(), 0

    def step(self) -> None:
        """One step."""
        with self._lock:
            self.taken = next(self._numbers)
            if self.taken == self._last:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str) -> None:
        """Makes a method count a step before and one after."""
        real: Callable[..., Any] = getattr(owner, name)

        def stepped(*given: Any) -> Any:
            self.step()
            made = real(*given)
            self.step()
            return made

        setattr(owner, name, stepped)


def work(address: str, log: Path, point: int) -> None:
    """Takes the run that waits, as soon as its lease is over."""
    steps = Steps(point)
    for owner, name in ((RunTrail, "_write"), (Counting, "ask"), (Runs, "finish")):
        steps.around(owner, name)
    solve = build.solve

    def solved(*given: Any) -> Any:
        with log.open("a") as lines:
            lines.write(f"{os.getpid()} solve\n")
        return solve(*given)

    build.solve = solved
    with Store(address) as store:
        worker = Worker(store, scenarios, draft, lambda _name: Counting(log), LEASE)
        while not worker.take_one():
            time.sleep(0.02)
    with log.open("a") as lines:
        lines.write(f"steps {steps.taken}\n")


scenarios.load("mini")
for line in sys.stdin:
    address, log, point, milliseconds = line.split()
    child = os.fork()
    if child == 0:
        work(address, Path(log), int(point))
        os._exit(0)
    if int(milliseconds):
        time.sleep(int(milliseconds) / 1000)
        os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    sys.stdout.write(f"{child} {os.waitstatus_to_exitcode(ended)}\n")
    sys.stdout.flush()
