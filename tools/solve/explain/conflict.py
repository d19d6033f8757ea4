"""The smallest set of requirements that cannot all hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tools.solve.explain.possible import possible, scope_of
from tools.solve.explain.rules import GroupOf, Rule, only, rules
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Problem

REACH = (0, 3, 8, 20)
"""How many neighbours are asked for beside a task, wider and wider, until not all can be done."""


@dataclass(frozen=True)
class Conflict:
    """Requirements that cannot all hold: without any one of them, the others can.

    `minimal` is false when a question was left open: then each may not be needed.
    """

    about: str
    rules: tuple[Rule, ...]
    minimal: bool

    @property
    def goals(self) -> tuple[str, ...]:
        """The tasks that cannot all be done."""
        return tuple(rule.of for rule in self.rules if rule.kind == "goal")


@dataclass
class Search:
    """The questions asked for one conflict; those left open make it unsure that each requirement is needed."""

    problem: Problem
    scope: frozenset[str]
    group: GroupOf
    asked: int = 0
    open: bool = False
    _known: dict[frozenset[Rule], bool] = field(default_factory=dict)

    def fails(self, kept: Iterable[Rule], confirm: bool = False) -> bool:
        """True when it is proven that the requirements cannot all hold."""
        key = frozenset(kept)
        if key not in self._known or confirm:
            goals = [rule.of for rule in key if rule.kind == "goal"]
            answer = possible(only(self.problem, key, self.group), goals, self.scope, confirm)
            self.asked += 1
            self.open = self.open or answer == "unknown"
            self._known[key] = answer == "no"
        return self._known[key]

    def smallest(self, base: Sequence[Rule], left: Sequence[Rule], added: bool) -> tuple[Rule, ...]:
        """What of `left` is needed, beside the base, to fail (Junker, QuickXplain, 2004)."""
        if added and self.fails(base):
            return ()
        if len(left) == 1:
            return tuple(left)
        half = len(left) // 2
        first, second = left[:half], left[half:]
        needed = self.smallest([*base, *first], second, bool(first))
        return (*self.smallest([*base, *needed], first, bool(needed)), *needed)


def conflict(
    problem: Problem, about: str, goals: Sequence[str], group: GroupOf = lambda asset: asset
) -> Conflict | None:
    """Why a task cannot be done beside the goals, nearest first; None when no proof was found that it cannot.

    The goals are tasks that a schedule does together, so that the task itself is always part of the conflict.
    The nearer the requirements that suffice, the earlier they are tried: the task alone, then with its neighbours.
    What is found is confirmed without presolve.
    """
    index = Index(problem)
    for reach in REACH:
        near = [about, *goals[:reach]]
        search = Search(problem, scope_of(index, near), group)
        asked = rules(problem, near, search.scope, group)
        if search.fails(asked):
            return _least(search, about, asked)
        if reach >= len(goals):
            return None
    return None


def _least(search: Search, about: str, asked: Sequence[Rule]) -> Conflict | None:
    mine = Rule("goal", about)
    needed = search.smallest([mine], [rule for rule in asked if rule != mine], added=True)
    found = tuple(sorted({mine, *needed}))
    if not search.fails(found, confirm=True):
        return None
    spared = [search.fails([rule for rule in found if rule != one]) for one in found if one != mine]
    return Conflict(about, found, minimal=not search.open and not any(spared))
