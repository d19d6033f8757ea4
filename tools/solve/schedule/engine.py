"""The joint model solved: one exact call when that can do it, a first draft and a long search when it cannot."""

from tools.solve.schedule.attempt import Report, quiet
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.improve import Improver
from tools.solve.schedule.islands import Islands
from tools.solve.schedule.problem import Problem, Schedule
from tools.solve.schedule.search import Search
from tools.solve.schedule.whole import decide_whole

WHOLE = 1500
"""Modes and assets to choose from up to which one call on everything is used; beyond, its search is too slow."""


def solve(problem: Problem, seed: int, budget: Budget, report: Report = quiet) -> Schedule:
    """The best schedule found, the same for the same problem, seed, effort, threads and versions.

    Effort is counted in calls, insertions and CP-SAT's deterministic time; settling what is found comes on top. A wall
    clock limit of several times the effort guards against a starved machine; a schedule that it cut short says so.
    `report` is told the cost of each better schedule. Only a call on everything can prove a schedule optimal. A search
    that is asked to stop ends with the best schedule so far, as soon as it has a whole one, and says so.
    """
    search = Search(problem, seed, budget, report)
    small = is_for_one_call(problem)
    if small:
        decide_whole(search)
    else:
        search.construct()
        if budget.threads > 1:
            Islands(search).run()
        else:
            Improver(search).run()
    search.settle(exactly=small and not search.stopped)
    return search.schedule()


def is_for_one_call(problem: Problem) -> bool:
    """True when one call on everything is best: when there is little to choose from, or no vehicle to name at all.

    Where everything is held in pools (project scheduling, shops) CP-SAT moves what follows along with what it frees,
    at any size; a search that keeps the rest where it is cannot.
    """
    return options(problem) <= WHOLE or not any(mode.assets for one in problem.activities for mode in one.modes)


def options(problem: Problem) -> int:
    """Modes and assets that there are to choose from."""
    modes = [mode for activity in problem.activities for mode in activity.modes]
    return len(modes) + sum(len(need.candidates) for mode in modes for need in mode.assets)
