"""Nothing is taken that is not there, and what runs out is said."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan, StockLine
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error, warning
from tools.check.supply import Course, Supply


def stocks(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Takings too large, shortages (an error when the plan does not say them), levels under the minimum."""
    supply = Supply(Reading(world, plan))
    lines = {(line.site, line.item): line for line in plan.stocks}
    found: list[Finding] = []
    for place in supply.places:
        course = supply.course(place)
        names = {"site": f"@sites/{place[0]}", "good": f"@items/{place[1]}", "unit": world.item[place[1]].unit}
        for change, level in course.overdrawn:
            figures: dict[str, str | int] = {
                "said": -change.quantity,
                "found": int(level),
                "moment": f"t:{change.minute}",
            }
            found.append(error("stocks.overdrawn", change.item, item=change.item, **names, **figures))
        if course.short:
            found.append(_shortage(course, names, lines.get(place)))
        elif course.lowest is not None and course.lowest[0] < supply.minimum(place):
            level, minute = course.lowest
            low: dict[str, str | int] = {"found": int(level), "limit": supply.minimum(place), "moment": f"t:{minute}"}
            found.append(warning("stocks.minimum", **names, **low))
    return found


def _shortage(course: Course, names: dict[str, str], line: StockLine | None) -> Finding:
    figures: dict[str, str | int] = {"moment": f"t:{int(course.short[0][0])}", "found": round(course.lacking)}
    if line is None or not line.short or line.lacking + 1 < course.lacking:
        return error("stocks.unsaid", said=0 if line is None else line.lacking, **names, **figures)
    return warning("stocks.short", **names, **figures)
