"""What a re-plan moved, and why."""

from typing import Literal

from copilot.model.change import Change
from copilot.model.noun import Message
from copilot.model.plan import Movement, Plan, PlanItem
from copilot.model.world import World
from tools.look.touching import touches

Kind = Literal["added", "removed", "moved", "equipped", "routed"]


def movements(parent: Plan, plan: Plan, world: World | None = None) -> tuple[Movement, ...]:
    """Each item that is not where the parent plan had it, in order of time, with the nearest cause.

    In this order: a person decided it; a change touches it; what comes before it moved; another item that moved now
    stands where it was; nothing of all that: the plan as a whole is better for it. `world` says what a change is about.
    """
    names = [item.id for item in parent.items] + [item.id for item in plan.items if item.id not in parent.item]
    differ = {name: what for name in names if (what := _what(parent.item.get(name), plan.item.get(name))) is not None}
    new = [change for change in plan.changes if change not in parent.changes]
    found = [
        Movement(
            item=name,
            what=what,
            before=parent.item[name].start if name in parent.item else None,
            cause=_cause(name, parent, plan, differ, new, world),
        )
        for name, what in differ.items()
    ]
    return tuple(sorted(found, key=lambda one: (_item(parent, plan, one.item).start, one.item)))


def _what(before: PlanItem | None, after: PlanItem | None) -> Kind | None:
    if before is None or after is None:
        return "added" if before is None else "removed"
    if before.start != after.start:
        return "moved"
    if before.mode.id != after.mode.id:
        return "routed"
    return None if sorted(before.assets) == sorted(after.assets) else "equipped"


def _item(parent: Plan, plan: Plan, name: str) -> PlanItem:
    return parent.item.get(name) or plan.item[name]


def _cause(
    name: str, parent: Plan, plan: Plan, differ: dict[str, Kind], new: list[Change], world: World | None
) -> Message:
    if any(decision.item == name for decision in plan.decisions if decision not in parent.decisions):
        return Message(code="movement.cause.decision")
    item = _item(parent, plan, name)
    states = [item] if name not in plan.item else [item, plan.item[name]]
    hit = next(
        (
            number
            for number, change in enumerate(plan.changes)
            if change in new and any(touches(change, state, plan, world) for state in states)
        ),
        None,
    )
    if hit is not None:
        return Message(code="movement.cause.change", args={"change": hit + 1})
    first = next((before.activity for before in item.after if before.activity in differ), None)
    if first is not None:
        return Message(code="movement.cause.follows", args={"item": first})
    taken = next((other for other in differ if other != name and _takes_place(plan.item.get(other), item)), None)
    if taken is not None:
        return Message(code="movement.cause.room", args={"item": taken})
    return Message(code="movement.cause.better")


def _takes_place(other: PlanItem | None, item: PlanItem) -> bool:
    """True when another item now holds an asset or a place of a pool where the item was."""
    if other is None or other.start >= item.end or item.start >= other.end:
        return False
    pools = {need.pool for need in other.mode.pools} & {need.pool for need in item.mode.pools}
    return bool(set(other.assets) & set(item.assets)) or bool(pools)
