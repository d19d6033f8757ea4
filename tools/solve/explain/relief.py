"""What would make a task possible, each way already solved so that its effect is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from tools.solve.explain.conflict import Conflict, conflict
from tools.solve.explain.loosen import Loosened, edited, ways, with_lent
from tools.solve.explain.possible import possible, scope_of
from tools.solve.explain.rules import GroupOf, Rule, only
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.index import Index
from tools.solve.schedule.price import GOAL
from tools.solve.schedule.problem import Placed, Problem, Schedule

DEEP = 4
"""How many requirements may ask less together."""
WIDE = 12
"""How many sets of that size are tried."""
Parts = tuple[Loosened, ...]


@dataclass(frozen=True)
class Outcome:
    """What a schedule changes beside today's.

    `cost`: how much more it costs, less when negative, without what moving items and leaving mandatory tasks out
    cost. `moved`: how many of today's items are elsewhere or gone. `gained`: mandatory tasks left out today and done
    then. `missing`: those left out then.
    """

    cost: int
    moved: int
    gained: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Relief:
    """Requirements that ask less, by how much, and the schedule that this gives."""

    parts: Parts
    schedule: Schedule
    outcome: Outcome


@dataclass(frozen=True)
class Asked:
    """The task to be made possible, in a problem with its schedule of today, beside goals, nearest first."""

    problem: Problem
    today: Schedule
    about: str
    goals: Sequence[str]
    group: GroupOf


def reliefs(asked: Asked, found: Conflict, seed: int, budget: Budget) -> tuple[Relief, ...]:
    """For each requirement in conflict, the least that makes the task possible, solved; the cheapest first.

    Where none is enough, the task stands in more than one conflict: the least of two requirements at once, then of
    three, and so on. What the search could not turn into a whole schedule with the task in it is left out. The budget
    is that of one solve.
    """
    asked = replace(asked, group=with_lent(asked.group))
    tried: list[Parts] = [(least,) for least in _least_of(asked, found, ())]
    for _ in range(DEEP):
        solved = [_solved(asked, parts, seed, budget) for parts in tried if not _surely_not(asked, parts)]
        done = [one for one in solved if asked.about not in one.schedule.absent]
        if done:
            return tuple(sorted(done, key=lambda one: (len(one.outcome.missing), one.outcome.cost, _rules(one.parts))))
        tried = _larger(asked, tried)
    return ()


def outcome(before: Problem, today: Schedule, problem: Problem, schedule: Schedule) -> Outcome:
    """What a schedule of a problem changes beside today's of the problem before; today's is the former's reference."""
    moved = _moved({one.activity: one for one in today.placed}, schedule)
    held = sum(name not in problem.pins for name in moved)
    out, missing = _left_out(before, today), _left_out(problem, schedule)
    own = schedule.cost - problem.moved * held - GOAL * len(missing)
    return Outcome(
        cost=own - (today.cost - GOAL * len(out)),
        moved=len(moved),
        gained=tuple(name for name in out if name not in missing),
        missing=missing,
    )


def _least_of(asked: Asked, found: Conflict, before: Parts) -> Iterator[Loosened]:
    """For each requirement, the least way of asking less with which the conflict's tasks can all be done.

    Where there is none, the least with which this conflict is gone: another one remains.
    """
    problem = before[-1].problem if before else asked.problem
    scope = scope_of(Index(problem), found.goals)
    for rule in found.rules:
        if rule == Rule("goal", asked.about):
            continue
        goals = [name for name in found.goals if rule != Rule("goal", name)]
        every = list(ways(problem, rule, asked.group))
        alone = ((way, only(way.problem, frozenset(found.rules), asked.group)) for way in every)
        both = chain(((way, way.problem) for way in every), alone)
        least = next((way for way, loose in both if possible(loose, goals, scope) == "yes"), None)
        if least is not None:
            yield least


def _larger(asked: Asked, tried: Sequence[Parts]) -> list[Parts]:
    """Each set that was not enough, with one requirement of the conflict that is left, giving up tasks last."""
    found: dict[tuple[tuple[Rule, str, int], ...], Parts] = {}
    for parts in tried:
        given_up = {one.rule.of for one in parts if one.rule.kind == "goal"}
        goals = [name for name in asked.goals if name not in given_up]
        left = conflict(parts[-1].problem, asked.about, goals, asked.group)
        for way in () if left is None else _least_of(asked, left, parts):
            larger = _joined(parts, way)
            found.setdefault(tuple(sorted((one.rule, one.what, one.amount) for one in larger)), larger)
    return sorted(found.values(), key=lambda parts: sum(one.what == "dropped" for one in parts))[:WIDE]


def _joined(parts: Parts, way: Loosened) -> Parts:
    """The parts and one more; what was already done about the same requirement is added to it."""
    same = [one for one in parts if (one.rule, one.what) == (way.rule, way.what)]
    others = tuple(one for one in parts if one not in same)
    return (*others, replace(way, amount=way.amount + sum(one.amount for one in same)))


def _surely_not(asked: Asked, parts: Parts) -> bool:
    problem = parts[-1].problem
    return possible(problem, [asked.about], scope_of(Index(problem), [asked.about])) == "no"


def _solved(asked: Asked, parts: Parts, seed: int, budget: Budget) -> Relief:
    """The loosened problem solved with the task before all others: what it pushes out is said."""
    before = {one.activity: one for one in asked.today.placed}
    problem = replace(parts[-1].problem, reference=before)
    schedule = solve(edited(problem, asked.about, mandatory=False, value=2 * GOAL), seed, budget)
    return Relief(parts, schedule, outcome(asked.problem, asked.today, problem, schedule))


def _rules(parts: Parts) -> tuple[Rule, ...]:
    return tuple(one.rule for one in parts)


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
