"""One CP-SAT call on a problem, some of whose activities may be frozen."""

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tools.solve.schedule.grid import finish
from tools.solve.schedule.limits import respect_limits
from tools.solve.schedule.objective import cost, starts, undone
from tools.solve.schedule.order import in_order
from tools.solve.schedule.pins import hint, keep_decisions, stay_close
from tools.solve.schedule.problem import Placed, Problem
from tools.solve.schedule.resources import one_thing_at_a_time, within_capacity
from tools.solve.schedule.stocks import hold_stocks
from tools.solve.schedule.variables import Draft, Variables, declare

Report = Callable[[int], None]


@dataclass(frozen=True)
class Found:
    """A schedule found by one call: its places, its cost over the whole problem, decisions not kept, and the effort."""

    placed: dict[str, Placed]
    cost: int
    optimal: bool
    unkept: tuple[str, ...]
    effort: float


class _Watch(cp_model.CpSolverSolutionCallback):
    """Reports each better schedule as it is found."""

    def __init__(self, report: Report, base: int) -> None:
        super().__init__()
        self._report = report
        self._base = base

    def on_solution_callback(self) -> None:
        self._report(round(self.objective_value) + self._base)


def attempt(
    whole: Problem,
    problem: Problem,
    known: dict[str, Placed],
    parameters: dict[str, int | float | bool],
    report: Report | None = None,
    at_most: int | None = None,
) -> tuple[Found | None, float]:
    """The best schedule of `problem`, a part of `whole`, starting from `known`; None when none was found; the effort.

    With `at_most`, the schedule that begins earliest among those that cost no more.

    Leaving every free activity undone is always possible: an INFEASIBLE answer is met by a second solve without
    presolve (or-tools issue 5274).
    """
    variables = declare(problem)
    one_thing_at_a_time(variables)
    within_capacity(variables)
    in_order(variables)
    respect_limits(variables)
    hold_stocks(variables)
    broken = keep_decisions(variables)
    price = cost(variables, list(broken.values()), stay_close(variables))
    base = sum(undone(whole, activity) for activity in whole.activities if activity.id not in variables.drafts)
    if at_most is None:
        variables.model.minimize(price)
    else:
        variables.model.add(price <= at_most - base)
        variables.model.minimize(starts(variables))
    hint(variables, known)
    solver = cp_model.CpSolver()
    for name, value in parameters.items():
        setattr(solver.parameters, name, value)
    watch = _Watch(report, base) if report else None
    status = solver.solve(variables.model, watch)
    effort = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        solver.parameters.cp_model_presolve = False
        status = solver.solve(variables.model, watch)
        effort += solver.response_proto.deterministic_time
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(variables.model.validate())
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, effort
    found = Found(
        placed={
            name: _place(variables, solver, draft) for name, draft in variables.drafts.items() if _done(solver, draft)
        },
        cost=solver.value(price) + base,
        optimal=status == cp_model.OPTIMAL,
        unkept=tuple(name for name in whole.decided if name not in broken or solver.boolean_value(broken[name])),
        effort=effort,
    )
    return found, effort


def _done(solver: cp_model.CpSolver, draft: Draft) -> bool:
    return bool(solver.value(draft.present))


def _place(variables: Variables, solver: cp_model.CpSolver, draft: Draft) -> Placed:
    frozen = variables.problem.frozen.get(draft.activity.id)
    if frozen is not None:
        return frozen
    mode = next(mode for mode in draft.activity.modes if solver.value(draft.modes[mode.id]))
    start = draft.activity.earliest if draft.fixed() else solver.value(draft.start) * variables.step
    end: int | None = start + mode.duration
    if mode.calendar is not None:
        end = finish(variables.problem.calendars[mode.calendar], start, mode.duration)
    if end is None:
        raise AssertionError(f"{draft.activity.id} was placed where it cannot end")
    assets = tuple(asset for use in draft.uses for asset, named in use.named.items() if solver.value(named))
    return Placed(draft.activity.id, mode.id, start, end, assets)
