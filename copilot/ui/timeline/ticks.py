"""The days and hours of a plan in its own zone, already worded: the browser computes no date."""

from datetime import timedelta

from copilot.model.clock import Clock
from copilot.texts import Speaker

NOON, SIX, THREE, ONE, NEVER = 2, 3, 4, 5, 9
"""How much room an hour needs around it to be told; NEVER: only to say moments by."""


def days(clock: Clock, say: Speaker) -> list[tuple[int, str, bool]]:
    """Each local midnight of the window, and its first minute: (minute, day in words, whether a week begins)."""
    first = clock.at(0)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    found = [(0, _day(say, 0), first.isoweekday() == 1)]
    while (minute := clock.minute(midnight := midnight + timedelta(days=1))) < clock.end:
        found.append((minute, _day(say, minute), midnight.isoweekday() == 1))
    return found


def hours(clock: Clock) -> list[tuple[int, str, int]]:
    """Each full local hour of the window, and its first minute: (minute, hour in figures, how much room it needs).

    An hour that legal time skips is left out, one that it repeats stands twice.
    """
    found = [(0, f"{clock.at(0):%H:%M}", NEVER)]
    # Legal time changes by whole hours in the zones that a plan is made in.
    for minute in range(-clock.at(0).minute % 60, clock.end, 60):
        local = clock.at(minute)
        if minute:
            found.append((minute, f"{local:%H:%M}", _room(local.hour)))
    return found


def _day(say: Speaker, minute: int) -> str:
    return say.moment(minute).rpartition(" ")[0]


def _room(hour: int) -> int:
    if hour % 6 == 0:
        return {0: NEVER, 12: NOON}.get(hour, SIX)
    return THREE if hour % 3 == 0 else ONE
