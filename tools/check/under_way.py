"""What had begun when the plan was made again is as it was, and nothing else begins in the past."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from tools.check.report import error, warning

GIVEN = frozenset(
    (
        *("absences", "pools", "workshops", "parts", "usage", "location", "travel", "convoys", "sourcing", "load"),
        *("work", "training", "commitments", "directives", "costs"),
    )
)
"""Rules that do not bear on what had begun: it was judged when it was decided, on the world as it was."""


def under_way(parent: Plan, plan: Plan) -> list[Finding]:
    """Items begun before the plan's `now` that changed or left, and others that would begin before it."""
    begun = {item.id: item for item in parent.items if item.start < plan.now}
    found = [
        error("under_way.changed", name, item=name, start=f"t:{item.start}")
        for name, item in begun.items()
        if (after := plan.item.get(name)) is None or _place(after) != _place(item)
    ]
    late = (item for item in plan.items if item.start < plan.now and item.id not in begun)
    return found + [
        error("under_way.past", item.id, item=item.id, start=f"t:{item.start}", now=f"t:{plan.now}") for item in late
    ]


def bearing(found: list[Finding], parent: Plan | None, plan: Plan) -> list[Finding]:
    """The findings without those that are only about what had begun; without the parent plan nothing can be spared."""
    if not plan.now:
        return found
    if parent is None:
        return [*found, warning("under_way.no_parent")]
    begun = {item.id for item in parent.items if item.start < plan.now}
    return [one for one in found if one.rule not in GIVEN or not one.items or not begun.issuperset(one.items)]


def _place(item: PlanItem) -> tuple[int, int, str, list[str]]:
    return item.start, item.end, item.mode.id, sorted(item.assets)
