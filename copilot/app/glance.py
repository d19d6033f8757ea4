"""What stands in the way of each milestone: shortages, needs not met, late items; read from the plan alone."""

from copilot.model.noun import Message, Noun
from copilot.model.plan import MilestoneLine, Plan
from copilot.model.request import Domain, Milestone

DOMAIN: dict[str, Domain] = {"supplied": "logistics", "ready": "preparation", "available": "maintenance"}


class Glance(Noun):
    """A milestone with its margin in minutes (None when no date is reached) and what weighs on it."""

    line: MilestoneLine
    margin: int | None
    short: tuple[tuple[str, str], ...]
    unmet: tuple[str, ...]
    late: tuple[str, ...]


def glances(plan: Plan) -> tuple[Glance, ...]:
    """One a milestone: the missed first, then by date."""
    wanted = {one.id: one for one in plan.request.milestones}
    found = [_glance(plan, line, wanted[line.id]) for line in plan.milestones if line.id in wanted]
    return tuple(sorted(found, key=lambda one: (one.line.met, one.line.due, one.line.id)))


def _glance(plan: Plan, line: MilestoneLine, wanted: Milestone) -> Glance:
    served = ({wanted.site} if wanted.site else {stock.site for stock in plan.stocks}) & {s.site for s in plan.stocks}
    rows = {
        "supplied": {f"@sites/{site}" for site in served},
        "ready": {f"@units/{wanted.unit}"},
        "available": {f"@asset_types/{wanted.asset_type}"},
    }[wanted.kind]
    short = [
        (stock.site, stock.item)
        for stock in plan.stocks
        if wanted.kind == "supplied"
        and stock.site in served
        and wanted.item in (None, stock.item)
        and any(first < line.due for first, _ in stock.short)
    ]
    return Glance(
        line=line,
        margin=None if line.reached is None else line.due - line.reached,
        short=tuple(short),
        unmet=tuple(need.id for need in plan.unmet if _about(need.domain, need.label, wanted, rows)),
        late=tuple(item.id for item in plan.items if item.late and _about(item.domain, item.label, wanted, rows)),
    )


def _about(domain: Domain, label: Message, wanted: Milestone, rows: set[str]) -> bool:
    """True when what is done, or left undone, names the site, unit or type of vehicle of the milestone."""
    return domain == DOMAIN[wanted.kind] and not rows.isdisjoint(label.args.values())
