"""What every method is given."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from tools.solve.schedule.problem import Problem, Schedule

Report = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Limits:
    """The same for every method: wall clock, threads, seed; or effort instead of the clock, for tests."""

    seconds: float | None
    threads: int
    seed: int
    effort: float = math.inf


Method = Callable[[Problem, Limits, Report], Schedule]
