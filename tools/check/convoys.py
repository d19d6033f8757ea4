"""A convoy is one unit's vehicles of one type, not too many, moving by day when nights are forbidden."""

from copilot.model.clock import DAY
from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Limits, Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def convoys(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Convoys too large, mixed, or on the road by night."""
    reading, limits = Reading(world, plan), request.limits
    found = []
    for item in reading.of("convoy"):
        count = len(item.assets)
        if count > limits.convoy_vehicles:
            found.append(error("convoys.large", item.id, item=item.id, said=count, limit=limits.convoy_vehicles))
        if len({(world.asset[asset].unit, world.asset[asset].type) for asset in item.assets}) > 1:
            found.append(error("convoys.mixed", item.id, item=item.id))
        if not limits.night_movement and not _by_day(world, limits, item, reading.held(item)[1]):
            span = {"start": f"t:{item.start}", "end": f"t:{item.end}"}
            hours = {"day_from": _hour(limits.day_from), "day_to": _hour(limits.day_to)}
            found.append(error("convoys.night", item.id, item=item.id, **span, **hours))
    return found


def _by_day(world: World, limits: Limits, item: PlanItem, end: int) -> bool:
    days = world.clock.open_spans("1234567", limits.day_from, limits.day_to, horizon=max(end, world.clock.end) + DAY)
    return any(first <= item.start and end <= last for first, last in days)


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
