"""The places, drivers and stocks that logistics brings to the joint plan."""

from copilot.model.activity import Pool, Reservoir
from copilot.model.world import World
from tools.forecast.consumption import reservoir
from tools.look.absences import outages


def pools(world: World) -> tuple[Pool, ...]:
    """Docks of every site and drivers of every unit."""
    docks = [
        Pool(
            id=f"dock:{site.id}",
            capacity=site.handling_capacity,
            outages=outages(world, "docks", site.id, site.handling_capacity),
        )
        for site in world.sites
    ]
    drivers = [
        Pool(id=f"driver:{unit.id}", capacity=unit.drivers, outages=outages(world, "drivers", unit.id, unit.drivers))
        for unit in world.units
    ]
    return (*docks, *drivers)


def reservoirs(world: World) -> tuple[Reservoir, ...]:
    """Every stock that the world mentions, by site and item."""
    pairs = dict.fromkeys(
        [(stock.site, stock.item) for stock in world.stocks]
        + [(order.site, order.item) for order in world.part_orders]
        + [(row.site, row.item) for row in world.consumption]
        + [(area.site, item) for area in world.areas for t in world.training_activities for item in t.items]
        + [(shop.site, item.id) for shop in world.workshops for item in world.items if item.class_us == "IX"]
    )
    return tuple(reservoir(world, site, item) for site, item in pairs)
