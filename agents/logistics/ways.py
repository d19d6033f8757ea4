"""Every way to drive a tour: depot, fleet, number of vehicles, route."""

import math
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

from agents.logistics.means import Means
from agents.logistics.tours import Tour
from copilot.model.activity import AssetNeed, Effect, Mode, PoolNeed
from tools.look.fleet import Fleet
from tools.solve.routes.drive import Drive, closed_legs, drive, may_not_start

MODES = 10
QUICKEST = 4 * MODES


def depots(means: Means, tour: Tour) -> list[str]:
    """Depots that hold or will receive everything the tour delivers."""
    wanted: dict[str, int] = {}
    for lot in tour:
        for item, quantity in lot.goods:
            wanted[item] = wanted.get(item, 0) + quantity
    served = {lot.site for lot in tour}
    return [
        depot
        for depot in means.depots()
        if depot not in served and all(means.held(depot, item) >= quantity for item, quantity in wanted.items())
    ]


@dataclass(frozen=True)
class Ride:
    """A trip of so many vehicles of a fleet, and the name that tells it from the other ways of its tour."""

    name: str
    trip: Drive
    fleet: Fleet
    count: int


def ways(means: Means, tour: Tour) -> tuple[Mode, ...]:
    """The shortest modes of a tour, in vehicle-kilometres, among the quickest in vehicle-minutes."""
    found = [
        ride for depot, fleet, count in _quickest(means, tour) for ride in _routes(means, depot, fleet, count, tour)
    ]
    shortest = sorted(found, key=lambda ride: (ride.trip.km * ride.count, ride.name))
    modes = (_mode(means, ride, tour) for ride in shortest)
    return tuple(islice((mode for mode in modes if not _never(means, mode)), MODES))


def _quickest(means: Means, tour: Tour) -> list[tuple[str, Fleet, int]]:
    """Depots and fleets that can drive a tour, with the number of vehicles; the quickest ones where there are many."""
    kg, m3 = sum(lot.kg(means.world) for lot in tour), sum(lot.m3(means.world) for lot in tour)
    loading = set(depots(means, tour))
    counts = [(fleet, means.vehicles(fleet, kg, m3)) for fleet in means.fleets(tour[0].carriage)]
    able = {fleet.key: count for fleet, count in counts if count <= means.largest(fleet)}
    found: list[tuple[int, int, tuple[str, Fleet, int]]] = []
    for minutes, depot, fleet in means.rounds(tour[0].carriage, tuple(lot.site for lot in tour)):
        if depot in loading and fleet.key in able:
            count = able[fleet.key]
            found.append((minutes * count, len(found), (depot, fleet, count)))
    return [choice for _, _, choice in nsmallest(QUICKEST, found)]


def _routes(means: Means, depot: str, fleet: Fleet, count: int, tour: Tour) -> list[Ride]:
    """The quickest trip and, when one of its legs closes at some time, the quickest one without such legs."""
    sites = (depot, *(lot.site for lot in tour))
    usual = drive(means.network, fleet.type, count, fleet.site, sites)
    if usual is None:
        return []
    found = [Ride(f"{depot}.{fleet.unit}.{fleet.type}.{fleet.site}", usual, fleet, count)]
    if avoid := closed_legs(means.world, usual):
        detour = drive(means.network, fleet.type, count, fleet.site, sites, avoid)
        if detour is not None:
            found.append(Ride(f"{found[0].name}.detour", detour, fleet, count))
    return found


def _never(means: Means, mode: Mode) -> bool:
    return any(first <= 0 and last >= means.world.clock.end for first, last in mode.closed)


def _mode(means: Means, ride: Ride, tour: Tour) -> Mode:
    trip, fleet, count = ride.trip, ride.fleet, ride.count
    kind = means.world.asset_type[fleet.type]
    drivers = [PoolNeed(pool=f"driver:{fleet.unit}", amount=kind.crew * count)] if kind.crew else []
    return Mode(
        id=ride.name,
        duration=max(1, trip.duration),
        site=fleet.site,
        route=trip.route,
        stops=trip.stops,
        assets=(AssetNeed(site=fleet.site, count=count, candidates=fleet.assets),),
        pools=(*_docks(means, trip, count), *drivers),
        effects=_effects(trip, tour),
        km=trip.km,
        hours=math.ceil(trip.driving / 60),
        closed=may_not_start(means.world, trip, means.request.limits),
        sources=_sources(means, trip, kind.vehicle_class, ride.name),
    )


def _effects(trip: Drive, tour: Tour) -> tuple[Effect, ...]:
    """Goods leave the depot when loading begins and are delivered when unloading ends."""
    effects = []
    (depot, loading), *deliveries = trip.stops
    for lot, (_, begin), minutes in zip(tour, deliveries, trip.handling[1:], strict=True):
        for item, quantity in lot.goods:
            effects.append(Effect(site=depot, item=item, quantity=-quantity, at=loading))
            effects.append(Effect(site=lot.site, item=item, quantity=quantity, at=begin + minutes))
    return tuple(effects)


def _docks(means: Means, trip: Drive, count: int) -> list[PoolNeed]:
    return [
        PoolNeed(
            pool=f"dock:{site}",
            amount=min(count, means.world.site[site].handling_capacity),
            begin=begin,
            length=minutes,
        )
        for (site, begin), minutes in zip(trip.stops, trip.handling, strict=True)
        if minutes
    ]


def _sources(means: Means, trip: Drive, vehicle_class: str, name: str) -> tuple[str, ...]:
    book = means.book
    legs = {leg.id: leg for leg in means.world.legs}
    used = [legs[leg] for leg in dict.fromkeys(leg for leg, _, _ in trip.legs)]
    inputs = [book.cell(leg, "km", "km") for leg in used]
    inputs += [book.cell(leg, f"hours_{vehicle_class}", "h") for leg in used]
    inputs += [book.cell(means.world.site[site], "handling_minutes", "min") for site, _ in trip.stops]
    run = book.run("solve.routes.drive", mode=name, route=" ".join(trip.route))
    return (book.computed(run, trip.duration, "min", inputs), book.computed(run, trip.km, "km", inputs))
