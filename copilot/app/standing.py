"""Where each item of a plan stands: decided on this plan, carried over from its parent, or still to be decided."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from copilot.model.decision import Decision, ItemEdit
from copilot.model.errors import PlannerError, UnknownNameError
from copilot.model.plan import Plan, PlanItem
from copilot.model.record import DecisionRecord


class Standing(NamedTuple):
    """The decision that holds on an item, if any, and the rank to decide on top of."""

    decision: Decision | None = None
    seen: int = 0
    carried: bool = False

    @property
    def verb(self) -> str | None:
        """What was decided and not taken back since, or None."""
        return None if self.decision is None or self.decision.verb == "reopen" else self.decision.verb


UNDECIDED = Standing()


class Standings(dict[str, Standing]):
    """The standing of each item, and of the whole plan under the empty name; only what was decided is held."""

    def __missing__(self, item: str) -> Standing:
        return UNDECIDED


def standings(plan: Plan, parent: Plan | None, records: Iterable[DecisionRecord]) -> Standings:
    """Where the items of a plan stand.

    A decision of the parent carries over while the item is what was decided; one that the new draft moved is to be
    decided again.
    """
    found = Standings()
    for decision in plan.decisions:
        if decision.item in plan.item and _holds(decision, plan.item[decision.item], parent):
            found[decision.item] = Standing(decision=decision, carried=True)
    for record in sorted(records, key=lambda record: record.seq):
        found[record.decision.item] = Standing(decision=record.decision, seen=record.seq)
    return found


def kept(plan: Plan, standing: Mapping[str, Standing]) -> tuple[Decision, ...]:
    """The decisions that a new revision must keep: those carried by the plan, replaced by those that stand on it."""
    held = {decision.item: decision for decision in plan.decisions}
    held |= {item: state.decision for item, state in standing.items() if item and state.decision is not None}
    return tuple(held[item] for item in sorted(held) if held[item].verb != "reopen")


def refuse_impossible(decision: Decision, plan: Plan) -> None:
    """PlannerError when the decision cannot apply to the plan that it names."""
    if decision.verb == "approve" and plan.verdict == "INVALID":
        raise PlannerError("error.approve_invalid")
    if not decision.item:
        return
    if decision.item not in plan.item:
        raise UnknownNameError("item", decision.item, plan.item)
    if decision.edit is not None:
        refuse_edit(decision.edit, plan, decision.item)


def refuse_edit(edit: ItemEdit, plan: Plan, name: str) -> None:
    """PlannerError when an item cannot be edited so: it is unknown, begins outside the window, or the assets misfit."""
    if name not in plan.item:
        raise UnknownNameError("item", name, plan.item)
    item = plan.item[name]
    if edit.start is not None and not 0 <= edit.start < plan.clock.end:
        raise PlannerError("error.edit_start")
    if edit.assets is not None and not fits(item, edit.assets):
        raise PlannerError("error.edit_assets")


def fits(item: PlanItem, assets: tuple[str, ...]) -> bool:
    """True when the assets, need after need, are as many as asked, each once, each among the need's candidates."""
    if len(assets) != sum(need.count for need in item.mode.assets) or len(set(assets)) != len(assets):
        return False
    left = list(assets)
    for need in item.mode.assets:
        taken, left = left[: need.count], left[need.count :]
        if not set(taken) <= set(need.candidates):
            return False
    return True


def _holds(decision: Decision, item: PlanItem, parent: Plan | None) -> bool:
    if decision.edit is not None:
        start, assets = decision.edit.start, decision.edit.assets
        return (start is None or item.start == start) and (assets is None or item.assets == assets)
    before = parent.item.get(item.id) if parent else None
    return before is not None and (before.start, before.mode, before.assets) == (item.start, item.mode, item.assets)
