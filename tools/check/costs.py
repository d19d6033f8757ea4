"""Each item costs what the request says that its vehicles, sites, workshop and area cost."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Cost, Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def costs(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Items whose cost is not the sum of what they use."""
    found = []
    for item in Reading(world, plan).items:
        real = sum(cost.amount * _times(world, cost, item) for cost in request.costs)
        if item.mode.cost != real:
            found.append(error("costs.item", item.id, item=item.id, said=item.mode.cost, found=real))
    return found


def _times(world: World, cost: Cost, item: PlanItem) -> int:
    mode = item.mode
    if cost.what == "asset_types":
        return mode.km * sum(world.asset[asset].type == cost.of for asset in item.assets)
    if cost.what == "sites":
        return len(item.assets) * [site for site, _ in mode.stops].count(cost.of)
    return int((mode.workshop if cost.what == "workshops" else mode.area) == cost.of)
