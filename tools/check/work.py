"""Work and training last as long as asked, counted in opening hours."""

import math

from copilot.model.finding import Finding
from copilot.model.noun import Span
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import WORK, Reading
from tools.check.report import error
from tools.check.roads import exact


def work(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Items whose end is not the one that the opening hours give."""
    reading = Reading(world, plan)
    found = []
    for item in reading.of(*WORK, "training"):
        place = reading.area(item) if item.kind == "training" else reading.workshop(item)
        hours = (reading.activity(item) if item.kind == "training" else reading.demand(item)).duration_hours
        spans = world.clock.open_spans(place.open_days, place.open_from, place.open_to)
        end = done(spans, item.start, math.ceil(60 * exact(hours)))
        figures: dict[str, str | float] = {"start": f"t:{item.start}", "said": f"t:{item.end}", "hours": hours}
        if end is None:
            found.append(error("work.never_done", item.id, item=item.id, **figures))
        elif not end <= item.end < end + world.clock.step:
            found.append(error("work.end", item.id, item=item.id, found=f"t:{end}", **figures))
    return found


def done(spans: tuple[Span, ...], start: int, minutes: int) -> int | None:
    """The minute at which so many open minutes have passed since the start, or None when they never do."""
    left = minutes
    for first, last in spans:
        begin = max(first, start)
        if last - begin >= left:
            return begin + left
        left -= max(last - begin, 0)
    return None
