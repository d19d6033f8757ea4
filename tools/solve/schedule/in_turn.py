"""Today's practice, a reference to compare with: each office plans alone, around what those before it have taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from copilot.model.request import DOMAINS, Domain
from tools.solve.schedule.attempt import Report, quiet
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.price import missing
from tools.solve.schedule.problem import Pin, Placed, Problem, Schedule


def in_turn(
    problem: Problem, seed: int, budget: Budget, report: Report = quiet, order: Sequence[Domain] = DOMAINS
) -> Schedule:
    """Each domain in this order, with its share of the budget; none sees what later ones ask or give back.

    A domain whose share ends before all that others hold is back in its place adds nothing: the schedule was cut.
    """
    seconds = None if budget.seconds is None else budget.seconds / len(order)
    share = replace(budget, effort=budget.effort / len(order), seconds=seconds)
    placed: dict[str, Placed] = {}
    cut = stopped = False
    for domain in order:
        part = alone(problem, domain, placed)
        others = left_out(problem) - left_out(part)

        def above(cost: int, _least: int | None, others: int = others) -> None:
            report(cost + others, None)

        found = solve(part, seed, share, above)
        if any(name in placed for name in found.unkept):  # its share ended before the others were put back
            cut = True
            continue
        placed |= {one.activity: one for one in found.placed}
        cut, stopped = cut or found.cut_by_clock, stopped or found.stopped
    return replace(joined(problem, placed, cut), stopped=stopped)


def alone(problem: Problem, domain: Domain, placed: Mapping[str, Placed]) -> Problem:
    """The activities of a domain, beside those already placed, which are held where they are."""
    kept = {name: Pin(one.start, one.mode, one.assets) for name, one in placed.items()}
    activities = tuple(one for one in problem.activities if one.domain == domain or one.id in placed)
    decided = {one.id: problem.pins[one.id] for one in activities if one.id in problem.pins}
    return replace(problem, activities=activities, pins=decided | kept, reference={})


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
