"""The pools of a world: how many places each has, and when some of them are known to be missing."""

from collections.abc import Iterable

from copilot.model.world import World
from tools.look.absences import Outages, outages

PEOPLE = ("driver", "instructor", "skill")
"""The pools whose places are people, who may be absent on a day that nobody foresaw."""


def capacity(world: World, pool: str) -> tuple[int, Outages]:
    """The places of a pool and its known outages (start, end, places lost)."""
    kind, _, name = pool.partition(":")
    if kind == "instructor":
        return _instructors(world, name)
    if kind == "skill":
        shop, _, skill = name.partition(":")
        rows = [row for row in world.technicians if (row.workshop, row.skill) == (shop, skill)]
        return _summed((row.count, outages(world, "technicians", row.id, row.count)) for row in rows)
    if kind == "bay":
        bays = world.workshop[name].bays
        return bays, outages(world, "bays", name, bays)
    if kind == "dock":
        docks = world.site[name].handling_capacity
        return docks, outages(world, "docks", name, docks)
    if kind == "driver":
        drivers = world.unit[name].drivers
        return drivers, outages(world, "drivers", name, drivers)
    if kind == "area":
        places = world.area[name].capacity
        return places, outages(world, "places", name, places)
    return 1, ()


def _instructors(world: World, qualification: str) -> tuple[int, Outages]:
    found = []
    for row in world.instructors:
        if row.qualification == qualification:
            lost = list(outages(world, "instructors", row.id, row.count, row.available_from, row.available_to))
            if row.available_from is not None and row.available_from > 0:
                lost.append((0, row.available_from, row.count))
            if row.available_to is not None and row.available_to < world.clock.end:
                lost.append((row.available_to, world.clock.end, row.count))
            found.append((row.count, tuple(lost)))
    return _summed(found)


def _summed(parts: Iterable[tuple[int, Outages]]) -> tuple[int, Outages]:
    total = 0
    lost: list[tuple[int, int, int]] = []
    for count, spans in parts:
        total += count
        lost += spans
    return total, tuple(lost)
