"""Today's practice: each office plans alone, around what those before it have taken."""

from bench.coupled.task import Limits, Report, alone, joined, left_out
from copilot.model.request import DOMAINS, Domain
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Placed, Problem, Schedule


def in_turn(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """Each domain with a third of the time; one does not see what later ones ask, nor take up what they give back."""
    share = Limits(
        None if limits.seconds is None else limits.seconds / len(DOMAINS),
        limits.threads,
        limits.seed,
        limits.effort / len(DOMAINS),
    )
    return in_order(problem, DOMAINS, share, report)


def in_order(problem: Problem, order: tuple[Domain, ...], share: Limits, report: Report) -> Schedule:
    """Each domain in this order, with its share."""
    placed: dict[str, Placed] = {}
    cut = False
    for domain in order:
        part = alone(problem, domain, placed)
        others = left_out(problem) - left_out(part)

        def above(cost: int, others: int = others) -> None:
            report(cost + others)

        found = solve(part, share.seed, Budget(share.effort, share.seconds, share.threads), above)
        if found.unkept:
            raise AssertionError(f"{domain} moved {found.unkept}")
        placed |= {one.activity: one for one in found.placed}
        cut = cut or found.cut_by_clock
    return joined(problem, placed, cut)
