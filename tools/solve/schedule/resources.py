"""A vehicle does one thing at a time; pools never give more places than they have."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from copilot.model.activity import Mode, Pool, PoolNeed
from tools.solve.schedule.grid import Steps
from tools.solve.schedule.occupancy import held as held_steps
from tools.solve.schedule.variables import Draft, Hold, Variables, interval, span


def one_thing_at_a_time(variables: Variables) -> None:
    """No asset is held by two activities at once."""
    model = variables.model
    holds: dict[str, list[Hold]] = defaultdict(list)
    for draft in variables.drafts.values():
        for hold in draft.holds:
            holds[hold.asset].append(hold)
    for asset, found in holds.items():
        busy = [
            model.new_fixed_size_interval_var(first, last - first, "")
            for first, last, taken in _stretches(variables.part.occupancy.asset(asset))
            if taken
        ]
        if len(found) + len(busy) > 1:
            model.add_no_overlap([*busy, *(hold.interval for hold in found)])


def within_capacity(variables: Variables) -> None:
    """Pools hold at every step; one that is left enough for all its needs at once is left out of the model."""
    asked: dict[str, list[_Ask]] = {pool.id: [] for pool in variables.problem.pools}
    for draft in variables.drafts.values():
        needs: dict[str, list[tuple[Mode, PoolNeed]]] = defaultdict(list)
        for choice in draft.choices.values():
            for need in choice.mode.pools:
                if need.pool in asked:
                    needs[need.pool].append((choice.mode, need))
        for pool, found in needs.items():
            asked[pool].append(_Ask(draft, found))
    for resource in variables.problem.pools:
        taken = variables.part.occupancy.pool(resource.id)
        if sum(ask.most for ask in asked[resource.id]) > resource.capacity - int(taken.max(initial=0)):
            _cumulative(variables, resource, asked[resource.id], taken)


@dataclass(frozen=True)
class _Ask:
    """What a free activity may ask of one pool, mode by mode."""

    draft: Draft
    needs: list[tuple[Mode, PoolNeed]]

    @property
    def most(self) -> int:
        """How many places it asks for at most."""
        amounts: dict[str, int] = defaultdict(int)
        for mode, need in self.needs:
            amounts[mode.id] += need.amount
        return max(amounts.values())

    @property
    def is_alike(self) -> bool:
        """True when each mode holds pools alone, this one once, and all modes for the same part of the activity."""
        if self.draft.length is None or any(mode.assets for mode, _ in self.needs):
            return False
        parts = {(need.begin, need.length, need.tail) for _, need in self.needs}
        return len(parts) == 1 and len({mode.id for mode, _ in self.needs}) == len(self.needs)


def _cumulative(variables: Variables, pool: Pool, asked: list[_Ask], taken: Steps) -> None:
    if sum(len(ask.needs) for ask in asked) == 1:
        return  # its starts are already those at which the pool has room
    model = variables.model
    intervals: list[cp_model.IntervalVar] = []
    demands: list[cp_model.IntVar | int] = []
    least = min(need.amount for ask in asked for _, need in ask.needs)
    for ask in asked:
        for needs in [ask.needs] if ask.is_alike else [[one] for one in ask.needs]:
            intervals.append(_interval(variables, ask.draft, needs))
            demands.append(_demand(variables, ask.draft, needs))
    for first, last, used in _stretches(taken):
        if used:
            intervals.append(model.new_fixed_size_interval_var(first, last - first, ""))
            demands.append(min(used, pool.capacity))
            least = min(least, used)
    if least * 2 > pool.capacity:
        model.add_no_overlap(intervals)
    else:
        model.add_cumulative(intervals, demands, pool.capacity)


def _interval(variables: Variables, draft: Draft, needs: list[tuple[Mode, PoolNeed]]) -> cp_model.IntervalVar:
    """One interval for all modes that hold a pool alike: what it takes at least is known before the mode is."""
    model, literals = variables.model, [draft.modes[mode.id] for mode, _ in needs]
    if len(literals) == len(draft.modes):
        held = draft.present
    elif len(literals) == 1:
        [held] = literals
    else:
        held = model.new_bool_var("")
        model.add(sum(literals) == held)
    start, size, end = span(needs[0][1], draft, variables.step)
    lengths = np.unique(np.concatenate([draft.choices[mode.id].lengths for mode, _ in needs])).tolist()
    if len(lengths) == 1:
        first, last = held_steps(needs[0][1], 0, lengths[0], variables.step)
        size = last - first
    return interval(variables, (start, size, end), held)


def _demand(variables: Variables, draft: Draft, needs: list[tuple[Mode, PoolNeed]]) -> cp_model.IntVar | int:
    """How many places are held: a number, or a variable where that depends on the mode."""
    amounts = sorted({need.amount for _, need in needs})
    if len(amounts) == 1:
        return amounts[0]
    demand = variables.model.new_int_var_from_domain(cp_model.Domain.from_values(amounts), "")
    for mode, need in needs:
        variables.model.add(demand == need.amount).only_enforce_if(draft.modes[mode.id])
    return demand


def _stretches(taken: Steps) -> list[tuple[int, int, int]]:
    """(first step, last step, places taken) of every stretch of equal use."""
    edges = [0, *(np.flatnonzero(np.diff(taken)) + 1).tolist(), taken.size]
    return [(first, last, int(taken[first])) for first, last in pairwise(edges)]
