"""Every way to drive a tour: depot, fleet, number of vehicles, route."""

import math

from agents.logistics.means import Means
from agents.logistics.tours import Tour
from copilot.model.activity import AssetNeed, Effect, Mode, PoolNeed
from tools.look.fleet import Fleet
from tools.solve.routes.drive import Drive, closed_legs, drive, may_not_start

MODES = 10


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


def ways(means: Means, tour: Tour) -> tuple[Mode, ...]:
    """The shortest modes of a tour, in vehicle-kilometres."""
    kg, m3 = sum(lot.kg(means.world) for lot in tour), sum(lot.m3(means.world) for lot in tour)
    modes: list[Mode] = []
    for depot in depots(means, tour):
        for fleet in means.fleets(tour[0].carriage):
            count = means.vehicles(fleet, kg, m3)
            if count <= means.largest(fleet):
                modes += _routes(means, depot, fleet, count, tour)
    return tuple(sorted(modes, key=lambda mode: (mode.km * mode.assets[0].count, mode.id))[:MODES])


def _routes(means: Means, depot: str, fleet: Fleet, count: int, tour: Tour) -> list[Mode]:
    """The quickest trip and, when one of its legs closes at some time, the quickest one without such legs."""
    sites = (depot, *(lot.site for lot in tour))
    usual = drive(means.network, fleet.type, count, fleet.site, sites)
    if usual is None:
        return []
    modes = [_mode(means, f"{depot}.{fleet.unit}.{fleet.type}.{fleet.site}", usual, fleet, count, tour)]
    if avoid := closed_legs(means.world, usual):
        detour = drive(means.network, fleet.type, count, fleet.site, sites, avoid)
        if detour is not None:
            modes.append(_mode(means, f"{modes[0].id}.detour", detour, fleet, count, tour))
    end = means.world.clock.end
    return [mode for mode in modes if not any(first <= 0 and last >= end for first, last in mode.closed)]


def _mode(means: Means, name: str, trip: Drive, fleet: Fleet, count: int, tour: Tour) -> Mode:
    kind = means.world.asset_type[fleet.type]
    drivers = [PoolNeed(pool=f"driver:{fleet.unit}", amount=kind.crew * count)] if kind.crew else []
    return Mode(
        id=name,
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
        sources=_sources(means, trip, kind.vehicle_class, name),
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
