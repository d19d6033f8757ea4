"""A person's decisions are kept, and what need not move stays."""

from collections.abc import Mapping

from ortools.sat.python import cp_model

from tools.solve.schedule.grid import down
from tools.solve.schedule.part import is_fixed
from tools.solve.schedule.problem import Pin, Placed
from tools.solve.schedule.variables import Draft, Variables


def keep_decisions(variables: Variables) -> dict[str, cp_model.IntVar]:
    """For each pinned activity, a literal that is true when the decision could not be kept."""
    broken = {}
    for name, pin in variables.problem.pins.items():
        draft = variables.drafts.get(name)
        if draft is None:
            continue
        broken[name] = variables.model.new_bool_var(f"unkept {name}")
        _hold(variables, draft, pin, ~broken[name])
    return broken


def stay_close(variables: Variables) -> list[cp_model.IntVar]:
    """For each activity of the reference, a literal that is true when it starts or is equipped otherwise."""
    moved = []
    for name, placed in variables.problem.reference.items():
        draft = variables.drafts.get(name)
        if draft is None or name in variables.problem.pins:
            continue
        literal = variables.model.new_bool_var(f"moved {name}")
        mode = placed.mode if placed.mode in draft.modes else None
        _hold(variables, draft, Pin(placed.start, mode, placed.assets), ~literal)
        moved.append(literal)
    return moved


def _hold(variables: Variables, draft: Draft, pin: Pin, literal: cp_model.LiteralT) -> None:
    model, step = variables.model, variables.step
    model.add_implication(literal, draft.present)
    if pin.start is not None:
        if pin.start % step and not is_fixed(draft.activity):
            model.add_bool_and(False).only_enforce_if(literal)
        model.add(draft.start == down(pin.start, step)).only_enforce_if(literal)
    if pin.mode is not None and pin.mode in draft.modes:
        model.add_implication(literal, draft.modes[pin.mode])
    if pin.assets is None:
        return
    model.add(sum(hold.literal for hold in draft.holds) == len(pin.assets)).only_enforce_if(literal)
    for asset in pin.assets:
        named = [hold.literal for hold in draft.holds if hold.asset == asset]
        model.add_bool_or([*named, ~literal])


def hint(variables: Variables, reference: Mapping[str, Placed]) -> None:
    """Starts the search from a schedule that is already known."""
    model = variables.model
    for name, draft in variables.drafts.items():
        placed = reference.get(name)
        if not draft.sure:
            model.add_hint(draft.present, placed is not None)
        if placed is None:
            continue
        model.add_hint(draft.start, down(placed.start, variables.step))
        for mode, literal in draft.modes.items() if len(draft.modes) > 1 else ():
            model.add_hint(literal, mode == placed.mode)
        for hold in draft.holds:
            model.add_hint(hold.literal, hold.asset in placed.assets)
