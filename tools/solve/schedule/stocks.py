"""Nothing is taken from a stock before it is there."""

from collections import defaultdict
from dataclasses import dataclass

from ortools.sat.python import cp_model

from copilot.model.activity import Effect, Reservoir
from tools.solve.schedule.grid import down, up
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.variables import Draft, Linear, Variables


@dataclass(frozen=True)
class _Change:
    chosen: cp_model.IntVar
    step: Linear
    quantity: int
    known: int | None = None


def hold_stocks(variables: Variables) -> None:
    """Every quantity that an activity takes is in stock when it is taken.

    A stock without consumption is one reservoir constraint. Where people also use the stock up, each taking is
    covered by what came in less all that was asked before it: a lower bound of the level, since what was not
    served is not owed.
    """
    free = _free_changes(variables)
    for reservoir in variables.problem.reservoirs:
        if (reservoir.site, reservoir.item) not in free:
            continue
        changes = free[reservoir.site, reservoir.item] + _kept_changes(variables, reservoir)
        takes = [change for change in changes if change.quantity < 0]
        if not takes:
            continue
        if reservoir.outflow:
            for take in takes:
                _cover(variables, reservoir, take, changes)
        elif -sum(take.quantity for take in takes) > reservoir.initial - sum(lost for _, lost in reservoir.losses):
            _reservoir(variables, reservoir, changes)


def _free_changes(variables: Variables) -> dict[tuple[str, str], list[_Change]]:
    """What the free activities may give to each stock or take from it."""
    found: dict[tuple[str, str], list[_Change]] = defaultdict(list)
    for draft in variables.drafts.values():
        for choice in draft.choices.values():
            for effect in choice.mode.effects:
                when = _when(effect, draft, variables.step)
                found[effect.site, effect.item].append(_Change(draft.modes[choice.mode.id], when, effect.quantity))
    return found


def _kept_changes(variables: Variables, reservoir: Reservoir) -> list[_Change]:
    model, changes = variables.model, []
    for effect, placed in variables.part.effects(reservoir):
        known = _known(effect, placed, variables.step)
        changes.append(_Change(model.new_constant(1), model.new_constant(known), effect.quantity, known))
    return changes


def _known(effect: Effect, placed: Placed, step: int) -> int:
    """The step of an effect of an activity whose place is given."""
    if effect.at is None:
        return up(placed.end, step)
    start = down(placed.start, step)
    return start + (down(effect.at, step) if effect.quantity < 0 else up(effect.at, step))


def _when(effect: Effect, draft: Draft, step: int) -> Linear:
    """The step of an effect: takings are rounded down, gifts up."""
    if effect.at is None:
        return draft.end
    return draft.start + (down(effect.at, step) if effect.quantity < 0 else up(effect.at, step))


def _reservoir(variables: Variables, reservoir: Reservoir, changes: list[_Change]) -> None:
    if all(change.quantity < 0 for change in changes) and not reservoir.arrivals and not reservoir.losses:
        asked = sum(-change.quantity * change.chosen for change in changes)
        variables.model.add(asked <= reservoir.initial)
        return
    times: list[cp_model.LinearExprT] = [0]
    amounts = [reservoir.initial]
    actives: list[cp_model.LiteralT] = [True]
    for minute, quantity in reservoir.arrivals:
        if up(minute, variables.step) <= variables.steps:
            times.append(max(0, up(minute, variables.step)))
            amounts.append(quantity)
            actives.append(True)
    for minute, quantity in reservoir.losses:
        times.append(down(minute, variables.step))
        amounts.append(-quantity)
        actives.append(True)
    for change in changes:
        times.append(change.step)
        amounts.append(change.quantity)
        actives.append(change.chosen)
    most = sum(amount for amount in amounts if amount > 0)
    variables.model.add_reservoir_constraint_with_active(times, amounts, actives, 0, most)


def _cover(variables: Variables, reservoir: Reservoir, take: _Change, changes: list[_Change]) -> None:
    """What is taken is there; what is known of the other changes is folded into a balance by step."""
    model, steps = variables.model, variables.steps
    given = [(change.known, change.quantity) for change in changes if change.known is not None and change is not take]
    balance = [_balance(reservoir, given, step, variables.step) for step in range(steps + 1)]
    level = model.new_int_var(min(balance), max(balance), "")
    if take.known is not None:
        model.add(level == balance[take.known])
    else:
        moment = model.new_int_var(0, steps, "")
        model.add(moment == take.step).only_enforce_if(take.chosen)
        model.add_element(moment, balance, level)
    free = [change for change in changes if change.known is None and change is not take]
    others = [_before(variables, take, change) for change in free]
    model.add(sum(others, level + take.quantity) >= 0).only_enforce_if(take.chosen)


def _before(variables: Variables, take: _Change, change: _Change) -> Linear:
    """A gain that comes no later than a taking, or a taking that does not come after it."""
    model = variables.model
    counted = model.new_bool_var("")
    if change.quantity > 0:
        model.add_implication(counted, change.chosen)
        model.add(change.step <= take.step).only_enforce_if(counted)
    else:
        later = model.new_bool_var("")
        model.add(change.step >= take.step + 1).only_enforce_if(later)
        model.add_bool_or([counted, later, ~change.chosen])
    return change.quantity * counted


def _balance(reservoir: Reservoir, given: list[tuple[int, int]], at: int, step: int) -> int:
    """Initial stock, arrivals and known changes, less consumption asked, up to a step."""
    minute = at * step
    level = reservoir.without_use(minute)
    level += sum(quantity for when, quantity in given if when <= at)
    asked = sum(rate * max(0, min(end, minute) - start) for start, end, rate in reservoir.outflow if start < minute)
    return level - up(asked, 1440)
