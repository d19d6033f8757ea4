"""Minutes and steps: the engine thinks in steps, rounding outwards, so that its plans hold to the minute."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from copilot.model.noun import Span

Steps = npt.NDArray[np.int64]


def down(minute: int, step: int) -> int:
    """The last step at or before a minute."""
    return minute // step


def up(minute: int, step: int) -> int:
    """The first step at or after a minute."""
    return -(-minute // step)


def within(values: Steps, steps: int) -> Steps:
    """Steps brought into the window (numpy's own clip takes several times longer on short arrays)."""
    return np.asarray(np.minimum(np.maximum(values, 0), steps), dtype=np.int64)


def finish(spans: tuple[Span, ...], start: int, work: int) -> int | None:
    """The minute at which `work` open minutes begun at `start` are done; None when the calendar ends before."""
    left = work
    for first, last in spans:
        begin = max(first, start)
        if begin >= last:
            continue
        if last - begin >= left:
            return begin + left
        left -= last - begin
    return None


@lru_cache(maxsize=8192)
def possible(spans: tuple[Span, ...], work: int, step: int, steps: int) -> tuple[Steps, Steps]:
    """The starts and ends, in steps, of work done in open time; it starts in a step that has open time in it.

    Both are shared by all callers: nobody may write into them.
    """
    edges = np.arange(steps + 1, dtype=np.int64) * step
    if not spans:
        return _shared(edges[:0]), _shared(edges[:0])
    first, last = np.array(spans, dtype=np.int64).T
    opened = np.concatenate(([0], np.cumsum(last - first)))
    span = np.searchsorted(last, edges, side="right")
    begun = np.append(first, last[-1])[span]
    before = opened[span] + np.maximum(edges - begun, 0)
    done = before[:-1] + work
    ends_in = np.searchsorted(opened[1:], done)
    starts = np.flatnonzero((before[1:] > before[:-1]) & (ends_in < len(spans)))
    where = ends_in[starts]
    ends = -(-(last[where] - (opened[1:][where] - done[starts])) // step)
    fits = ends <= steps
    return _shared(starts[fits]), _shared(ends[fits])


def _shared(values: Steps) -> Steps:
    values.flags.writeable = False
    return values
