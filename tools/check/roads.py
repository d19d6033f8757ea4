"""Driving recomputed from the road legs of the world."""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from copilot.model.noun import Span
from copilot.model.world import World
from copilot.model.world.fleet import AssetType
from copilot.model.world.places import Leg


@dataclass(frozen=True)
class Passage:
    """A leg driven from one minute to another."""

    leg: Leg
    begin: int
    end: int


@lru_cache(maxsize=4096)
def exact(value: float) -> Fraction:
    """The number as it is written, free of binary rounding."""
    return Fraction(str(value))


@lru_cache(maxsize=16384)
def minutes(leg: Leg, group: tuple[AssetType, ...]) -> int:
    """The whole minutes that a group of vehicles needs for a leg; an empty group drives as a light vehicle."""
    hours = [exact(leg.hours_heavy if kind.vehicle_class == "heavy" else leg.hours_light) for kind in group]
    paces = [exact(leg.km) / exact(kind.speed_kmh) for kind in group]
    return math.ceil(60 * max(hours + paces, default=exact(leg.hours_light)))


def length(route: Sequence[Passage]) -> set[int]:
    """The kilometres of a route rounded up: one figure, or two when binary rounding of the sum crosses a whole one."""
    return {math.ceil(sum(exact(passage.leg.km) for passage in route)), math.ceil(sum(p.leg.km for p in route))}


def closed(world: World, passage: Passage) -> Span | None:
    """The first closure that a passage runs into, or None."""
    spans = [(c.start, c.end) for c in world.closures_of.get(passage.leg.id, ())]
    return min((s for s in spans if s[0] < passage.end and passage.begin < s[1]), default=None)


def too_weak(leg: Leg, group: Iterable[AssetType]) -> AssetType | None:
    """A vehicle type of the group that is too heavy for the leg, or None."""
    return next((kind for kind in group if kind.load_class > leg.load_class), None)


class Roads:
    """The legs between neighbouring sites."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._from: dict[str, list[Leg]] = {}
        self._legs: dict[frozenset[str], list[Leg]] = {}
        for leg in world.legs:
            self._legs.setdefault(frozenset((leg.origin, leg.destination)), []).append(leg)
            for end in (leg.origin, leg.destination):
                self._from.setdefault(end, []).append(leg)

    def gaps(self, route: Sequence[str]) -> list[tuple[str, str]]:
        """The neighbours of a route that no leg joins."""
        return [pair for pair in pairwise(route) if frozenset(pair) not in self._legs]

    def drive(self, route: Sequence[str], group: Sequence[AssetType], depart: int) -> list[Passage]:
        """The legs driven without pause from `depart`; of two legs side by side, the quickest that may be used."""
        passages: list[Passage] = []
        clock, types = depart, tuple(group)
        for pair in pairwise(route):
            choices = [Passage(leg, clock, clock + minutes(leg, types)) for leg in self._legs.get(frozenset(pair), ())]
            if choices:
                passages.append(min(choices, key=lambda choice: (self._blocked(choice, group), choice.end)))
                clock = passages[-1].end
        return passages

    def quickest(
        self, origin: str, destination: str, group: Sequence[AssetType], longest: bool = False
    ) -> tuple[str, ...]:
        """The sites of the quickest way, closures left out of account; empty when there is none.

        Among ways that are equally quick, the shortest one in km, or the `longest`.
        """
        sign, types = -1 if longest else 1, tuple(group)
        queue: list[tuple[int, Fraction, tuple[str, ...]]] = [(0, Fraction(0), (origin,))]
        settled: set[str] = set()
        while queue:
            time, km, way = heapq.heappop(queue)
            if way[-1] == destination:
                return way
            if way[-1] in settled:
                continue
            settled.add(way[-1])
            for leg in self._from.get(way[-1], ()):
                if too_weak(leg, group) is None:
                    end = leg.destination if leg.origin == way[-1] else leg.origin
                    heapq.heappush(queue, (time + minutes(leg, types), km + sign * exact(leg.km), (*way, end)))
        return ()

    def _blocked(self, passage: Passage, group: Sequence[AssetType]) -> bool:
        return closed(self._world, passage) is not None or too_weak(passage.leg, group) is not None
