"""Vehicles drive on roads that exist, are open, bear them, and at a pace they can hold."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error
from tools.check.roads import Passage, closed, too_weak


def travel(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Legs missing, closed or too weak, times that no vehicle can hold, kilometres that the route does not make."""
    reading = Reading(world, plan)
    found: list[Finding] = []
    for item in reading.items:
        found += _route(reading, item)
        if item.kind == "convoy":
            found += _convoy(reading, item)
        else:
            out, back = reading.travel(item)
            found += _weak(reading, item, out + back)
            if out and out[0].begin < 0:
                found.append(
                    error("travel.before_window", item.id, item=item.id, needed=f"d:{item.start - out[0].begin}")
                )
        expected = reading.kilometres(item)
        if item.mode.km not in expected:
            found.append(error("travel.km", item.id, item=item.id, said=item.mode.km, found=max(expected, default=0)))
        if item.mode.hours != reading.hours(item):
            found.append(error("travel.hours", item.id, item=item.id, said=item.mode.hours, found=reading.hours(item)))
    return found


def _route(reading: Reading, item: PlanItem) -> list[Finding]:
    found = []
    for origin, destination in reading.roads.gaps(item.mode.route):
        args = {"origin": f"@sites/{origin}", "destination": f"@sites/{destination}"}
        found.append(error("travel.no_leg", item.id, item=item.id, **args))
    ends = reading.journey(item)
    if ends is not None and reading.ways(item) is None:
        args = {"origin": f"@sites/{ends[0]}", "destination": f"@sites/{ends[1]}"}
        found.append(error("travel.no_way", item.id, item=item.id, **args))
    return found


def _convoy(reading: Reading, item: PlanItem) -> list[Finding]:
    run, route, step = reading.run(item), item.mode.route, reading.world.clock.step
    found = [error("travel.missed", item.id, item=item.id, site=f"@sites/{site}") for site in run.missed]
    if len(route) < 2 or route[0] != item.mode.site or route[-1] != item.mode.site:
        found.append(error("travel.no_return", item.id, item=item.id, site=f"@sites/{item.mode.site}"))
    for stop in run.handlings:
        if not stop.possible <= stop.begin <= stop.possible + stop.slack:
            times = {"said": f"t:{stop.begin}", "found": f"t:{stop.possible}"}
            found.append(error("travel.stop_time", item.id, item=item.id, site=f"@sites/{stop.site}", **times))
        if reading.world.site[stop.site].handling_capacity == 0:
            found.append(error("travel.no_dock", item.id, item=item.id, site=f"@sites/{stop.site}"))
    if not run.end <= item.end < run.end + max(step, len(run.passages) + 1):
        found.append(error("travel.end", item.id, item=item.id, said=f"t:{item.end}", found=f"t:{run.end}"))
    for passage in run.passages:
        closure = closed(reading.world, passage)
        if closure is not None:
            times = {"begin": f"t:{passage.begin}", "closed": f"t:{closure[0]}", "open": f"t:{closure[1]}"}
            found.append(error("travel.closed", item.id, item=item.id, **_ends(passage), **times))
    return found + _weak(reading, item, run.passages)


def _weak(reading: Reading, item: PlanItem, passages: list[Passage]) -> list[Finding]:
    found = []
    for leg in {passage.leg.id: passage for passage in passages}.values():
        kind = too_weak(leg.leg, reading.movers(item))
        if kind is not None:
            classes: dict[str, str | int] = {
                "said": kind.load_class,
                "found": leg.leg.load_class,
                "type": f"@asset_types/{kind.id}",
            }
            found.append(error("travel.weak", item.id, item=item.id, **_ends(leg), **classes))
    return found


def _ends(passage: Passage) -> dict[str, str]:
    return {"origin": f"@sites/{passage.leg.origin}", "destination": f"@sites/{passage.leg.destination}"}
