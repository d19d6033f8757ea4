"""No vehicle is taken while it is absent."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def absences(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Items that take a vehicle at a minute at which it is not there."""
    rows = [row for row in world.absences if row.what == "asset"]
    reading = Reading(world, plan)
    found = []
    for item in reading.items if rows else ():
        begin, end = reading.held(item)
        for row in rows:
            if row.of in item.assets and row.start < end and begin < row.end:
                span = {"start": f"t:{row.start}", "end": f"t:{row.end}"}
                found.append(error("absences.away", item.id, item=item.id, asset=f"@assets/{row.of}", **span))
    return found
