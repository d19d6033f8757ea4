"""A search in progress on one problem: what is known put back, a first draft, calls on a part or on everything."""

import random
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from tools.solve.schedule.attempt import Aim, Attempt, Found, Report
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.dispatch import ORDERS, dispatch
from tools.solve.schedule.index import Index
from tools.solve.schedule.insert import Inserter
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.price import is_unkept
from tools.solve.schedule.problem import Pin, Placed, Problem, Schedule
from tools.solve.schedule.standing import Standing

BATCH = 8
"""Activities placed together in the first draft."""
SHARE_EACH = 0.5
"""Deterministic time of one call; a training chain of seven needs 0.4."""
SHARE_FIRST = 0.2
"""Deterministic time of one call of the first draft, which the others improve on."""
REINSTATE = 2.0
"""Deterministic time to put a former plan back: it only decides what stays."""
WIDE = 0.2
"""How often a call may choose from everything that is possible, and not from a few modes and assets."""
CALL_COST, CALL_RATE = 0.06, 2.0
"""Seconds that a call costs: building the model, and each unit of CP-SAT's deterministic time (measured)."""
DISPATCH = 0.0015
"""Seconds that dispatching costs, for each activity (measured)."""
DRAFTING = 0.25
"""Share of the effort after which a draft has to do: no further order is dispatched."""


