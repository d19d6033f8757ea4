"""The names that a plan's reader needs, in each language."""

import re
from collections.abc import Iterator

from copilot.model.plan import Plan, PlanItem
from copilot.model.world import World

REFERENCE = re.compile(r'"@([a-z_]+/[^"]+)"')
NAMED = (
    "sites",
    "items",
    "asset_types",
    "check_rules",
    "workshops",
    "units",
    "training_activities",
    "areas",
    "commitments",
    "phases",
)


def names(world: World, plan: Plan) -> dict[str, dict[str, str]]:
    """The French and English names of every row that the plan mentions, by "table/id"."""
    known = every_name(world)
    mentioned = {found.group(1) for found in REFERENCE.finditer(plan.model_dump_json())}
    for item in plan.items:
        mentioned.update(_of_item(item))
    mentioned.update(f"sites/{line.site}" for line in plan.stocks)
    mentioned.update(f"items/{line.item}" for line in plan.stocks)
    mentioned.update(f"asset_types/{line.asset_type}" for line in plan.availability)
    mentioned.update(f"units/{unit.id}" for unit in world.units)
    return {name: known[name] for name in sorted(mentioned) if name in known}


def _of_item(item: PlanItem) -> Iterator[str]:
    yield f"sites/{item.mode.site}"
    yield from (f"sites/{site}" for site in item.mode.route)
    yield from (f"assets/{asset}" for need in item.mode.assets for asset in need.candidates)
    subject = item.subject
    pairs = (
        ("workshops", item.mode.workshop),
        ("areas", item.mode.area),
        ("units", subject.unit),
        ("assets", subject.asset),
        ("sites", subject.site),
    )
    yield from (f"{table}/{name}" for table, name in pairs if name)


def every_name(world: World) -> dict[str, dict[str, str]]:
    """The French and English names of every row that has one, by "table/id"."""
    known = {
        f"{table}/{row.id}": {"fr": row.name_fr, "en": row.name_en} for table in NAMED for row in getattr(world, table)
    }
    for event in world.technical_events:
        known[f"technical_events/{event.id}"] = {"fr": event.description_fr, "en": event.description_en}
    for asset in world.assets:
        kind = world.asset_type[asset.type]
        known[f"assets/{asset.id}"] = {"fr": f"{asset.id} ({kind.name_fr})", "en": f"{asset.id} ({kind.name_en})"}
    return known
