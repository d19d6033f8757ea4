"""The joint model solved: one exact call when it is small, a first draft and large neighbourhoods when it is not."""

import random
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from tools.solve.schedule.attempt import Aim, Attempt, Found, Parameters, Report
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.dispatch import ORDERS, Dispatcher
from tools.solve.schedule.index import Index
from tools.solve.schedule.neighbours import NEIGHBOURHOODS
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.price import GOAL, is_unkept
from tools.solve.schedule.problem import Pin, Placed, Problem, Schedule
from tools.solve.schedule.standing import Standing

WHOLE = 1500
"""Modes and assets to choose from up to which one call on everything is used; beyond, its search is too slow."""
BATCH = 8
"""Activities placed together in the first draft."""
FREE = (6, 40)
"""Activities reconsidered together: how many at least, how many at most."""
SHARE_EACH = 0.5
"""Deterministic time of one call; a training chain of seven needs 0.4."""
SHARE_FIRST = 0.2
"""Deterministic time of one call of the first draft, which the others improve on."""
REINSTATE = 2.0
"""Deterministic time to put a former plan back: it only decides what stays."""
PATIENCE = 150
"""Calls in a row that help nothing, after which the search ends."""
STALE = 40
"""Calls in a row that help nothing, after which the search is shaken."""
LOSS = 0.01
"""Share of the cost that shaking may lose."""
WIDE = 0.2
"""How often a call may choose from everything that is possible, and not from a few modes and assets."""
CALL_COST, CALL_RATE = 0.06, 2.0
"""Seconds that a call costs: building the model, and each unit of CP-SAT's deterministic time (measured)."""
DISPATCH = 0.003
"""Seconds that dispatching costs, for each activity (measured)."""
REACTION = 0.9
"""How much of a neighbourhood's merit is kept from one call to the next."""


@dataclass
class Arm:
    """A neighbourhood, what it has been worth, and how many activities it frees."""

    merit: float = 1.0
    size: float = 12.0

    def learn(self, better: bool, optimal: bool) -> None:
        """Helpful ones are chosen more often; those that end at once without help reach further."""
        self.merit = REACTION * self.merit + (1 - REACTION) * (1.0 if better else 0.1)
        if not optimal:
            self.size = max(FREE[0], 0.9 * self.size)
        elif not better:
            self.size = min(FREE[1], 1.05 * self.size)


