"""Items start on a step, within the window and their own limits, after what comes before them."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def window(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Items off the grid, out of the window, out of their limits, or before a predecessor."""
    found: list[Finding] = []
    for item in plan.items:
        found += _limits(world, item)
    judged = {item.id: item for item in Reading(world, plan).items}
    for item in judged.values():
        for before in item.after:
            first = judged.get(before.activity)
            if first is not None and item.start < first.end + before.lag:
                args = {"item": item.id, "first": first.id, "start": f"t:{item.start}", "end": f"t:{first.end}"}
                found.append(error("window.order", item.id, first.id, lag=f"d:{before.lag}", **args))
    return found


def _limits(world: World, item: PlanItem) -> list[Finding]:
    end = world.clock.end
    if not -end <= item.start < item.end <= 2 * end:
        return [error("window.absurd", item.id, item=item.id, start=item.start, end=item.end)]
    found = []
    span = {"start": f"t:{item.start}", "end": f"t:{item.end}"}
    if item.start < 0 or item.end > end:
        found.append(error("window.outside", item.id, item=item.id, first="t:0", last=f"t:{end}", **span))
    if item.kind != "commitment" and item.start % world.clock.step:
        found.append(error("window.off_grid", item.id, item=item.id, start=span["start"], step=f"d:{world.clock.step}"))
    if item.start < item.earliest:
        found.append(error("window.early", item.id, item=item.id, start=span["start"], limit=f"t:{item.earliest}"))
    if item.latest is not None and item.end > item.latest:
        found.append(error("window.late", item.id, item=item.id, end=span["end"], limit=f"t:{item.latest}"))
    return found
