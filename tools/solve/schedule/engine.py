"""The joint model solved: one exact call when it is small, a first draft and large neighbourhoods when it is not."""

import random
import time
from dataclasses import dataclass, field
from typing import Literal

from tools.solve.schedule.attempt import Found, Report, attempt
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.neighbours import NEIGHBOURHOODS, chains
from tools.solve.schedule.objective import undone
from tools.solve.schedule.problem import Placed, Problem, Schedule

EXACT = 25
"""Activities up to which one exact call is used; beyond, its search is too slow (docs/decisions/0005)."""
BATCH = 6
"""Activities placed together in the first draft."""
FREE = (7, 10, 14)
"""Activities reconsidered together: few enough for the call to end, enough to cross domains."""
SHARE_EACH = 0.5
"""Deterministic time of one call; a training chain of seven needs 0.4."""
PATIENCE = 80
"""Calls in a row that help nothing, after which the search ends."""
CALL_COST, CALL_RATE = 0.1, 6.0
"""Seconds that a call costs: building the model, and each unit of CP-SAT's deterministic time (measured)."""
REACTION = 0.8
"""How much of a neighbourhood's merit is kept from one call to the next."""


@dataclass
class Search:
    """A search in progress on one problem, with one seed, within a deterministic effort."""

    problem: Problem
    seed: int
    budget: Budget
    report: Report
    placed: dict[str, Placed] = field(default_factory=dict)
    spent: float = 0.0
    cut: bool = False
    optimal: bool = False

    def __post_init__(self) -> None:
        self.cost = sum(undone(self.problem, activity) for activity in self.problem.activities)
        self.unkept = self.problem.decided
        self._chance = random.Random(self.seed)
        self._deadline = self.budget.deadline()

    def exact(self) -> None:
        """One call on the whole model, in one thread: searches in turn were seen to end on another of equal plans."""
        parameters = {
            "num_workers": self.budget.threads,
            "random_seed": self.seed,
            "max_deterministic_time": self.budget.effort / CALL_RATE,
            "max_time_in_seconds": max(1.0, self._deadline - time.monotonic()),
        }
        known = self.problem.reference | self.placed
        found, effort = attempt(self.problem, self.problem, known, parameters, self.report)
        self.spent += effort
        self.cut = time.monotonic() >= self._deadline
        if found is not None and found.cost <= self.cost:
            self._take(found)
            self.optimal = found.optimal

    def construct(self) -> None:
        """A first draft at once: activities are placed a few at a time, the most pressing first, the others kept."""
        for batch in _batches(self.problem):
            self._reconsider(batch, SHARE_EACH)
            if self._over():
                return

    def improve(self) -> None:
        """Large neighbourhoods until the effort is spent or nothing helps; those that help are chosen more often."""
        merit = [1.0] * len(NEIGHBOURHOODS)
        idle = 0
        while not self._over() and idle < PATIENCE:
            which = self._chance.choices(range(len(NEIGHBOURHOODS)), weights=merit)[0]
            free = NEIGHBOURHOODS[which](self.problem, self.placed, self._chance, self._chance.choice(FREE))
            before = self.cost
            self._reconsider(free, SHARE_EACH)
            better = self.cost < before
            idle = 0 if better else idle + 1
            merit[which] = REACTION * merit[which] + (1 - REACTION) * (1.0 if better else 0.1)

    def settle(self) -> None:
        """One pass from first to last, a few items at a time: each begins as early as the cost allows."""
        names = sorted(self.placed, key=lambda name: (self.placed[name].start, name))
        for first in range(0, len(names), BATCH):
            if time.monotonic() >= self._deadline:
                self.cut = True
                return
            self._reconsider(set(names[first : first + BATCH]), SHARE_EACH, at_most=self.cost)

    def schedule(self) -> Schedule:
        """The best schedule so far."""
        names = [activity.id for activity in self.problem.activities]
        status: Literal["optimal", "feasible", "none"]
        status = "optimal" if self.optimal else "feasible" if self.placed else "none"
        return Schedule(
            status=status,
            placed=tuple(sorted(self.placed.values(), key=lambda one: (one.start, one.activity))),
            absent=tuple(name for name in names if name not in self.placed),
            unkept=self.unkept,
            cost=self.cost,
            cut_by_clock=self.cut,
        )

    def _reconsider(self, free: set[str], effort: float, at_most: int | None = None) -> None:
        parameters = {
            "num_workers": 1,
            "random_seed": self._chance.randrange(2**31),
            "max_deterministic_time": effort,
            "cp_model_probing_level": 0,
            "symmetry_level": 0,
        }
        known = self.problem.reference | self.placed
        part = self.problem.around(free, self.placed)
        found, spent = attempt(self.problem, part, known, parameters, at_most=at_most)
        self.spent += CALL_COST + CALL_RATE * spent
        if found is not None and found.cost <= self.cost:
            if found.cost < self.cost:
                self.report(found.cost)
            self._take(found)

    def _take(self, found: Found) -> None:
        self.placed, self.cost, self.unkept = found.placed, found.cost, found.unkept

    def _over(self) -> bool:
        self.cut = time.monotonic() >= self._deadline
        return self.cut or self.spent >= self.budget.effort or self.budget.stop()


def solve(problem: Problem, seed: int, budget: Budget, report: Report = lambda _: None) -> Schedule:
    """The best schedule found, the same for the same problem, seed, effort and versions.

    `effort` is about one second of one core, counted in calls and CP-SAT's deterministic time; settling what is found
    comes on top. A wall clock limit of several times the effort guards against a starved machine; a schedule that it
    cut short says so. `report` is told the cost of each better schedule. Only a search over the whole model can prove
    a schedule optimal.
    """
    search = Search(problem, seed, budget, report)
    search.construct()
    if len(problem.activities) <= EXACT:
        search.exact()
    else:
        search.improve()
    search.settle()
    return search.schedule()


def _batches(problem: Problem) -> list[set[str]]:
    """What people decided first, then what cannot be moved, what supplies others, and the rest by due date.

    What hangs together by precedence stays together.
    """
    tied = chains(problem)
    due = {a.id: a.latest or a.due or problem.clock.end for a in problem.activities}
    supplies = {a.id: any(e.quantity > 0 for mode in a.modes for e in mode.effects) for a in problem.activities}
    rank = {
        a.id: (a.id not in problem.pins, a.latest is None, not supplies[a.id], min(due[name] for name in tied[a.id]))
        for a in problem.activities
    }
    batches: list[set[str]] = []
    for name in sorted(rank, key=lambda one: (rank[one], min(tied[one]), one)):
        if any(name in batch for batch in batches):
            continue
        if batches and len(batches[-1] | tied[name]) <= BATCH:
            batches[-1] |= tied[name]
        else:
            batches.append(set(tied[name]))
    return batches
