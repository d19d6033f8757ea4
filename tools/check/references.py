"""Every identifier that the plan uses exists."""

from collections import Counter

from copilot.model.finding import Finding
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error, warning


def references(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Rows that the world lacks, and identifiers given twice."""
    found = []
    reading = Reading(world, plan)
    for item in plan.items:
        for table, row in reading.unknown(item):
            if row:
                found.append(warning("references.unknown", item.id, item=item.id, table=table, row=row))
            else:
                found.append(warning("references.left_out", item.id, item=item.id, table=table))
    for line in plan.stocks:
        if line.site not in world.site or line.item not in world.item:
            found.append(warning("references.unknown_stock", site=line.site, item=line.item))
    for fleet in plan.availability:
        if fleet.asset_type not in world.asset_type:
            found.append(warning("references.unknown_type", type=fleet.asset_type))
    return found + _twice(plan)


def _twice(plan: Plan) -> list[Finding]:
    names = Counter(("items", item.id) for item in plan.items)
    names += Counter(("stocks", f"{line.site}/{line.item}") for line in plan.stocks)
    names += Counter(("availability", line.asset_type) for line in plan.availability)
    names += Counter(("milestones", line.id) for line in plan.milestones)
    names += Counter(("terms", term.code) for term in plan.terms)
    names += Counter(("facts", fact.id) for fact in plan.facts) + Counter(("runs", run.id) for run in plan.runs)
    return [
        error("references.twice", *([row] if table == "items" else []), table=table, row=row, count=count)
        for (table, row), count in names.items()
        if count > 1
    ]
