"""Ways to break a valid plan so that one rule must see it; the facts are forged to match, unless they are the target.

Each of MUTATIONS takes (world, request, plan, random) and returns a Mutant, or None where the plan offers no hold.
They work on any valid plan, hand-made or solved.
"""

from plan_falsehoods import (
    drop_fact,
    drop_item,
    drop_unmet,
    falsify_availability,
    falsify_cell,
    falsify_fact,
    falsify_level,
    falsify_milestone,
    falsify_objective,
    falsify_total,
    hide_shortage,
    hide_total,
    ignore_rejection,
    overstate_bound,
)
from plan_forging import Mutant, edited, forged, in_world, pick, replaced, with_

from copilot.model.world.places import Closure


def move(world, request, plan, random):
    """An item starts a step later and still ends when it did."""
    item = pick(random, (i for i in plan.items if i.end - i.start > world.clock.step))
    if item:
        moved = replaced(plan, item, start=item.start + world.clock.step)
        return Mutant(("work", "travel", "commitments", "load"), world, moved)
    return None


def leave_grid(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind != "commitment" and world.clock.step > 1))
    if item:
        return Mutant(("window",), world, replaced(plan, item, start=item.start + 1, end=item.end + 1))
    return None


def leave_window(world, request, plan, random):
    item = pick(random, plan.items)
    if item:
        late = world.clock.end
        return Mutant(("window",), world, replaced(plan, item, start=item.start + late, end=item.end + late))
    return None


def double_book(world, request, plan, random):
    """A second item takes the same vehicles at the same time."""
    item = pick(random, (i for i in plan.items if i.assets))
    if item:
        clone = with_(item, id=f"{item.id}-BIS")
        return Mutant(("booking",), world, forged(with_(plan, items=(*plan.items, clone))))
    return None


def overlap(world, request, plan, random):
    """An item is put on another one that uses a vehicle of its own."""
    pairs = [(a, b) for a in plan.items for b in plan.items if a is not b and set(a.assets) & set(b.assets)]
    pair = pick(random, pairs)
    if pair:
        first, second = pair
        return Mutant(
            ("booking",), world, replaced(plan, second, start=first.start, end=first.start + second.end - second.start)
        )
    return None


def swap_asset(world, request, plan, random):
    """A vehicle of another type takes the place of one that was chosen."""
    item = pick(random, (i for i in plan.items if i.assets))
    if item:
        other = pick(random, (a for a in world.assets if a.type != world.asset[item.assets[0]].type))
        if other:
            swapped = replaced(plan, item, assets=(other.id, *item.assets[1:]))
            return Mutant(("location", "convoys", "load", "travel", "usage"), world, swapped)
    return None


def teleport(world, request, plan, random):
    """A vehicle that stands elsewhere takes part."""
    item = pick(random, (i for i in plan.items if i.assets and i.kind in ("convoy", "commitment", "training")))
    if item:
        away = pick(random, (a for a in world.assets if a.site != item.mode.site and a.id not in item.assets))
        if away:
            return Mutant(("location",), world, replaced(plan, item, assets=(away.id, *item.assets[1:])))
    return None


def overload(world, request, plan, random):
    """A convoy carries a thousand times its load."""
    item = pick(random, (i for i in plan.items if i.kind == "convoy" and i.mode.effects))
    if item:
        effects = tuple(with_(e, quantity=1000 * e.quantity) for e in item.mode.effects)
        return Mutant(("load",), world, replaced(plan, item, mode=with_(item.mode, effects=effects)))
    return None


def drop_delivery(world, request, plan, random):
    """Goods are loaded and delivered nowhere."""
    item = pick(random, (i for i in plan.items if i.kind == "convoy" and i.mode.effects))
    if item:
        effect = pick(random, (e for e in item.mode.effects if e.quantity > 0))
        effects = tuple(e for e in item.mode.effects if e is not effect)
        return Mutant(("load",), world, replaced(plan, item, mode=with_(item.mode, effects=effects)))
    return None


def deliver_early(world, request, plan, random):
    """Goods are in stock before they are unloaded."""
    item = pick(random, (i for i in plan.items if i.kind == "convoy" and i.mode.effects))
    if item:
        effect = pick(random, (e for e in item.mode.effects if e.quantity > 0))
        effects = tuple(with_(e, at=1) if e is effect else e for e in item.mode.effects)
        return Mutant(("load",), world, replaced(plan, item, mode=with_(item.mode, effects=effects)))
    return None


def hurry(world, request, plan, random):
    """A convoy reaches its last stop before it can."""
    item = pick(random, (i for i in plan.items if i.kind == "convoy" and len(i.mode.stops) > 1))
    if item:
        site, minute = item.mode.stops[-1]
        stops = (*item.mode.stops[:-1], (site, minute - 5))
        return Mutant(("travel",), world, replaced(plan, item, mode=with_(item.mode, stops=stops)))
    return None


def _first_legs(world, item):
    ends = frozenset(item.mode.route[:2])
    return [leg for leg in world.legs if frozenset((leg.origin, leg.destination)) == ends]


