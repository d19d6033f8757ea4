"""Bays, skills, instructors, areas, units, drivers and docks never give more places than they have."""

from collections import defaultdict

from copilot.model.finding import Finding
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from copilot.model.world.absence import Missing
from tools.check.reading import Hold, Reading
from tools.check.report import error


def pools(world: World, request: Request, plan: Plan) -> list[Finding]:
    """The first moment at which each pool is short of places, and by whom it is then held."""
    reading = Reading(world, plan)
    holds: dict[str, list[Hold]] = defaultdict(list)
    for item in reading.items:
        for hold in reading.pools(item):
            holds[hold.pool].append(hold)
    return [finding for pool, held in sorted(holds.items()) if (finding := _first_excess(world, pool, held))]


def capacity(world: World, pool: str, minute: int) -> int:
    """The places that a pool has at a minute."""
    kind, _, name = pool.partition(":")
    if kind == "instructor":
        rows = [row for row in world.instructors if row.qualification == name]
        present = [r for r in rows if (r.available_from or 0) <= minute < _until(r.available_to, minute)]
        return sum(left(world, "instructors", row.id, row.count, minute) for row in present)
    if kind == "skill":
        shop, _, skill = name.partition(":")
        people = [row for row in world.technicians if row.workshop == shop and row.skill == skill]
        return sum(left(world, "technicians", row.id, row.count, minute) for row in people)
    if kind == "bay":
        return left(world, "bays", name, world.workshop[name].bays, minute)
    if kind == "dock":
        return left(world, "docks", name, world.site[name].handling_capacity, minute)
    if kind == "driver":
        return left(world, "drivers", name, world.unit[name].drivers, minute)
    return left(world, "places", name, world.area[name].capacity, minute) if kind == "area" else 1


def left(world: World, what: Missing, of: str, count: int, minute: int) -> int:
    """How many of so many are there at a minute, when some may be absent."""
    rows = (row for row in world.absences if (row.what, row.of) == (what, of) and row.start <= minute < row.end)
    return max(0, count - sum(row.count for row in rows))


def _until(limit: int | None, minute: int) -> int:
    return minute + 1 if limit is None else limit


def _first_excess(world: World, pool: str, held: list[Hold]) -> Finding | None:
    kind, _, name = pool.partition(":")
    moments = {hold.span[0] for hold in held}
    if kind == "instructor":
        moments |= {r.available_to for r in world.instructors if r.qualification == name and r.available_to is not None}
    moments |= {row.start for row in world.absences}
    for minute in sorted(moments):
        present = [hold for hold in held if hold.span[0] <= minute < hold.span[1]]
        needed, places = sum(hold.amount for hold in present), capacity(world, pool, minute)
        if needed > places:
            items = tuple(dict.fromkeys(hold.item for hold in present))
            args: dict[str, str | int] = {
                "needed": needed,
                "places": places,
                "moment": f"t:{minute}",
                "items": ", ".join(items),
            }
            return _excess(kind, name, items, args)
    return None


def _excess(kind: str, name: str, items: tuple[str, ...], args: dict[str, str | int]) -> Finding:
    if kind == "bay":
        return error("pools.bay", *items, workshop=f"@workshops/{name}", **args)
    if kind == "skill":
        shop, _, skill = name.partition(":")
        return error("pools.skill", *items, workshop=f"@workshops/{shop}", skill=skill, **args)
    if kind == "instructor":
        return error("pools.instructor", *items, qualification=name, **args)
    if kind == "area":
        return error("pools.area", *items, area=f"@areas/{name}", **args)
    if kind == "unit":
        return error("pools.unit", *items, unit=f"@units/{name}", **args)
    if kind == "driver":
        return error("pools.driver", *items, unit=f"@units/{name}", **args)
    return error("pools.dock", *items, site=f"@sites/{name}", **args)
