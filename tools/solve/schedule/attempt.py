"""One CP-SAT call on a part of a problem."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from copilot.model.activity import Activity
from tools.solve.schedule.grid import finish
from tools.solve.schedule.limits import respect_limits
from tools.solve.schedule.objective import cost, starts
from tools.solve.schedule.order import in_order
from tools.solve.schedule.part import Part, is_fixed
from tools.solve.schedule.pins import hint, keep_decisions, stay_close
from tools.solve.schedule.price import missing
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.resources import one_thing_at_a_time, within_capacity
from tools.solve.schedule.stocks import hold_stocks
from tools.solve.schedule.variables import Draft, Linear, declare

Report = Callable[[int, int | None], None]
"""Told what the best schedule so far costs, and a cost that none can be under, when one is known."""
Aim = Literal["cheap", "soon", "first"]
Parameters = Mapping[str, int | float | bool]
LOOK_SECONDS = 0.2
"""How often a long call looks whether it is to stop, and tells what it has proven meanwhile."""


@dataclass(frozen=True)
class Found:
    """What one call found for the free activities: their places and cost, a proven least cost, and its effort."""

    placed: dict[str, Placed]
    cost: int
    bound: int | None
    optimal: bool
    effort: float


def quiet(_cost: int, _least: int | None) -> None:
    """Nobody is told."""


class _Watch(cp_model.CpSolverSolutionCallback):
    """Reports each better schedule as it is found and each bound that was proven, and stops when asked to."""

    def __init__(self, report: Report, base: int, stop: Callable[[], bool]) -> None:
        super().__init__()
        self._report, self._base, self._stop = report, base, stop
        self._cost: int | None = None
        self._least: int | None = None
        self._told: int | None = None

    def on_solution_callback(self) -> None:
        self._cost = round(self.objective_value) + self._base
        self._tell()

    def prove(self, bound: float) -> None:
        """Takes a bound, to be told by `beside`: nothing may be written from here."""
        self._least = round(bound) + self._base

    @contextmanager
    def beside(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Meanwhile another thread looks, now and then: a call may go on for long without a better schedule."""
        over = threading.Event()

        def look() -> None:
            while not over.wait(LOOK_SECONDS):
                if self._stop():
                    solver.stop_search()
                if self._least != self._told and self._cost is not None:
                    self._tell()

        solver.best_bound_callback = self.prove
        with ThreadPoolExecutor(1) as other:
            looking = other.submit(look)
            try:
                yield
            finally:
                over.set()
            looking.result()

    def _tell(self) -> None:
        cost, self._told = self._cost, self._least
        if cost is not None:
            self._report(cost, self._told)


def _solved(solver: cp_model.CpSolver, model: cp_model.CpModel, watch: _Watch | None) -> cp_model.CpSolverStatus:
    if watch is None:
        return solver.solve(model)
    with watch.beside(solver):
        return solver.solve(model, watch)


def is_sure(activity: Activity, worth: int, must: bool) -> bool:
    """True when an activity is sure to be done: it costs more left out than all does today, or it must be."""
    return missing(activity) > worth or (must and activity.mandatory)


class Attempt:
    """A part's model, built at once and solved later: building reads the schedule as it is at that moment."""

    def __init__(
        self,
        part: Part,
        known: Mapping[str, Placed],
        worth: int,
        aim: Aim = "cheap",
        at_most: int | None = None,
        must: bool = False,
    ) -> None:
        """A model of a part, which `known` places start.

        `worth` is what the free activities cost today: one that costs more when left out is sure to be done. The
        aim: `cheap`; `soon`, of equal costs the one that begins first; `first`, the one that begins first among those
        that cost `at_most`. With `must`, only schedules in which all that is mandatory is done.
        """
        self.part = part
        sure = frozenset(name for name in part.choices if is_sure(part.index.activity[name], worth, must))
        self._variables = variables = declare(part, sure)
        one_thing_at_a_time(variables)
        within_capacity(variables)
        in_order(variables)
        respect_limits(variables)
        hold_stocks(variables)
        broken = keep_decisions(variables)
        self._price = cost(variables, list(broken.values()), stay_close(variables))
        self._base = sum(part.index.price(name, None) for name in part.choices if name not in variables.drafts)
        if at_most is not None:
            variables.model.add(self._price <= at_most - self._base)
        variables.model.minimize(self._aimed(aim))
        self._proves = aim == "cheap"
        hint(variables, known)

    def _aimed(self, aim: Aim) -> Linear:
        variables = self._variables
        if aim == "soon":
            return (1 + variables.steps * len(variables.drafts)) * self._price + starts(variables)
        return starts(variables) if aim == "first" else self._price

    def solve(
        self,
        parameters: Parameters,
        report: Report | None = None,
        base: int = 0,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[Found | None, float]:
        """The best places found, None when there are none, and the deterministic time it took.

        The places that are known are always possible: an INFEASIBLE answer is met by a second solve without presolve
        (or-tools issue 5274).
        """
        if not self._variables.drafts:
            return Found({}, self._base, self._base, optimal=True, effort=0.0), 0.0
        solver = cp_model.CpSolver()
        for name, value in parameters.items():
            setattr(solver.parameters, name, value)
        watch = _Watch(report, base + self._base, stop or (lambda: False)) if report else None
        status = _solved(solver, self._variables.model, watch)
        effort = solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            solver.parameters.cp_model_presolve = False
            status = solver.solve(self._variables.model, watch)
            effort += solver.response_proto.deterministic_time
        if status == cp_model.MODEL_INVALID:
            raise AssertionError(self._variables.model.validate())
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, effort
        return self._found(solver, status == cp_model.OPTIMAL, effort), effort

    def _found(self, solver: cp_model.CpSolver, optimal: bool, effort: float) -> Found:
        bound = round(solver.best_objective_bound) + self._base if self._proves else None
        drafts = self._variables.drafts.items()
        return Found(
            placed={name: self._place(solver, draft) for name, draft in drafts if solver.value(draft.present)},
            cost=solver.value(self._price) + self._base,
            bound=bound,
            optimal=optimal and self._proves,
            effort=effort,
        )

    def _place(self, solver: cp_model.CpSolver, draft: Draft) -> Placed:
        problem = self.part.index.problem
        mode = next(choice.mode for name, choice in draft.choices.items() if solver.value(draft.modes[name]))
        fixed = is_fixed(draft.activity)
        start = draft.activity.earliest if fixed else solver.value(draft.start) * problem.clock.step
        end: int | None = start + mode.duration
        if mode.calendar is not None:
            end = finish(problem.calendars[mode.calendar], start, mode.duration)
        if end is None:
            raise AssertionError(f"{draft.activity.id} was placed where it cannot end")
        assets = tuple(hold.asset for hold in draft.holds if solver.value(hold.literal))
        return Placed(draft.activity.id, mode.id, start, end, assets)
