"""The timeline of a convoy: where it is when, and at which minutes it may not leave."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from copilot.model.clock import Clock
from copilot.model.noun import Span
from copilot.model.request import Limits
from copilot.model.world import World
from tools.solve.routes.roads import Network, Way


@dataclass(frozen=True)
class Drive:
    """A round trip from `route[0]`: handling times by stop, duration and length, legs with their minutes."""

    route: tuple[str, ...]
    stops: tuple[tuple[str, int], ...]
    handling: tuple[int, ...]
    duration: int
    driving: int
    km: int
    legs: tuple[tuple[str, int, int], ...]


def handling_minutes(world: World, site: str, vehicles: int) -> int:
    """Time to load or unload so many vehicles at a site; 0 capacity means that nothing can be handled there."""
    place = world.site[site]
    return math.ceil(vehicles / place.handling_capacity) * place.handling_minutes


@dataclass(frozen=True, eq=False)
class RoundTrip:
    """The ways home - stops in order - home."""

    ways: tuple[Way, ...]

    @cached_property
    def km(self) -> int:
        """Its length, rounded up."""
        return math.ceil(round(sum(way.km for way in self.ways), 6))

    @cached_property
    def legs(self) -> frozenset[str]:
        """The legs that it uses."""
        return frozenset(leg for way in self.ways for leg in way.legs)


def round_trip(
    network: Network, kind: str, home: str, stops: tuple[str, ...], avoid: frozenset[str] = frozenset()
) -> RoundTrip | None:
    """The quickest round trip, without some legs; None when a stop cannot be reached or handles nothing."""
    if any(network.world.site[stop].handling_capacity == 0 for stop in stops):
        return None
    roads = network.roads(kind, avoid)
    ways = [roads.way(a, b) for a, b in pairwise((home, *stops, home))]
    found = tuple(way for way in ways if way is not None)
    return RoundTrip(found) if len(found) == len(ways) else None


def drive(world: World, trip: RoundTrip, vehicles: int) -> Drive:
    """The timeline of a round trip of so many vehicles, from the minute at which they leave."""
    ways = trip.ways
    minute, route, legs, stopped, handled = 0, [ways[0].sites[0]], [], [], []
    for number, way in enumerate(ways):
        legs += _timed(way, minute)
        minute += way.minutes
        route += way.sites[1:]
        if number < len(ways) - 1:
            stopped.append((route[-1], minute))
            handled.append(handling_minutes(world, route[-1], vehicles))
            minute += handled[-1]
    return Drive(
        route=tuple(route),
        stops=tuple(stopped),
        handling=tuple(handled),
        duration=minute,
        driving=sum(way.minutes for way in ways),
        km=trip.km,
        legs=tuple(legs),
    )


def may_not_start(world: World, trip: Drive, limits: Limits) -> tuple[Span, ...]:
    """The spans of minutes at which the trip may not leave: it would meet a closure, or drive by night."""
    spans = [
        (closure.start - end + 1, closure.end - begin)
        for leg, begin, end in trip.legs
        for closure in world.closures_of.get(leg, ())
    ]
    if not limits.night_movement:
        spans += _nights(world.clock, limits.day_from, limits.day_to, trip.duration)
    return _merged([(max(0, first), last) for first, last in spans if last > max(0, first)])


def closed_legs(world: World, trip: RoundTrip) -> frozenset[str]:
    """The legs of a round trip that close at some time."""
    return trip.legs.intersection(world.closures_of)


@lru_cache(maxsize=1024)
def _nights(clock: Clock, day_from: int, day_to: int, duration: int) -> tuple[Span, ...]:
    days = clock.open_spans("1234567", day_from, day_to)
    edges = [0, *(minute for first, last in days for minute in (first, last - duration + 1)), clock.end]
    return tuple((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last)


def _timed(way: Way, minute: int) -> list[tuple[str, int, int]]:
    legs = []
    for leg, minutes in zip(way.legs, way.leg_minutes, strict=True):
        legs.append((leg, minute, minute + minutes))
        minute += minutes
    return legs


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)