@dataclass
class Search:
    """A search in progress on one problem, with one seed, within a budget."""

    problem: Problem
    seed: int
    budget: Budget
    report: Report

    def __post_init__(self) -> None:
        self.begin(self.seed, self.budget)
        self.index = Index(self.problem)
        self.standing = Standing(self.index)
        self.cutter = Cutter(self.index)
        self._told, self._least = self.standing.cost, sum(self.index.least.values())
        self.drafting = False

    def begin(self, seed: int, budget: Budget) -> None:
        """Begins, or begins again from what stands."""
        self.seed, self.budget = seed, budget
        self.chance = random.Random(seed)
        self.spent, self.begun = 0.0, time.monotonic()
        self.cut = self.optimal = self.stopped = False
        self.bound: int | None = None
        self._deadline = self.begun + budget.longest

    @property
    def cost(self) -> int:
        """What the schedule costs now."""
        return self.standing.cost

    def reinstate(self) -> None:
        """One call in which what people decided, and the plan to stay close to, is where it was, or away."""
        before = {name: Pin(one.start, one.mode, one.assets) for name, one in self.problem.reference.items()}
        pins = {name: _completed(pin, before.get(name)) for name, pin in self.problem.pins.items()}
        decided = {name: pin for name, pin in pins.items() if None not in (pin.start, pin.mode, pin.assets)}
        known = {name: pin for name, pin in (before | decided).items() if name in self.index.activity}
        free = set(known)
        if free:
            part = self.cutter.cut(free, {}, self.standing.occupancy, exactly=known)
            there = {
                name: Placed(name, pin.mode or "", pin.start or 0, 0, pin.assets or ()) for name, pin in known.items()
            }
            found, effort = Attempt(part, there, self.standing.worth(free)).solve(self._parameters(REINSTATE))
            self._pay(effort)
            if found is not None:
                self._accept(free, found)

    def construct(self) -> None:
        """A first draft at once: the best of some dispatched in an order, then what found no place, a few at a time.

        Of that, only what must be done or was decided is sure to be tried, as long as there is effort.
        """
        self.drafting = True
        self.reinstate()
        self._dispatch()
        self.drafting = False
        for batch in _batches(self.index, self.standing.placed):
            pressing = any(self.index.activity[name].mandatory or name in self.problem.pins for name in batch)
            if self.is_over():
                return
            if pressing or self.progress() < DRAFTING:
                self.call(batch, "soon")

    def _dispatch(self) -> None:
        """From what is there, the best of the schedules dispatched in each order, as many as there is effort for."""
        before = dict(self.standing.placed)
        best, cost = before, self.cost
        for order in ORDERS:
            self.standing.back_to(before)
            dispatch(self.standing, Inserter(self.standing, self.cutter), order(self.index), self.is_over)
            self.pay(DISPATCH * len(self.index.activity))
            if self.cost < cost:
                best, cost = dict(self.standing.placed), self.cost
                self.tell()
            self.drafting = False
            if self.progress() > DRAFTING or self.is_stopped():
                break
        self.standing.back_to(best)

    def decide(self, share: float, must: bool = False, turns: bool = False, hinted: bool = True) -> None:
        """One call on everything with a share of what is left of the effort, on all cores.

        Of equal plans, searches in turn in several threads may end on either. With `must`, it ends at the first
        schedule that lacks nothing of what must be done. With `turns`, several ways to search share the core.
        Unless `hinted`, it begins from nothing.
        """
        if time.monotonic() < self._deadline and not self.is_stopped():  # building a large model alone takes seconds
            self.take(*self.question(must, turns, hinted)(share, self.budget.threads), proves=not must)

    def question(
        self, must: bool = False, turns: bool = False, hinted: bool = True
    ) -> Callable[[float, int], tuple[Found | None, float]]:
        """A call on everything as it stands, to be made when wanted, on other cores too: it changes nothing here."""
        attempt = self._attempt(set(self.index.activity), "cheap", must=must, hinted=hinted)

        def ask(share: float, threads: int) -> tuple[Found | None, float]:
            parameters: dict[str, int | float | bool] = {
                "num_workers": threads,
                "random_seed": self.seed,
                "stop_after_first_solution": must,
                "interleave_search": turns and threads == 1,
                "max_deterministic_time": share * max(0.0, self.budget.effort - self.spent) / CALL_RATE,
                "max_time_in_seconds": max(0.1, share * (self._deadline - time.monotonic())),
            }
            # What is proven of schedules that lack nothing is not proven of all.
            tell = (lambda cost, _: self._say(cost, None)) if must else self._say
            return attempt.solve(parameters, tell, stop=self.is_stopped)

        return ask

    def take(self, found: Found | None, effort: float, proves: bool = True) -> None:
        """Takes what a call on everything found, and what it proved."""
        self._pay(effort)
        if found is None:
            return
        self._accept(set(self.index.activity), found)
        if proves:  # what is proven of schedules that lack nothing is not proven of all
            self.prove(found.cost if found.optimal else found.bound)
            self.tell()

    def prove(self, bound: int | None) -> None:
        """Takes a cost that no schedule can be under; what costs no more is optimal."""
        if bound is not None:
            self.bound = bound if self.bound is None else max(bound, self.bound)
        self.optimal = self.bound is not None and self.cost <= self.bound

    def call(self, free: set[str], aim: Aim = "cheap") -> tuple[bool, bool]:
        """One call that decides a part anew; did it help, and was it optimal?"""
        worth = self.standing.worth(free)
        attempt = self._attempt(free, aim, worth if aim == "first" else None)
        found, effort = attempt.solve(self._parameters(SHARE_FIRST if aim == "soon" else SHARE_EACH))
        self._pay(effort)
        if found is not None:
            self._accept(free, found)
        return found is not None and found.cost < worth, found is not None and found.optimal

    def settle(self, exactly: bool) -> None:
        """One pass from first to last: each begins as early as the cost allows, a few together when `exactly`."""
        names = sorted(self.standing.placed, key=lambda name: (self.standing.placed[name].start, name))
        inserter = Inserter(self.standing, self.cutter)
        for first in range(0, len(names), BATCH):
            if time.monotonic() >= self._deadline:
                self.cut = True
                return
            free = names[first : first + BATCH]
            if exactly:
                self.call(set(free), "first")
            else:
                self._insert_again([name for name in free if name not in self.problem.pins], inserter)
        self.tell()

    def _insert_again(self, names: list[str], inserter: Inserter) -> None:
        """Each taken out and put back where it costs least and ends first, others staying where they are."""
        for name in names:
            before, cost = self.standing.placed[name], self.cost
            self.standing.take([name], {})
            inserter.insert(name)
            now = self.standing.placed.get(name)
            worse = now is None or (self.cost, now.end) > (cost, before.end)
            if worse or not self.standing.is_sound([name], {name: before}):
                self.standing.take([name], {name: before})

    def schedule(self) -> Schedule:
        """The schedule as it stands."""
        placed = self.standing.placed
        status: Literal["optimal", "feasible", "none"]
        status = "optimal" if self.optimal else "feasible" if placed else "none"
        return Schedule(
            status=status,
            placed=tuple(sorted(placed.values(), key=lambda one: (one.start, one.activity))),
            absent=tuple(name for name in self.index.activity if name not in placed),
            unkept=tuple(
                name for name, one in self.index.activity.items() if is_unkept(self.problem, one, placed.get(name))
            ),
            cost=self.cost,
            bound=sum(self.index.least.values()) if self.bound is None else self.bound,
            cut_by_clock=self.cut,
            stopped=self.stopped and not self.optimal,
        )

    def progress(self) -> float:
        """How much of the budget is spent, from 0 to 1; the clock counts only where it is what bounds the search."""
        spent = self.spent / self.budget.effort
        if self.budget.seconds is not None:
            spent = max(spent, (time.monotonic() - self.begun) / self.budget.seconds)
        return min(1.0, spent)

    def tell(self, cost: int | None = None) -> None:
        """Reports what a schedule costs, the one that stands if none is named, when it is the best so far."""
        self._say(self.cost if cost is None else cost, self.bound)

    def _say(self, cost: int, least: int | None) -> None:
        """Reports a lower cost, or a higher one that no schedule can be under."""
        if cost < self._told or (least is not None and least > self._least):
            self._told, self._least = min(cost, self._told), max(least or 0, self._least)
            self.report(self._told, self._least)

    def pay(self, seconds: float) -> None:
        """Counts effort."""
        self.spent += seconds

    def is_over(self) -> bool:
        """True when the budget is spent, or when somebody asks to stop."""
        self.cut = time.monotonic() >= self._deadline
        return self.cut or self.spent >= self.budget.effort or self.is_stopped()

    def is_stopped(self) -> bool:
        """True when somebody asks to stop and there is a whole draft to give them."""
        self.stopped = self.stopped or (not self.drafting and self.budget.stop())
        return self.stopped

    def _attempt(
        self, free: set[str], aim: Aim, at_most: int | None = None, must: bool = False, hinted: bool = True
    ) -> Attempt:
        narrow = len(free) < len(self.index.activity) and self.chance.random() > WIDE
        known = self.problem.reference | self.standing.placed if hinted else {}
        part = self.cutter.cut(free, self.standing.placed, self.standing.occupancy, self.chance if narrow else None)
        try:
            return Attempt(part, known, self.standing.worth(free), aim, at_most, must)
        finally:
            self.cutter.mend(part, self.standing.placed, self.standing.occupancy)

    def _parameters(self, share: float) -> dict[str, int | float | bool]:
        return {
            "num_workers": 1,
            "random_seed": self.chance.randrange(2**31),
            "max_deterministic_time": share,
            "max_time_in_seconds": max(0.05, self._deadline - time.monotonic()),
            "cp_model_probing_level": 0,
            "symmetry_level": 0,
        }

    def _accept(self, free: set[str], found: Found) -> None:
        """Takes what costs no more."""
        if found.cost <= self.standing.worth(free):
            self.standing.take(sorted(free), found.placed)
            self.tell()

    def _pay(self, effort: float) -> None:
        self.pay(CALL_COST + CALL_RATE * effort)


def _completed(pin: Pin, before: Pin | None) -> Pin:
    """What a decision leaves open is as it was."""
    if before is None:
        return pin
    start = before.start if pin.start is None else pin.start
    return Pin(start, pin.mode or before.mode, before.assets if pin.assets is None else pin.assets)


def _batches(index: Index, there: Collection[str]) -> list[set[str]]:
    """What people decided first, then what cannot be moved, what supplies others, and the rest by due date.

    What hangs together by precedence stays together; what is there already is left where it is.
    """
    problem, tied = index.problem, index.chains
    due = {a.id: a.latest or a.due or problem.clock.end for a in problem.activities}
    rank = {
        a.id: (
            a.id not in problem.pins,
            a.latest is None,
            a.id not in index.supplying,
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
