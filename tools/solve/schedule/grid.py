"""Minutes and steps: the engine thinks in steps, rounding outwards, so that its plans hold to the minute."""

from copilot.model.noun import Span


def down(minute: int, step: int) -> int:
    """The last step at or before a minute."""
    return minute // step


def up(minute: int, step: int) -> int:
    """The first step at or after a minute."""
    return -(-minute // step)


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


def possible(spans: tuple[Span, ...], work: int, step: int, steps: int) -> list[Span]:
    """The (start, end) steps of work done in open time; it starts in a step that has open time in it."""
    pairs: list[Span] = []
    for start in range(steps):
        if not any(first < (start + 1) * step and last > start * step for first, last in spans):
            continue
        end = finish(spans, start * step, work)
        if end is not None and up(end, step) <= steps:
            pairs.append((start, up(end, step)))
    return pairs
