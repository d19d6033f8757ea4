"""Which items of a plan a change is about: what they hold, use up, drive through or are due for."""

from itertools import pairwise

from copilot.model.change import Absent, Change, CostChanged, ItemAsked, Sourced
from copilot.model.plan import Plan, PlanItem
from copilot.model.world import World

POOLS = {"drivers": "driver:{unit}", "instructors_lent": "instructor:{qualification}", "handling": "dock:{site}"}
"""The pool that a change of some kinds is about."""
ABSENT = {"drivers": "driver", "docks": "dock", "sites": "dock", "bays": "bay", "places": "area"}
"""How the name of the pool begins that an absence, or a cost, is about."""
NAMED = ("asset", "workshop", "area", "commitment", "check")


def touches(change: Change, item: PlanItem, plan: Plan, world: World | None) -> bool:
    """True when a change names something that the item uses or changes.

    Without the world nothing is known of the rows that a change only names: people, orders and legs.
    """
    if isinstance(change, ItemAsked):
        return change.name == item.id
    said = change.model_dump()
    stocks = {(effect.site, effect.item) for effect in item.mode.effects}
    if isinstance(change, Sourced):
        return any(change.site in (None, site) and change.item in (None, good) for site, good in stocks)
    if "item" in said:
        return (said["site"], said["item"]) in stocks
    if (said.get("unit"), said.get("activity")) == (item.subject.unit, item.subject.reference):
        return True
    if change.kind == "deadline":
        return any(one.id == change.milestone and one.unit == item.subject.unit for one in plan.request.milestones)
    if world is not None and _of_a_row(said, item, stocks, world):
        return True
    used = {item.mode.workshop, item.mode.area, item.subject.asset, item.subject.reference, *item.assets} - {None}
    used |= {need.pool for need in item.mode.pools}
    if isinstance(change, Absent | CostChanged):
        return change.of in used or f"{ABSENT.get(change.what, '')}:{change.of}" in used
    pool = POOLS.get(change.kind, "").format(**said)
    return pool in used or any(said.get(key) in used for key in NAMED)


def _of_a_row(said: dict[str, object], item: PlanItem, stocks: set[tuple[str, str]], world: World) -> bool:
    """True when the row that a change names is a stock's order, people whom the item needs, or a leg on its way."""
    pools = {need.pool for need in item.mode.pools}
    names = {said.get(key) for key in ("of", "instructors", "order", "leg")} - {None}
    people = {f"instructor:{row.qualification}" for row in world.instructors if row.id in names}
    people |= {f"skill:{row.workshop}:{row.skill}" for row in world.technicians if row.id in names}
    orders = {(row.site, row.item) for row in world.part_orders if row.id in names}
    legs = {frozenset((row.origin, row.destination)) for row in world.legs if row.id in names}
    driven = {frozenset(way) for way in pairwise(item.mode.route)}
    return bool(people & pools or orders & stocks or legs & driven)
