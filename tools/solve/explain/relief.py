"""What would make a task possible, each way already solved so that its effect is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tools.solve.explain.conflict import Conflict
from tools.solve.explain.loosen import Loosened, edited, ways
from tools.solve.explain.possible import possible, scope_of
from tools.solve.explain.rules import GroupOf, Rule
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.index import Index
from tools.solve.schedule.price import GOAL
from tools.solve.schedule.problem import Placed, Problem, Schedule


@dataclass(frozen=True)
class Relief:
    """A requirement that asks less, by how much, and the schedule that this gives.

    `cost`: how much more the schedule costs than today's, less when negative, without what moving items and leaving
    mandatory tasks out cost. `moved`: how many of today's items are elsewhere or gone. `gained`: mandatory tasks left
    out today and done then. `missing`: those still left out.
    """

    rule: Rule
    what: str
    amount: int
    schedule: Schedule
    cost: int
    moved: int
    gained: tuple[str, ...]
    missing: tuple[str, ...]


def reliefs(
    problem: Problem, schedule: Schedule, found: Conflict, seed: int, budget: Budget, group: GroupOf
) -> tuple[Relief, ...]:
    """For each requirement in conflict, the least that makes the task possible, solved; the cheapest first.

    One that the search could not turn into a whole schedule with the task in it is left out. The budget is that of
    one solve.
    """
    solved = []
    for rule in found.rules:
        least = None if rule == Rule("goal", found.about) else _least(problem, found, rule, group)
        if least is not None:
            solved.append(_solved(least, found.about, schedule, seed, budget))
    done = [one for one in solved if found.about not in one.schedule.absent]
    return tuple(sorted(done, key=lambda one: (len(one.missing), one.cost, one.rule)))


def _least(problem: Problem, found: Conflict, rule: Rule, group: GroupOf) -> Loosened | None:
    scope = scope_of(Index(problem), found.goals)
    for way in ways(problem, rule, group):
        goals = [name for name in found.goals if rule != Rule("goal", name)]
        if possible(way.problem, goals, scope) == "yes":
            return way
    return None


def _solved(way: Loosened, about: str, today: Schedule, seed: int, budget: Budget) -> Relief:
    """The loosened problem solved with the task before all others: what it pushes out is said."""
    before = {one.activity: one for one in today.placed}
    problem = replace(way.problem, reference=before)
    schedule = solve(edited(problem, about, mandatory=False, value=2 * GOAL), seed, budget)
    moved = _moved(before, schedule)
    held = sum(name not in problem.pins for name in moved)
    out, missing = _left_out(problem, today), _left_out(problem, schedule)
    own = schedule.cost - problem.moved * held - GOAL * len(missing)
    return Relief(
        rule=way.rule,
        what=way.what,
        amount=way.amount,
        schedule=schedule,
        cost=own - (today.cost - GOAL * len(out)),
        moved=len(moved),
        gained=tuple(name for name in out if name not in missing),
        missing=missing,
    )


def _left_out(problem: Problem, schedule: Schedule) -> tuple[str, ...]:
    absent = set(schedule.absent)
    return tuple(one.id for one in problem.activities if one.mandatory and one.id in absent)


def _moved(before: Mapping[str, Placed], schedule: Schedule) -> tuple[str, ...]:
    now = {one.activity: one for one in schedule.placed}
    return tuple(name for name, place in before.items() if not _same(place, now.get(name)))


def _same(before: Placed, now: Placed | None) -> bool:
    return now is not None and (before.start, before.mode, sorted(before.assets)) == (
        now.start,
        now.mode,
        sorted(now.assets),
    )