def close_leg(world, request, plan, random):
    """A leg is closed while a convoy drives it."""
    item = pick(random, (i for i in plan.items if i.kind == "convoy"))
    if item:
        closures = [
            Closure(row=0, leg=leg.id, start=item.start, end=item.end, reason_fr="-", reason_en="-")
            for leg in _first_legs(world, item)
        ]
        return in_world(world, plan, ("travel",), closures=(*world.closures, *closures))
    return None


def weaken_leg(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind == "convoy"))
    if item:
        weak = _first_legs(world, item)
        if all(world.asset_type[world.asset[asset].type].load_class > 1 for asset in item.assets):
            legs = tuple(with_(leg, load_class=1) if leg in weak else leg for leg in world.legs)
            return in_world(world, plan, ("travel",), legs=legs)
    return None


def understate_km(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind == "convoy" and i.mode.km > 5))
    if item:
        return Mutant(("travel",), world, replaced(plan, item, mode=with_(item.mode, km=item.mode.km - 5)))
    return None


def _used_unchecked(world, plan):
    checked = {i.subject.asset for i in plan.items if i.kind == "check"}
    used = {a for i in plan.items if i.kind in ("convoy", "commitment", "training") and i.mode.km for a in i.assets}
    return [asset for asset in world.assets if asset.id in used - checked]


def exceed_usage(world, request, plan, random):
    """A vehicle is a kilometre short of its limit before it leaves."""
    limits = {r.asset_type: r.usage_limit + r.usage_tolerance for r in world.check_rules if r.usage_limit}
    km = {r.asset_type for r in world.check_rules if r.usage_limit and r.usage_unit == "km"}
    asset = pick(random, (a for a in _used_unchecked(world, plan) if a.type in km))
    if asset:
        worn = asset.last_check_km + limits[asset.type]
        return in_world(world, plan, ("usage",), assets=edited(asset, world.assets, km=worn))
    return None


def exceed_date(world, request, plan, random):
    """A vehicle has not been checked for thirty years."""
    kinds = {r.asset_type for r in world.check_rules if r.calendar_limit_days}
    asset = pick(random, (a for a in _used_unchecked(world, plan) if a.type in kinds))
    if asset:
        return in_world(world, plan, ("usage",), assets=edited(asset, world.assets, last_check=-30 * 365 * 1440))
    return None


def take_from_storage(world, request, plan, random):
    asset = pick(random, _used_unchecked(world, plan))
    if asset:
        return in_world(world, plan, ("usage",), assets=edited(asset, world.assets, state="storage"))
    return None


def break_prerequisite(world, request, plan, random):
    """An activity starts with the one that must come before it."""
    done = {(i.subject.unit, i.subject.reference): i for i in plan.items if i.kind == "training"}
    pairs = [
        (item, done[item.subject.unit, first])
        for item in done.values()
        for first in world.training_activity[item.subject.reference].prerequisites
        if (item.subject.unit, first) in done
    ]
    pair = pick(random, pairs)
    if pair:
        item, first = pair
        moved = replaced(plan, item, start=first.start, end=first.start + item.end - item.start)
        return Mutant(("training",), world, moved)
    return None


def other_workshop(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind in ("check", "repair")))
    if item:
        shop = world.workshop[item.mode.workshop]
        changed = edited(shop, world.workshops, kind="-", bays=0)
        return in_world(world, plan, ("workshops",), workshops=changed)
    return None


def close_bay(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind in ("check", "repair")))
    if item:
        shop = world.workshop[item.mode.workshop]
        return in_world(world, plan, ("pools",), workshops=edited(shop, world.workshops, bays=0))
    return None


def lose_drivers(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind == "convoy"))
    if item and world.asset_type[world.asset[item.assets[0]].type].crew:
        unit = world.unit[world.asset[item.assets[0]].unit]
        return in_world(world, plan, ("pools",), units=edited(unit, world.units, drivers=0))
    return None


def forget_parts(world, request, plan, random):
    item = pick(random, (i for i in plan.items if i.kind in ("check", "repair", "training") and i.mode.effects))
    if item:
        return Mutant(("parts",), world, replaced(plan, item, mode=with_(item.mode, effects=())))
    return None


def empty_store(world, request, plan, random):
    """Nothing is left of what an item takes."""
    takes = [e for i in plan.items for e in i.mode.effects if e.quantity < 0]
    effect = pick(random, takes)
    stock = next((s for s in world.stocks if effect and (s.site, s.item) == (effect.site, effect.item)), None)
    if stock and stock.quantity:
        return in_world(world, plan, ("stocks", "projections"), stocks=edited(stock, world.stocks, quantity=0))
    return None


MUTATIONS = (
    move,
    leave_grid,
    leave_window,
    double_book,
    overlap,
    swap_asset,
    teleport,
    overload,
    drop_delivery,
    deliver_early,
    hurry,
    close_leg,
    weaken_leg,
    understate_km,
    exceed_usage,
    exceed_date,
    take_from_storage,
    break_prerequisite,
    other_workshop,
    close_bay,
    lose_drivers,
    forget_parts,
    empty_store,
    falsify_level,
    hide_shortage,
    falsify_availability,
    falsify_milestone,
    falsify_total,
    overstate_bound,
    falsify_objective,
    hide_total,
    falsify_fact,
    drop_fact,
    falsify_cell,
    drop_item,
    drop_unmet,
    ignore_rejection,
    overstate_bound,
)
