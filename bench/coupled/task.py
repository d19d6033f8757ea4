"""What every method is given, and what parts of it are solved apart."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from copilot.model.request import Domain
from tools.solve.schedule.price import missing
from tools.solve.schedule.problem import Pin, Placed, Problem, Schedule

Report = Callable[[int], None]


@dataclass(frozen=True)
class Limits:
    """The same for every method: wall clock, threads, seed; or effort instead of the clock, for tests."""

    seconds: float | None
    threads: int
    seed: int
    effort: float = math.inf


Method = Callable[[Problem, Limits, Report], Schedule]


def alone(problem: Problem, domain: Domain, placed: Mapping[str, Placed]) -> Problem:
    """The activities of a domain, beside those already placed, which are held where they are."""
    return replace(
        problem,
        activities=tuple(one for one in problem.activities if one.domain == domain or one.id in placed),
        pins={name: Pin(one.start, one.mode, one.assets) for name, one in placed.items()},
        reference={},
    )


def left_out(problem: Problem) -> int:
    """What a problem costs when nothing is done."""
    return sum(missing(activity) for activity in problem.activities)


def joined(problem: Problem, placed: Mapping[str, Placed], cut: bool = False) -> Schedule:
    """The places of several domains as one schedule."""
    return Schedule(
        status="feasible" if placed else "none",
        placed=tuple(sorted(placed.values(), key=lambda one: (one.start, one.activity))),
        absent=tuple(activity.id for activity in problem.activities if activity.id not in placed),
        cut_by_clock=cut,
    )
