"""The product's own engine, and one exact call on everything whatever its size."""

from bench.coupled.task import Limits, Report
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Problem, Schedule
from tools.solve.schedule.search import Search
from tools.solve.schedule.whole import decide_exactly


def ours(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """Exact when small, a first draft and large neighbourhoods beyond."""
    return solve(problem, limits.seed, Budget(limits.effort, limits.seconds, limits.threads), report)


def monolith(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """One CP-SAT call on the whole joint model."""
    search = Search(problem, limits.seed, Budget(limits.effort, limits.seconds, limits.threads), report)
    decide_exactly(search)
    return search.schedule()
