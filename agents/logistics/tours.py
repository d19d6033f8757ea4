"""Which lots ride together: split to what a convoy can carry, grouped by day, carriage and depot."""

import math
from collections.abc import Iterable
from functools import partial
from itertools import groupby

from agents.logistics.lot import Lot
from agents.logistics.means import Means
from copilot.model.clock import DAY
from copilot.model.world.supply import Carriage
from tools.solve.routes.drive import handling_minutes
from tools.solve.routes.tours import Carrier, Load, group

PYVRP_SEED = 1
Tour = tuple[Lot, ...]
Wave = tuple[int, Carriage, str, tuple[str, ...]]


def tours(means: Means, lots: list[Lot]) -> list[Tour]:
    """The lots, each small enough for one convoy, as tours, the most pressing first."""
    longest = means.request.limits.day_to - means.request.limits.day_from
    wave_of = partial(_wave, means)
    found: list[Tour] = []
    for (_, carriage, _, _), wave in groupby(sorted(lots, key=wave_of), key=wave_of):
        named = {f"{number:03}": lot for number, lot in enumerate(wave)}
        loads = tuple(_load(means, name, lot) for name, lot in named.items())
        carriers = _carriers(means, carriage)
        for names in group(means.network, loads, carriers, means.answer.stops, longest, seed=PYVRP_SEED):
            found.append(tuple(named[name] for name in names))
    return sorted(found, key=lambda tour: min(lot.due for lot in tour))


def _wave(means: Means, lot: Lot) -> Wave:
    """Lots that may ride together: due on the same day, carried alike, from the same depots when not all will do."""
    return lot.due // DAY, lot.carriage, lot.depot, means.sources.of(lot.site, lot.items)


def parted(means: Means, lots: Iterable[Lot]) -> list[Lot]:
    """The lots, each in as many parts as the most capable fleet needs convoys for it."""
    return [part for lot in lots for part in lot.split(_convoys_needed(means, lot))]


def _convoys_needed(means: Means, lot: Lot) -> int:
    trips = means.trips[lot.carriage]
    needed = trips.needed(lot.kg(means.world), lot.m3(means.world))[trips.carrying]
    return min((-(-needed // trips.largest[trips.carrying])).tolist(), default=1)


def _load(means: Means, name: str, lot: Lot) -> Load:
    world = means.world
    handling = handling_minutes(world, lot.site, 1) if world.site[lot.site].handling_capacity else 0
    kg, litres = math.ceil(lot.kg(world)), math.ceil(1000 * lot.m3(world))
    return Load(name=name, site=lot.site, kg=kg, litres=litres, handling=handling)


def _carriers(means: Means, carriage: Carriage) -> tuple[Carrier, ...]:
    """Each fleet, loading at its nearest depot."""
    carriers = []
    for fleet in means.trips[carriage].fleets:
        roads, kind = means.network.roads(fleet.type), means.world.asset_type[fleet.type]
        near = [(minutes, depot) for depot in means.depots if (minutes := roads.minutes(fleet.site, depot)) is not None]
        if near:
            carriers.append(
                Carrier(
                    type=fleet.type,
                    depot=min(near)[1],
                    count=len(fleet.assets),
                    kg=math.floor(kind.payload_kg),
                    litres=math.floor(1000 * kind.payload_m3),
                )
            )
    return tuple(carriers)
