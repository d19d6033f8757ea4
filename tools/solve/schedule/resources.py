"""A vehicle does one thing at a time; pools never give more places than they have."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from copilot.model.activity import Mode, Pool, PoolNeed
from tools.solve.schedule.grid import Steps
from tools.solve.schedule.occupancy import held
from tools.solve.schedule.variables import Draft, Hold, Variables, span


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
    asked = {pool.id: _Asked() for pool in variables.problem.pools}
    for draft in variables.drafts.values():
        largest: dict[str, int] = defaultdict(int)
        for choice in draft.choices.values():
            amounts: dict[str, int] = defaultdict(int)
            for need in choice.mode.pools:
                if need.pool in asked:
                    amounts[need.pool] += need.amount
                    asked[need.pool].needs.append((draft, choice.mode, need))
            for pool, amount in amounts.items():
                largest[pool] = max(largest[pool], amount)
        for pool, amount in largest.items():
            asked[pool].most += amount
    for resource in variables.problem.pools:
        taken = variables.part.occupancy.pool(resource.id)
        if asked[resource.id].most > resource.capacity - int(taken.max(initial=0)):
            _cumulative(variables, resource, asked[resource.id], taken)


@dataclass
class _Asked:
    """What the free activities may ask of one pool, and how much at most."""

    needs: list[tuple[Draft, Mode, PoolNeed]] = field(default_factory=list)
    most: int = 0


def _cumulative(variables: Variables, pool: Pool, asked: _Asked, taken: Steps) -> None:
    if len(asked.needs) == 1:
        return  # its starts are already those at which the pool has room
    model = variables.model
    intervals = [_interval(variables, draft, mode, need) for draft, mode, need in asked.needs]
    demands = [need.amount for _, _, need in asked.needs]
    for first, last, used in _stretches(taken):
        if used:
            intervals.append(model.new_fixed_size_interval_var(first, last - first, ""))
            demands.append(min(used, pool.capacity))
    if min(demands) * 2 > pool.capacity:
        model.add_no_overlap(intervals)
    else:
        model.add_cumulative(intervals, demands, pool.capacity)


def _interval(variables: Variables, draft: Draft, mode: Mode, need: PoolNeed) -> cp_model.IntervalVar:
    model, chosen = variables.model, draft.modes[mode.id]
    start, end, length = span(need, draft, variables.step)
    lengths = np.unique(draft.choices[mode.id].lengths).tolist()
    if length is None and len(lengths) == 1:
        first, last = held(need, 0, lengths[0], variables.step)
        length = last - first
    if length is not None:
        return model.new_optional_fixed_size_interval_var(start, length, chosen, "")
    size = model.new_int_var(0, variables.steps, "")
    model.add(size == end - start).only_enforce_if(chosen)
    return model.new_optional_interval_var(start, size, end, chosen, "")


def _stretches(taken: Steps) -> list[tuple[int, int, int]]:
    """(first step, last step, places taken) of every stretch of equal use."""
    edges = [0, *(np.flatnonzero(np.diff(taken)) + 1).tolist(), taken.size]
    return [(first, last, int(taken[first])) for first, last in pairwise(edges)]
