"""An asset is not used past a date or a counter before the check or the repair that allows it."""

from collections import defaultdict
from dataclasses import dataclass

from ortools.sat.python import cp_model

from copilot.model.activity import Limit, Mode
from tools.solve.schedule.grid import down, up
from tools.solve.schedule.occupancy import held as held_steps
from tools.solve.schedule.problem import Placed
from tools.solve.schedule.variables import Draft, Hold, Linear, Variables


@dataclass(frozen=True)
class _User:
    """A use of the asset, free or kept, with what each mode that it may take adds to a counter."""

    start: Linear
    end: Linear
    named: cp_model.IntVar
    modes: tuple[tuple[Mode, cp_model.IntVar], ...]
    after: list[cp_model.IntVar]


@dataclass(frozen=True)
class _Reset:
    """What renews the asset, free or kept, and the steps between which it holds it."""

    present: cp_model.IntVar
    end: Linear
    holds: tuple[tuple[Linear, Linear], ...]


def respect_limits(variables: Variables) -> None:
    """Each limit holds for every activity that uses the asset; work on the asset itself is not use."""
    held: dict[str, list[tuple[Draft, Hold]]] = defaultdict(list)
    for draft in variables.drafts.values():
        for hold in draft.holds:
            held[hold.asset].append((draft, hold))
    for limit in variables.problem.limits:
        if limit.asset not in held and not any(reset in variables.drafts for reset in limit.resets):
            continue
        resets = [reset for name in limit.resets if (reset := _reset(variables, name, limit.asset)) is not None]
        users = _users(variables, limit.asset, held[limit.asset], resets)
        if limit.until is not None:
            _until(variables, limit.until, users)
        if limit.counter is not None and limit.left is not None:
            _by_counter(variables, limit, users)


def _reset(variables: Variables, name: str, asset: str) -> _Reset | None:
    draft, placed = variables.drafts.get(name), variables.part.kept.get(name)
    if draft is not None:
        holds = tuple((hold.start, hold.end) for hold in draft.holds if hold.asset == asset)
        return _Reset(draft.present, draft.end, holds)
    if placed is None:
        return None
    kept = [_steps(variables, mode, place) for _, mode, place in variables.part.holders(asset) if place is placed]
    end = variables.model.new_constant(up(placed.end, variables.step))
    return _Reset(variables.model.new_constant(1), end, tuple(kept))


def _steps(variables: Variables, mode: Mode, placed: Placed) -> tuple[Linear, Linear]:
    """The steps between which a kept activity holds its assets."""
    start, end = down(placed.start, variables.step), up(placed.end, variables.step)
    spans = [held_steps(need, start, end, variables.step) for need in mode.assets]
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    return variables.model.new_constant(first), variables.model.new_constant(last)


def _users(variables: Variables, asset: str, held: list[tuple[Draft, Hold]], resets: list[_Reset]) -> list[_User]:
    users = []
    for draft, hold in held:
        if draft.activity.subject.asset != asset:
            modes = tuple((choice.mode, draft.modes[mode]) for mode, choice in draft.choices.items())
            after = [_after(variables, hold.start, hold.end, hold.literal, reset) for reset in resets]
            users.append(_User(hold.start, hold.end, hold.literal, modes, after))
    surely = variables.model.new_constant(1)
    for activity, mode, placed in variables.part.holders(asset):
        if activity.subject.asset != asset:
            start, end = _steps(variables, mode, placed)
            after = [_after(variables, start, end, surely, reset) for reset in resets]
            users.append(_User(start, end, surely, ((mode, surely),), after))
    return users


def _after(variables: Variables, start: Linear, end: Linear, named: cp_model.IntVar, reset: _Reset) -> cp_model.IntVar:
    """True when the asset is used after a reset; when it is false, the use comes before, or there is no reset."""
    model = variables.model
    literal = model.new_bool_var("")
    model.add_implication(literal, reset.present)
    for first, last in (*reset.holds, (reset.end, reset.end)):
        model.add(start >= last).only_enforce_if(literal)
        if first is not reset.end:
            model.add(end <= first).only_enforce_if([~literal, named, reset.present])
    return literal


def _until(variables: Variables, until: int, users: list[_User]) -> None:
    last = down(until, variables.step)
    if last >= variables.steps:
        return
    for user in users:
        early = variables.model.new_bool_var("")
        variables.model.add(user.end <= last).only_enforce_if(early)
        variables.model.add_bool_or([~user.named, early, *user.after])


def _by_counter(variables: Variables, limit: Limit, users: list[_User]) -> None:
    model = variables.model
    amounts = [max((_added(mode, limit) for mode, _ in user.modes), default=0) for user in users]
    if limit.left is None or sum(amounts) <= limit.left:
        return
    before, after = [], []
    for user, most in zip(users, amounts, strict=True):
        added = model.new_int_var(0, most, "")
        for mode, chosen in user.modes:
            model.add(added >= _added(mode, limit)).only_enforce_if([user.named, chosen])
        spent = model.new_int_var(0, most, "")
        model.add(spent >= added).only_enforce_if([user.named, *(~literal for literal in user.after)])
        before.append(spent)
        if user.after:
            renewed = model.new_int_var(0, most, "")
            for literal in user.after:
                model.add(renewed >= added).only_enforce_if([user.named, literal])
            after.append(renewed)
    model.add(sum(before) <= limit.left)
    if after and limit.renewed is not None:
        model.add(sum(after) <= limit.renewed)


def _added(mode: Mode, limit: Limit) -> int:
    return mode.km if limit.counter == "km" else mode.hours
