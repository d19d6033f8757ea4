"""Every way to drive a tour: depot, fleet, number of vehicles, route."""

import math
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from agents.logistics.means import Means
from agents.logistics.timetable import Timetable
from agents.logistics.tours import Tour
from copilot.model.activity import Effect, Mode
from tools.look.fleet import Fleet
from tools.solve.routes.drive import Drive, RoundTrip

MODES = 10
QUICKEST = 4 * MODES
ENDS = ("", ".detour")


class Ride(NamedTuple):
    """A round trip of so many vehicles of a fleet: vehicle-kilometres, and what tells it from its tour's other ways."""

    km: int
    name: str
    trip: RoundTrip
    fleet: Fleet
    vehicles: int


def depots(means: Means, tour: Tour) -> list[str]:
    """Depots that hold or will receive everything the tour delivers, and that may supply each of its sites."""
    wanted: dict[str, int] = {}
    for lot in tour:
        for item, quantity in lot.goods:
            wanted[item] = wanted.get(item, 0) + quantity
    served = {lot.site for lot in tour}
    allowed = [means.sources.of(lot.site, lot.items) for lot in tour]
    return [
        depot
        for depot in means.depots
        if depot not in served
        and all(depot in some for some in allowed)
        and all(means.held(depot, item) >= quantity for item, quantity in wanted.items())
    ]


def ways(means: Means, tour: Tour) -> tuple[Mode, ...]:
    """The shortest modes of a tour, in vehicle-kilometres, among the quickest in vehicle-minutes."""
    rides = [ride for choice in _quickest(means, tour) for ride in _rides(means, tour, *choice)]
    return tuple(islice(_modes(means, tour, sorted(rides, key=itemgetter(0, 1))), MODES))


def _quickest(means: Means, tour: Tour) -> list[tuple[str, Fleet, int]]:
    """Depots and fleets that can drive a tour, with the number of vehicles; the quickest ones where there are many."""
    trips, loading = means.trips[tour[0].carriage], depots(means, tour)
    needed = trips.needed(sum(lot.kg(means.world) for lot in tour), sum(lot.m3(means.world) for lot in tour))
    minutes = trips.minutes(tuple(lot.site for lot in tour)) * needed
    minutes[[depot not in loading for depot in trips.depots]] = np.inf
    minutes[:, needed > trips.largest] = np.inf
    quickest = np.argsort(minutes, axis=None, kind="stable")[: min(QUICKEST, np.isfinite(minutes).sum())]
    pairs = (divmod(place, len(trips.fleets)) for place in quickest.tolist())
    return [(trips.depots[row], trips.fleets[column], int(needed[column])) for row, column in pairs]


def _rides(means: Means, tour: Tour, depot: str, fleet: Fleet, count: int) -> list[Ride]:
    name = f"{depot}.{fleet.unit}.{fleet.type}.{fleet.site}"
    trips = means.trips[tour[0].carriage].options(fleet, (depot, *(lot.site for lot in tour)))
    return [Ride(trip.km * count, name + end, trip, fleet, count) for trip, end in zip(trips, ENDS, strict=False)]


def _modes(means: Means, tour: Tour, rides: list[Ride]) -> Iterator[Mode]:
    effects: dict[Timetable, tuple[Effect, ...]] = {}
    for ride in rides:
        times = means.timetable(ride.trip, ride.vehicles)
        if not times.never:
            if times not in effects:
                effects[times] = _effects(times.drive, tour)
            yield _mode(means, ride, times, effects[times])


def _mode(means: Means, ride: Ride, times: Timetable, effects: tuple[Effect, ...]) -> Mode:
    trip = times.drive
    assets, drivers = means.taken(ride.fleet, ride.vehicles)
    return Mode(
        id=ride.name,
        duration=max(1, trip.duration),
        site=ride.fleet.site,
        route=trip.route,
        stops=trip.stops,
        assets=assets,
        pools=(*times.docks, *drivers),
        effects=effects,
        km=trip.km,
        hours=math.ceil(trip.driving / 60),
        closed=times.closed,
        sources=_sources(means, trip, ride),
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


def _sources(means: Means, trip: Drive, ride: Ride) -> tuple[str, ...]:
    inputs = means.inputs(ride.trip, ride.fleet)
    run = means.book.run("solve.routes.drive", mode=ride.name, route=" ".join(trip.route))
    return (
        means.book.computed(run, trip.duration, "min", inputs),
        means.book.computed(run, trip.km, "km", inputs),
    )