@dataclass
class Search:
    """A search in progress on one problem, with one seed, within a budget."""

    problem: Problem
    seed: int
    budget: Budget
    report: Report
    spent: float = 0.0
    cut: bool = False
    optimal: bool = False
    bound: int | None = None
    arms: list[Arm] = field(default_factory=lambda: [Arm() for _ in NEIGHBOURHOODS])

    def __post_init__(self) -> None:
        self.index = Index(self.problem)
        self.standing = Standing(self.index)
        self._cutter = Cutter(self.index)
        self._chance = random.Random(self.seed)
        self._deadline = self.budget.deadline()
        self._told = self.standing.cost

    @property
    def cost(self) -> int:
        """What the schedule costs now."""
        return self.standing.cost

    def reinstate(self) -> None:
        """One call in which what people decided, and the plan to stay close to, is where it was, or away."""
        before = {name: Pin(one.start, one.mode, one.assets) for name, one in self.problem.reference.items()}
        decided = {
            name: pin for name, pin in self.problem.pins.items() if None not in (pin.start, pin.mode, pin.assets)
        }
        known = {name: pin for name, pin in (before | decided).items() if name in self.index.activity}
        free = set(known)
        if free:
            part = self._cutter.cut(free, {}, self.standing.occupancy, exactly=known)
            found, effort = Attempt(part, {}, self.standing.worth(free)).solve(self._parameters(REINSTATE))
            self._pay(effort)
            if found is not None:
                self._accept(free, found)

    def construct(self) -> None:
        """A first draft at once: the best of some dispatched in an order, then what found no place, a few at a time."""
        self.reinstate()
        self._dispatch()
        for batch in _batches(self.index, self.standing.placed):
            self._try([batch], "soon")
            if self._over():
                return

    def _dispatch(self) -> None:
        """From what is there, the best of the schedules dispatched in each order."""
        before = dict(self.standing.placed)
        best, cost = before, self.cost
        for order in ORDERS:
            self.standing.back_to(before)
            Dispatcher(self.standing, self._cutter).dispatch(order(self.index), self._over)
            self._pay_seconds(DISPATCH * len(self.index.activity))
            if self.cost < cost:
                best, cost = dict(self.standing.placed), self.cost
        self.standing.back_to(best)
        self._tell()

    def whole(self) -> None:
        """One call on everything; of equal plans, searches in turn in several threads may end on either."""
        parameters = {
            "num_workers": self.budget.threads,
            "random_seed": self.seed,
            "max_deterministic_time": max(0.0, self.budget.effort - self.spent) / CALL_RATE,
            "max_time_in_seconds": max(0.1, self._deadline - time.monotonic()),
        }
        free = set(self.index.activity)
        known = self.problem.reference | self.standing.placed
        attempt = self._attempt(free, known)
        found, effort = attempt.solve(parameters, self.report, stop=self.budget.stop)
        self._pay(effort)
        if found is not None:
            self._accept(free, found)
            self.optimal, self.bound = found.optimal, found.bound

    def improve(self) -> None:
        """Large neighbourhoods until the budget is spent or nothing helps; those that help are chosen more often.

        When nothing has helped for a while, a part is made as different as a small loss allows; if what follows from
        there is no better, the search goes back to the best.
        """
        best, cost, idle = dict(self.standing.placed), self.cost, 0
        while not self._over() and idle < PATIENCE:
            self._step()
            idle += self.budget.threads
            if self.cost < cost:
                best, cost, idle = dict(self.standing.placed), self.cost, 0
            elif idle % STALE < self.budget.threads:
                self.standing.back_to(best)
                self._shake()
        self.standing.back_to(best)

    def _step(self) -> None:
        """One neighbourhood for each thread."""
        merits = [arm.merit for arm in self.arms]
        chosen = self._chance.choices(range(len(self.arms)), weights=merits, k=self.budget.threads)
        sizes = [round(self.arms[which].size) for which in chosen]
        frees = [
            NEIGHBOURHOODS[which](self.standing, self._chance, size) for which, size in zip(chosen, sizes, strict=True)
        ]
        for which, (better, optimal) in zip(chosen, self._try(frees), strict=True):
            self.arms[which].learn(better, optimal)

    def _shake(self) -> None:
        free = NEIGHBOURHOODS[0](self.standing, self._chance, FREE[0] + self._chance.randrange(FREE[0]))
        loss = round(LOSS * self.cost) if self.cost < GOAL else 0
        attempt = self._attempt(free, self.standing.placed, "other", self.standing.worth(free) + loss)
        found, effort = attempt.solve(self._parameters(SHARE_FIRST))
        self._pay(effort)
        if found is not None:
            self.standing.take(sorted(free), found.placed)

    def settle(self) -> None:
        """One pass from first to last, a few items at a time: each begins as early as the cost allows."""
        names = sorted(self.standing.placed, key=lambda name: (self.standing.placed[name].start, name))
        for first in range(0, len(names), BATCH):
            if time.monotonic() >= self._deadline:
                self.cut = True
                return
            free = set(names[first : first + BATCH])
            attempt = self._attempt(free, self.standing.placed, "first", self.standing.worth(free))
            found, _ = attempt.solve(self._parameters())
            if found is not None:
                self._accept(free, found)

    def schedule(self) -> Schedule:
        """The best schedule so far."""
        placed = self.standing.placed
        names = list(self.index.activity)
        status: Literal["optimal", "feasible", "none"]
        status = "optimal" if self.optimal else "feasible" if placed else "none"
        return Schedule(
            status=status,
            placed=tuple(sorted(placed.values(), key=lambda one: (one.start, one.activity))),
            absent=tuple(name for name in names if name not in placed),
            unkept=tuple(
                name for name, one in self.index.activity.items() if is_unkept(self.problem, one, placed.get(name))
            ),
            cost=self.cost,
            bound=sum(self.index.least.values()) if self.bound is None else self.bound,
            cut_by_clock=self.cut,
        )

    def _try(self, frees: Sequence[set[str]], aim: Aim = "cheap") -> list[tuple[bool, bool]]:
        """Solves several parts side by side, and takes what helps; for each: did it, was it optimal?

        All start from the same schedule: the second that helps is solved again on what the first one left.
        """
        known = self.problem.reference | self.standing.placed
        attempts = [self._attempt(free, known, aim) for free in frees]
        parameters = [self._parameters(SHARE_EACH if aim == "cheap" else SHARE_FIRST) for _ in frees]
        if len(attempts) == 1:
            answers = [attempts[0].solve(parameters[0])]
        else:
            with ThreadPoolExecutor(len(attempts)) as pool:
                answers = list(pool.map(lambda pair: pair[0].solve(pair[1]), zip(attempts, parameters, strict=True)))
        results, stale = [], False
        for free, (found, effort), asked in zip(frees, answers, parameters, strict=True):
            self._pay(effort)
            better = found is not None and found.cost < self.standing.worth(free)
            results.append((better, found is not None and found.optimal))
            if found is not None and stale:
                found = self._again(free, found, asked) if better else None
            if found is not None:
                stale = self._accept(free, found) or stale
        return results

    def _again(self, free: set[str], found: Found, asked: Parameters) -> Found | None:
        """A part solved again on what another one left; what was found before is only a hint."""
        again, effort = self._attempt(free, self.standing.placed | found.placed).solve(asked)
        self._pay(effort)
        return again

    def _attempt(
        self, free: set[str], known: dict[str, Placed], aim: Aim = "cheap", at_most: int | None = None
    ) -> Attempt:
        narrow = len(free) < len(self.index.activity) and self._chance.random() > WIDE
        chance = self._chance if narrow else None
        part = self._cutter.cut(free, self.standing.placed, self.standing.occupancy, chance)
        try:
            return Attempt(part, known, self.standing.worth(free), aim, at_most)
        finally:
            self._cutter.mend(part, self.standing.placed, self.standing.occupancy)

    def _parameters(self, share: float = SHARE_EACH) -> dict[str, int | float | bool]:
        return {
            "num_workers": 1,
            "random_seed": self._chance.randrange(2**31),
            "max_deterministic_time": share,
            "max_time_in_seconds": max(0.05, self._deadline - time.monotonic()),
            "cp_model_probing_level": 0,
            "symmetry_level": 0,
        }

    def _accept(self, free: set[str], found: Found) -> bool:
        """Takes what costs no more, and tells whether it was taken: what was found beside it no longer holds."""
        if found.cost > self.standing.worth(free):
            return False
        self.standing.take(sorted(free), found.placed)
        self._tell()
        return True

    def _tell(self) -> None:
        if self.cost < self._told:
            self._told = self.cost
            self.report(self.cost)

    def _pay(self, effort: float) -> None:
        self._pay_seconds(CALL_COST + CALL_RATE * effort)

    def _pay_seconds(self, seconds: float) -> None:
        self.spent += seconds

    def _over(self) -> bool:
        self.cut = time.monotonic() >= self._deadline
        return self.cut or self.spent >= self.budget.effort or self.budget.stop()


