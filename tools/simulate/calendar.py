"""Work counted in opening hours, and spans that nothing may begin in, over all runs at once."""

from collections.abc import Sequence

import numpy as np

from copilot.model.noun import Span
from tools.simulate.draws import Ints

NEVER = 2**50
"""Later than anything."""


class Calendar:
    """The opening hours of a place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._first, self._last = (np.array(edge, dtype=np.int64) for edge in zip(*spans, strict=True))
        self._opened = np.concatenate(([0], np.cumsum(self._last - self._first)))

    def finish(self, start: Ints, work: int, overtime: Ints | int = 0) -> Ints:
        """The minute at which so many open minutes have passed; NEVER when the calendar ends before.

        What could be finished within `overtime` minutes after closing is finished then, and not the day after.
        """
        at = np.searchsorted(self._last, start, side="right")
        inside = np.minimum(at, len(self._last) - 1)
        begun = np.where(at < len(self._last), np.maximum(start - self._first[inside], 0), 0)
        done = self._opened[at] + begun + work
        where = np.searchsorted(self._opened[1:], done)
        ends = np.minimum(where, len(self._last) - 1)
        left = self._opened[1:][ends] - done
        found = np.where(where < len(self._last), self._last[ends] - left, NEVER)
        over = done - self._opened[where]
        stays = (where > at) & (over <= overtime)
        return np.where(stays, self._last[np.maximum(where - 1, 0)] + over, found)


class Closed:
    """Spans in which a start is put off to their end."""

    def __init__(self, spans: Sequence[Span]) -> None:
        merged: list[list[int]] = []
        for first, last in sorted(spans):
            if merged and first <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], last)
            else:
                merged.append([first, last])
        self._first = np.array([first for first, _ in merged], dtype=np.int64)
        self._last = np.array([last for _, last in merged], dtype=np.int64)

    def opens(self, start: Ints) -> Ints:
        """The first minute, from `start` on, that is not closed."""
        if not len(self._first):
            return start
        at = np.searchsorted(self._first, start, side="right") - 1
        last = np.where(at >= 0, self._last[np.maximum(at, 0)], start)
        return np.asarray(np.maximum(start, last), dtype=np.int64)
