"""An asset is in one place, doing one thing."""

from collections import defaultdict

from copilot.model.finding import Finding
from copilot.model.noun import Span
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def booking(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Assets named twice by an item, or taken by two items at once."""
    reading = Reading(world, plan)
    found = []
    held: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for item in reading.items:
        span = reading.held(item)
        for asset in set(item.assets):
            held[asset].append((span, item.id))
            if item.assets.count(asset) > 1:
                found.append(error("booking.named_twice", item.id, item=item.id, asset=f"@assets/{asset}"))
    for asset, spans in sorted(held.items()):
        longest: tuple[Span, str] | None = None
        for span, name in sorted(spans):
            if longest is not None and span[0] < longest[0][1]:
                begin, end = span[0], min(span[1], longest[0][1])
                args = {"first": longest[1], "second": name, "begin": f"t:{begin}", "end": f"t:{end}"}
                found.append(error("booking.twice", longest[1], name, asset=f"@assets/{asset}", **args))
            if longest is None or span[1] > longest[0][1]:
                longest = (span, name)
    return found
