"""Vehicles stand where an item takes them, and are of the type and unit asked."""

from collections import Counter

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from copilot.model.world.upkeep import CheckRule
from tools.check.reading import USE, WORK, Reading
from tools.check.report import error


def location(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Vehicles that stand elsewhere, and vehicles that are not those asked."""
    reading = Reading(world, plan)
    found: list[Finding] = []
    for item in reading.of(*USE):
        found += _elsewhere(world, item)
    for item in reading.of(*WORK):
        asset, demand = world.asset[item.subject.asset or ""], reading.demand(item)
        if item.assets != (asset.id,):
            found.append(error("location.other_asset", item.id, item=item.id, asset=f"@assets/{asset.id}"))
        fits = asset.type == demand.asset_type if isinstance(demand, CheckRule) else asset.id == demand.asset
        if not fits:
            found.append(error("location.not_asked", item.id, item=item.id, asset=f"@assets/{asset.id}", row=demand.id))
    for item in reading.of("training"):
        unit = item.subject.unit or ""
        found += _vehicles(world, item, unit, reading.activity(item).vehicles)
    for item in reading.of("commitment"):
        asked = next(row for row in world.commitments if row.id == item.subject.reference)
        found += _vehicles(world, item, asked.unit, {asked.asset_type: asked.count})
    return found


def _elsewhere(world: World, item: PlanItem) -> list[Finding]:
    site = f"@sites/{item.mode.site}"
    return [
        error(
            "location.elsewhere", item.id, item=item.id, asset=f"@assets/{asset}", site=site, stands=f"@sites/{stands}"
        )
        for asset in item.assets
        if (stands := world.asset[asset].site) != item.mode.site
    ]


def _vehicles(world: World, item: PlanItem, unit: str, asked: dict[str, int]) -> list[Finding]:
    """The unit's vehicles, as many of each type as asked."""
    found = []
    for asset in item.assets:
        if world.asset[asset].unit != unit:
            args = {"asset": f"@assets/{asset}", "unit": f"@units/{unit}"}
            found.append(error("location.other_unit", item.id, item=item.id, **args))
    named = Counter(world.asset[asset].type for asset in item.assets)
    for kind in sorted(asked.keys() | named.keys()):
        if named[kind] != asked.get(kind, 0):
            figures = {"said": named[kind], "asked": asked.get(kind, 0)}
            found.append(error("location.count", item.id, item=item.id, type=f"@asset_types/{kind}", **figures))
    return found
