"""No vehicle is used past a limit, in storage, or before it is repaired."""

from collections import defaultdict

from copilot.model.clock import DAY
from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from copilot.model.world.fleet import Asset
from copilot.model.world.upkeep import CheckRule
from tools.check.reading import USE, Reading
from tools.check.report import error


def usage(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Vehicles used in storage, while down, past a calendar limit, or past a usage limit."""
    reading = Reading(world, plan)
    uses: dict[str, list[PlanItem]] = defaultdict(list)
    for item in sorted(reading.of(*USE), key=lambda item: (item.start, item.id)):
        for name in dict.fromkeys(item.assets):
            uses[name].append(item)
    ends: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for check in reading.of("check"):
        ends[check.subject.asset, check.subject.reference].append(check.end)
    repaired = {item.subject.reference: item.end for item in reading.of("repair")}
    found: list[Finding] = []
    for name, items in uses.items():
        asset = world.asset[name]
        found += _state(world, asset, items, repaired)
        for rule in world.check_rules:
            if rule.asset_type == asset.type:
                checks = sorted(ends[asset.id, rule.id])
                found += _calendar(reading, asset, rule, items, checks)
                found += _counter(reading, asset, rule, items, checks)
    return found


def _state(world: World, asset: Asset, items: list[PlanItem], repaired: dict[str, int]) -> list[Finding]:
    if asset.state == "storage":
        return [error("usage.storage", item.id, item=item.id, asset=f"@assets/{asset.id}") for item in items]
    if asset.state == "available":
        return []
    events = [e.id for e in world.technical_events if e.asset == asset.id and e.immobilising]
    return [
        error("usage.down", item.id, item=item.id, asset=f"@assets/{asset.id}", start=f"t:{item.start}", event=event)
        for item in items
        for event in events
        if repaired.get(event, item.start + 1) > item.start
    ]


def _calendar(
    reading: Reading, asset: Asset, rule: CheckRule, items: list[PlanItem], checks: list[int]
) -> list[Finding]:
    if rule.calendar_limit_days is None:
        return []
    allowed = (rule.calendar_limit_days + rule.calendar_tolerance_days) * DAY
    found = []
    for item in items:
        last = max((end for end in checks if end <= item.start), default=asset.last_check)
        end = reading.held(item)[1]
        if end > last + allowed:
            times = {"end": f"t:{end}", "limit": f"t:{last + allowed}", "check": f"@check_rules/{rule.id}"}
            found.append(error("usage.calendar", item.id, item=item.id, asset=f"@assets/{asset.id}", **times))
    return found


def _counter(
    reading: Reading, asset: Asset, rule: CheckRule, items: list[PlanItem], checks: list[int]
) -> list[Finding]:
    if rule.usage_limit is None:
        return []
    limit = rule.usage_limit + rule.usage_tolerance
    spent: dict[int | None, int] = {None: asset.used(rule.usage_unit)}
    for item in items:
        last = max((end for end in checks if end <= item.start), default=None)
        spent[last] = spent.get(last, 0) + _added(reading, item, rule)
        if spent[last] > limit:
            figures: dict[str, str | int] = {"said": spent[last], "limit": limit, "unit": rule.usage_unit}
            names = {"asset": f"@assets/{asset.id}", "check": f"@check_rules/{rule.id}"}
            return [error("usage.counter", item.id, item=item.id, **names, **figures)]
    return []


def _added(reading: Reading, item: PlanItem, rule: CheckRule) -> int:
    if rule.usage_unit == "h":
        return max(reading.hours(item), item.mode.hours)
    return max(min(reading.kilometres(item), default=0), item.mode.km)