def solve(problem: Problem, seed: int, budget: Budget, report: Report = lambda _: None) -> Schedule:
    """The best schedule found, the same for the same problem, seed, effort and versions.

    Effort is counted in calls and CP-SAT's deterministic time; settling what is found comes on top. A wall clock limit
    of several times the effort guards against a starved machine; a schedule that it cut short says so. `report` is
    told the cost of each better schedule. Only a call on everything can prove a schedule optimal.
    """
    search = Search(problem, seed, budget, report)
    search.construct()
    if options(problem) <= WHOLE:
        search.whole()
    else:
        search.improve()
    search.settle()
    return search.schedule()


def options(problem: Problem) -> int:
    """Modes and assets that there are to choose from."""
    modes = [mode for activity in problem.activities for mode in activity.modes]
    return len(modes) + sum(len(need.candidates) for mode in modes for need in mode.assets)


def _batches(index: Index, there: Collection[str]) -> list[set[str]]:
    """What people decided first, then what cannot be moved, what supplies others, and the rest by due date.

    What hangs together by precedence stays together; what is there already is left where it is.
    """
    problem, tied = index.problem, index.chains
    due = {a.id: a.latest or a.due or problem.clock.end for a in problem.activities}
    supplies = {a.id: any(e.quantity > 0 for mode in a.modes for e in mode.effects) for a in problem.activities}
    rank = {
        a.id: (
            a.id not in problem.pins,
            a.latest is None,
            not supplies[a.id],
            not a.mandatory,
            min(due[name] for name in tied[a.id]),
        )
        for a in problem.activities
    }
    batches: list[set[str]] = []
    placed = set(there)
    for name in sorted(rank, key=lambda one: (rank[one], min(tied[one]), one)):
        if name in placed:
            continue
        together = tied[name] - placed
        if batches and len(batches[-1] | together) <= BATCH:
            batches[-1] |= together
        else:
            batches.append(set(together))
        placed |= together
    return batches
