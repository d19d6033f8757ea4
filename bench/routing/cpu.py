"""Seconds of processor as a limit: on a machine with other work both have the same, whoever is interrupted."""

import time

WAIT = 10
"""Wall-clock seconds for each second of processor, after which a run ends all the same."""


class Processor:
    """True once this process has had so many seconds of processor since it was first asked."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._first: float | None = None

    def __call__(self, best_cost: int = 0) -> bool:
        now = time.process_time()
        self._first = now if self._first is None else self._first
        return now - self._first >= self._seconds
