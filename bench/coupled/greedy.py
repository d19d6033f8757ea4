"""A dispatcher without a solver: the most urgent first, each as cheap and then as early as it still can be."""

from bench.coupled.task import Limits, Report
from tools.solve.schedule.dispatch import by_due, dispatch
from tools.solve.schedule.in_turn import joined
from tools.solve.schedule.index import Index
from tools.solve.schedule.insert import Inserter
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.problem import Problem, Schedule
from tools.solve.schedule.standing import Standing


def greedy(problem: Problem, limits: Limits, report: Report) -> Schedule:
    """What the product begins with, and nothing more; it takes no more time than it takes."""
    index = Index(problem)
    standing = Standing(index)
    dispatch(standing, Inserter(standing, Cutter(index)), by_due(index), lambda: False)
    report(standing.cost, None)
    return joined(problem, standing.placed)
