"""Today's practice, as the product itself compares with it."""

from bench.coupled.task import Limits, Report
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.in_turn import in_turn as each_in_turn
from tools.solve.schedule.problem import Problem, Schedule


def in_turn(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """Each domain with a third of the time."""
    return each_in_turn(problem, limits.seed, Budget(limits.effort, limits.seconds, limits.threads), report)
