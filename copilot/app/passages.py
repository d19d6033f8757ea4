"""Where convoys are on the road: each leg that one drives, from when to when."""

from collections.abc import Iterator
from itertools import pairwise

from copilot.model.noun import Noun
from copilot.model.plan import Plan, PlanItem
from copilot.model.world import World
from tools.solve.routes.roads import leg_minutes


class Passage(Noun):
    """A convoy that drives from one site to the next, between two minutes."""

    item: str
    origin: str
    destination: str
    begin: int
    end: int


def passages(world: World, plan: Plan) -> Iterator[Passage]:
    """The passages of every convoy, each in the order it drives; none for one off the roads, which the check tells."""
    paces: dict[tuple[str, str, str], int] = {}
    for kind in world.asset_types:
        for leg in world.legs:
            for origin, destination in ((leg.origin, leg.destination), (leg.destination, leg.origin)):
                held = paces.get((origin, destination, kind.id))
                minutes = leg_minutes(leg, kind)
                paces[origin, destination, kind.id] = minutes if held is None else min(minutes, held)
    for item in plan.items:
        kinds = {world.asset[name].type for name in item.assets if name in world.asset}
        driven = [(*ends, kind) for ends in pairwise(item.mode.route) for kind in kinds]
        if item.kind == "convoy" and kinds and all(one in paces for one in driven):
            yield from _driven(
                item, [max(paces[(*ends, kind)] for kind in kinds) for ends in pairwise(item.mode.route)]
            )


def _driven(item: PlanItem, drives: list[int]) -> Iterator[Passage]:
    """Counted back from each arrival: what a convoy has to spare, it spends where it stands, not on the road."""
    for first, last, arrival in _stretches(item):
        begin = arrival - sum(drives[first:last])
        for place in range(first, last):
            origin, destination = item.mode.route[place : place + 2]
            end = begin + drives[place]
            yield Passage(item=item.id, origin=origin, destination=destination, begin=begin, end=end)
            begin = end


def _stretches(item: PlanItem) -> Iterator[tuple[int, int, int]]:
    """From one handling to the next: places in the route, and the minute of arrival."""
    route, reached = item.mode.route, 0
    for site, minute in sorted(item.mode.stops, key=lambda stop: stop[1]):
        if site in route[reached:] and minute > 0:
            place = route.index(site, reached)
            yield reached, place, item.start + minute
            reached = place
    yield reached, len(route) - 1, item.end
