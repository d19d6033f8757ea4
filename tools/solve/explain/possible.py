"""Whether some activities can all be done, whatever it costs."""

from collections.abc import Iterable
from typing import Literal

from ortools.sat.python import cp_model

from tools.solve.schedule.index import Index
from tools.solve.schedule.limits import respect_limits
from tools.solve.schedule.occupancy import Occupancy
from tools.solve.schedule.order import in_order
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.pins import keep_decisions
from tools.solve.schedule.problem import Problem
from tools.solve.schedule.resources import one_thing_at_a_time, within_capacity
from tools.solve.schedule.stocks import hold_stocks
from tools.solve.schedule.variables import declare

Answer = Literal["yes", "no", "unknown"]
SHARE = 4.0
"""Deterministic time of one question."""


def possible(problem: Problem, goals: Iterable[str], scope: frozenset[str], confirm: bool = False) -> Answer:
    """Can all goals be done, with what the activities of the scope may bring?

    With `confirm`, asked without presolve (or-tools issue 5274). `unknown` when the effort did not suffice.
    """
    index, wanted = Index(problem), frozenset(goals) | (problem.pins.keys() & scope)
    part = Cutter(index).cut(set(scope), {}, Occupancy(index))
    if any(not part.choices[name] for name in wanted):
        return "no"
    variables = declare(part, wanted)
    one_thing_at_a_time(variables)
    within_capacity(variables)
    in_order(variables)
    respect_limits(variables)
    hold_stocks(variables)
    for broken in keep_decisions(variables).values():
        variables.model.add(broken == 0)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = SHARE
    solver.parameters.cp_model_presolve = not confirm
    status = solver.solve(variables.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "yes"
    return "no" if status == cp_model.INFEASIBLE else "unknown"


def scope_of(index: Index, goals: Iterable[str]) -> frozenset[str]:
    """The goals and all that may have to come before them: predecessors, suppliers, what renews their assets."""
    resets: dict[str, set[str]] = {}
    for limit in index.problem.limits:
        resets.setdefault(limit.asset, set()).update(limit.resets)
    found: set[str] = set()
    todo = [name for name in goals if name in index.activity]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        activity = index.activity[name]
        todo += [before.activity for before in activity.after if before.activity in index.activity]
        todo += index.suppliers.get(name, ())
        todo += [reset for resource in index.resources[name] for reset in resets.get(resource, ())]
        todo = [one for one in todo if one in index.activity]
    return frozenset(found)
