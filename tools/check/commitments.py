"""Commitments are held from their start to their end, where they are asked."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def commitments(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Commitments moved in time or place."""
    rows = {row.id: row for row in world.commitments}
    found = []
    for item in Reading(world, plan).of("commitment"):
        asked = rows[item.subject.reference]
        if (item.start, item.end) != (asked.start, asked.end):
            times = {"start": f"t:{item.start}", "end": f"t:{item.end}"}
            due = {"asked_start": f"t:{asked.start}", "asked_end": f"t:{asked.end}"}
            found.append(error("commitments.time", item.id, item=item.id, **times, **due))
        if item.mode.site != asked.site:
            sites = {"said": f"@sites/{item.mode.site}", "asked": f"@sites/{asked.site}"}
            found.append(error("commitments.site", item.id, item=item.id, **sites))
    return found
