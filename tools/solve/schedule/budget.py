"""How long a search may go on, and on how many cores."""

import math
from collections.abc import Callable
from dataclasses import dataclass

CLOCK_MARGIN = 4.0
"""A search bound by effort is also stopped by the clock, at so many times its effort, on a starved machine."""


def never() -> bool:
    """Nobody asks the search to stop."""
    return False


@dataclass(frozen=True)
class Budget:
    """The limits of one search.

    `effort` is deterministic, about seconds of one core; `seconds` is wall clock: with it the result is no longer the
    same each time. `threads`: cores used. `stop` is asked between calls and
    beside long ones: once true, the best schedule so far is given.
    """

    effort: float = math.inf
    seconds: float | None = None
    threads: int = 1
    stop: Callable[[], bool] = never

    @property
    def longest(self) -> float:
        """Seconds of wall clock after which a search must have ended."""
        return CLOCK_MARGIN * self.effort + 60 if self.seconds is None else self.seconds
