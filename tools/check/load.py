"""What a convoy carries fits its vehicles, and what it delivers was loaded."""

from collections import defaultdict

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading, Run
from tools.check.report import error
from tools.check.roads import exact


def load(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Loads too heavy, too large or of the wrong carriage; goods that appear, vanish, or move without a stop."""
    reading = Reading(world, plan)
    found: list[Finding] = []
    for item in reading.of("convoy"):
        loaded: dict[str, int] = defaultdict(int)
        delivered: dict[str, int] = defaultdict(int)
        for effect in item.mode.effects:
            (loaded if effect.quantity < 0 else delivered)[effect.item] += abs(effect.quantity)
        found += _fit(reading, item, loaded) + _stops(item, reading.run(item))
        for good in sorted(loaded.keys() | delivered.keys()):
            if loaded[good] != delivered[good]:
                figures: dict[str, str | int] = {
                    "loaded": loaded[good],
                    "delivered": delivered[good],
                    "unit": world.item[good].unit,
                }
                found.append(error("load.balance", item.id, item=item.id, good=f"@items/{good}", **figures))
    return found


def _fit(reading: Reading, item: PlanItem, loaded: dict[str, int]) -> list[Finding]:
    world, found = reading.world, []
    kinds = [world.asset_type[world.asset[asset].type] for asset in item.assets]
    mass = sum(exact(world.item[good].kg) * amount for good, amount in loaded.items())
    volume = sum(exact(world.item[good].m3) * amount for good, amount in loaded.items())
    payload, room = sum(exact(kind.payload_kg) for kind in kinds), sum(exact(kind.payload_m3) for kind in kinds)
    if mass > payload:
        found.append(error("load.mass", item.id, item=item.id, said=float(mass), limit=float(payload)))
    if volume > room:
        found.append(error("load.volume", item.id, item=item.id, said=float(volume), limit=float(room)))
    for good in loaded:
        for kind in reading.group(item):
            if world.item[good].carriage != kind.carriage:
                args = {"good": f"@items/{good}", "type": f"@asset_types/{kind.id}"}
                found.append(error("load.carriage", item.id, item=item.id, **args))
    return found


def _stops(item: PlanItem, run: Run) -> list[Finding]:
    """Goods are loaded when the first handling begins, and delivered when a later one ends."""
    loading = {(stop.site, stop.begin) for stop in run.handlings[:1]}
    unloading = {(stop.site, stop.end) for stop in run.handlings[1:]}
    found = []
    for effect in item.mode.effects:
        moment = item.end if effect.at is None else item.start + effect.at
        if (effect.site, moment) not in (loading if effect.quantity < 0 else unloading):
            args = {"good": f"@items/{effect.item}", "site": f"@sites/{effect.site}", "moment": f"t:{moment}"}
            found.append(error("load.no_stop", item.id, item=item.id, **args))
    return found
