"""The timeline of a convoy: where it is when, and at which minutes it may not leave."""

import math
from itertools import pairwise

from copilot.model.noun import Noun, Span
from copilot.model.request import Limits
from copilot.model.world import World
from tools.solve.routes.roads import Network, Way


class Drive(Noun):
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


def drive(
    network: Network, kind: str, vehicles: int, home: str, stops: tuple[str, ...], avoid: frozenset[str] = frozenset()
) -> Drive | None:
    """The round trip home - stops in order - home; None when a stop cannot be reached or handles nothing."""
    world = network.world
    if any(world.site[stop].handling_capacity == 0 for stop in stops):
        return None
    ways = [network.roads(kind, avoid).way(a, b) for a, b in pairwise((home, *stops, home))]
    found = [way for way in ways if way is not None]
    if len(found) < len(ways):
        return None
    minute, route, legs, stopped, handled = 0, [home], [], [], []
    for way, stop in zip(found, (*stops, None), strict=True):
        legs += _timed(way, minute)
        minute += way.minutes
        route += way.sites[1:]
        if stop is not None:
            stopped.append((stop, minute))
            handled.append(handling_minutes(world, stop, vehicles))
            minute += handled[-1]
    return Drive(
        route=tuple(route),
        stops=tuple(stopped),
        handling=tuple(handled),
        duration=minute,
        driving=sum(way.minutes for way in found),
        km=math.ceil(round(sum(way.km for way in found), 6)),
        legs=tuple(legs),
    )


def may_not_start(world: World, trip: Drive, limits: Limits) -> tuple[Span, ...]:
    """The spans of minutes at which the trip may not leave: it would meet a closure, or drive by night."""
    spans = [
        (closure.start - end + 1, closure.end - begin)
        for leg, begin, end in trip.legs
        for closure in world.closures
        if closure.leg == leg
    ]
    if not limits.night_movement:
        spans += _nights(world, trip.duration, limits)
    return _merged([(max(0, first), last) for first, last in spans if last > max(0, first)])


def closed_legs(world: World, trip: Drive) -> frozenset[str]:
    """The legs of a trip that close at some time."""
    return frozenset(leg for leg, _, _ in trip.legs) & frozenset(closure.leg for closure in world.closures)


def _nights(world: World, duration: int, limits: Limits) -> list[Span]:
    days = world.clock.open_spans("1234567", limits.day_from, limits.day_to)
    edges = [0, *(minute for first, last in days for minute in (first, last - duration + 1)), world.clock.end]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]


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
