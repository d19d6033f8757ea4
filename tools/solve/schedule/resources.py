"""A vehicle does one thing at a time; pools never give more places than they have."""

from collections import defaultdict

from ortools.sat.python import cp_model

from copilot.model.activity import Pool
from tools.solve.schedule.grid import down, up
from tools.solve.schedule.variables import Variables, held


def one_thing_at_a_time(variables: Variables) -> None:
    """No asset is held by two activities at once."""
    model = variables.model
    intervals: dict[str, list[cp_model.IntervalVar]] = defaultdict(list)
    for draft in variables.drafts.values():
        for use in draft.uses:
            size = model.new_int_var(0, variables.steps, "")
            model.add(size == use.end - use.start)
            for asset, named in use.named.items():
                intervals[asset].append(model.new_optional_interval_var(use.start, size, use.end, named, ""))
    for busy in intervals.values():
        if len(busy) > 1:
            model.add_no_overlap(busy)


def within_capacity(variables: Variables) -> None:
    """Pools hold at every step; a pool that its needs cannot fill is left out of the model."""
    model, step = variables.model, variables.step
    needs: dict[str, list[tuple[cp_model.IntervalVar, int]]] = defaultdict(list)
    most: dict[str, int] = defaultdict(int)
    for draft in variables.drafts.values():
        largest: dict[str, int] = defaultdict(int)
        for mode in draft.activity.modes:
            for need in mode.pools:
                begin, end = held(need, draft, step)
                size = model.new_int_var(0, variables.steps, "")
                interval = model.new_optional_interval_var(begin, size, end, draft.modes[mode.id], "")
                needs[need.pool].append((interval, need.amount))
                largest[need.pool] = max(largest[need.pool], sum(n.amount for n in mode.pools if n.pool == need.pool))
        for name, amount in largest.items():
            most[name] += amount
    for pool in variables.problem.pools:
        if needs[pool.id] and (most[pool.id] > pool.capacity or pool.outages):
            _cumulative(variables, pool, needs[pool.id])


def _cumulative(variables: Variables, pool: Pool, needs: list[tuple[cp_model.IntervalVar, int]]) -> None:
    intervals = [interval for interval, _ in needs]
    demands = [amount for _, amount in needs]
    for start, end, lost in pool.outages:
        first, last = down(max(start, 0), variables.step), up(min(end, variables.problem.clock.end), variables.step)
        if first < last:
            intervals.append(variables.model.new_fixed_size_interval_var(first, last - first, ""))
            demands.append(min(lost, pool.capacity))
    variables.model.add_cumulative(intervals, demands, pool.capacity)
