"""An asset is not used past a date or a counter before the check or the repair that allows it."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from copilot.model.activity import Limit, Mode
from tools.solve.schedule.grid import down
from tools.solve.schedule.variables import Draft, Use, Variables


@dataclass(frozen=True)
class _User:
    draft: Draft
    use: Use
    named: cp_model.IntVar
    after_reset: list[cp_model.IntVar]


def respect_limits(variables: Variables) -> None:
    """Each limit holds for every activity that uses the asset; work on the asset itself is not use."""
    for limit in variables.problem.limits:
        resets = [variables.drafts[reset] for reset in limit.resets if reset in variables.drafts]
        users = _users(variables, limit.asset, resets)
        if limit.until is not None:
            _until(variables, limit.until, users)
        if limit.counter is not None and limit.left is not None:
            _by_counter(variables, limit, users)


def _users(variables: Variables, asset: str, resets: list[Draft]) -> list[_User]:
    users = []
    for draft in variables.drafts.values():
        if draft.activity.subject.asset == asset:
            continue
        for use in draft.uses:
            if asset in use.named:
                after = [_after(variables, use, use.named[asset], reset) for reset in resets]
                users.append(_User(draft, use, use.named[asset], after))
    return users


def _after(variables: Variables, use: Use, named: cp_model.IntVar, reset: Draft) -> cp_model.IntVar:
    """True when the asset is used after a reset; when it is false, the use comes before, or there is no reset."""
    literal = variables.model.new_bool_var("")
    variables.model.add_implication(literal, reset.present)
    for held in reset.uses:
        variables.model.add(use.start >= held.end).only_enforce_if(literal)
        variables.model.add(use.end <= held.start).only_enforce_if([~literal, named, reset.present])
    variables.model.add(use.start >= reset.end).only_enforce_if(literal)
    return literal


def _until(variables: Variables, until: int, users: list[_User]) -> None:
    last = down(until, variables.step)
    if last >= variables.steps:
        return
    for user in users:
        early = variables.model.new_bool_var("")
        variables.model.add(user.use.end <= last).only_enforce_if(early)
        variables.model.add_bool_or([~user.named, early, *user.after_reset])


def _by_counter(variables: Variables, limit: Limit, users: list[_User]) -> None:
    model = variables.model
    amounts = [max((_added(mode, limit) for mode in user.draft.activity.modes), default=0) for user in users]
    if limit.left is None or sum(amounts) <= limit.left:
        return
    before, after = [], []
    for user, most in zip(users, amounts, strict=True):
        added = model.new_int_var(0, most, "")
        for mode in user.draft.activity.modes:
            model.add(added >= _added(mode, limit)).only_enforce_if([user.named, user.draft.modes[mode.id]])
        spent = model.new_int_var(0, most, "")
        model.add(spent >= added).only_enforce_if([user.named, *(~literal for literal in user.after_reset)])
        before.append(spent)
        if user.after_reset:
            renewed = model.new_int_var(0, most, "")
            for literal in user.after_reset:
                model.add(renewed >= added).only_enforce_if([user.named, literal])
            after.append(renewed)
    model.add(sum(before) <= limit.left)
    if after and limit.renewed is not None:
        model.add(sum(after) <= limit.renewed)


def _added(mode: Mode, limit: Limit) -> int:
    return mode.km if limit.counter == "km" else mode.hours
