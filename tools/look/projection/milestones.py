"""Whether each milestone holds."""

from collections.abc import Sequence

from copilot.model.noun import Message
from copilot.model.plan import MilestoneLine, PlanItem, StockLine
from copilot.model.request import Milestone, Request
from copilot.model.world import World
from tools.look.gaps import training_gap
from tools.look.projection.availability import Availability


def milestone_lines(
    world: World, request: Request, items: Sequence[PlanItem], stocks: Sequence[StockLine]
) -> tuple[MilestoneLine, ...]:
    """One line a milestone of the request, in its order."""
    return tuple(_line(world, milestone, items, stocks) for milestone in request.milestones)


def _line(world: World, milestone: Milestone, items: Sequence[PlanItem], stocks: Sequence[StockLine]) -> MilestoneLine:
    if milestone.kind == "supplied":
        return _supplied(world, milestone, stocks)
    if milestone.kind == "ready":
        return _ready(world, milestone, items)
    return _available(world, milestone, items)


def _supplied(world: World, milestone: Milestone, stocks: Sequence[StockLine]) -> MilestoneLine:
    sites = {milestone.site} if milestone.site else {site.id for site in world.sites if site.kind == "distribution"}
    lines = [line for line in stocks if line.site in sites and milestone.item in (None, line.item)]
    met = not any(start < milestone.due for line in lines for start, _ in line.short)
    args = {"site": f"@sites/{milestone.site}"} if milestone.site else {}
    label = Message(code="label.supplied" if milestone.site else "label.supplied_all", args=args)
    return MilestoneLine(id=milestone.id, label=label, due=milestone.due, met=met)


def _ready(world: World, milestone: Milestone, items: Sequence[PlanItem]) -> MilestoneLine:
    unit = milestone.unit or ""
    needed = {activity for activity, _ in training_gap(world, unit).steps}
    ends = {item.subject.reference: item.end for item in items if item.kind == "training" and item.subject.unit == unit}
    reached = max((ends[activity] for activity in needed), default=0) if needed <= ends.keys() else None
    return MilestoneLine(
        id=milestone.id,
        label=Message(code="label.ready", args={"unit": f"@units/{unit}"}),
        due=milestone.due,
        reached=reached,
        met=reached is not None and reached <= milestone.due,
    )


def _available(world: World, milestone: Milestone, items: Sequence[PlanItem]) -> MilestoneLine:
    kind = milestone.asset_type or ""
    all_of, usable = Availability(world, items).rate(kind, milestone.due)
    value = 100 * usable // all_of if all_of else 0
    return MilestoneLine(
        id=milestone.id,
        label=Message(code="label.available", args={"type": f"@asset_types/{kind}", "target": milestone.target}),
        due=milestone.due,
        value=value,
        met=value >= milestone.target,
    )
