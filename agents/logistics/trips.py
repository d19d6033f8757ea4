"""The round trips that fleets can make, worked out together: one row a depot, one column a fleet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from copilot.model.world import AssetType
from tools.look.fleet import Fleet
from tools.solve.routes.drive import RoundTrip, closed_legs, round_trip
from tools.solve.routes.roads import Network


@dataclass(frozen=True)
class Trips:
    """Trips from home by a depot and stops in order back home, with at most `convoy` vehicles of one fleet."""

    network: Network
    depots: tuple[str, ...]
    fleets: tuple[Fleet, ...]
    convoy: int

    def minutes(self, stops: tuple[str, ...]) -> NDArray[np.float64]:
        """Driving minutes of each trip, infinite where there is no way."""
        kinds, homes, depots = self._kinds, self._homes, self._places(self.depots)[:, None]
        places = self._places(stops)
        found: NDArray[np.float64] = self._times[kinds, homes, depots] + self._times[kinds, depots, places[0]]
        for origin, destination in pairwise(places):
            found += self._times[kinds, origin, destination]
        found += self._times[kinds, places[-1], homes]
        return found

    def needed(self, kg: float, m3: float) -> NDArray[np.int64]:
        """How many vehicles of each fleet carry a load; more than it has where they cannot."""
        by_type = {name: _vehicles(self.network.world.asset_type[name], kg, m3) for name in self._types}
        return np.array([by_type[fleet.type] or len(fleet.assets) + 1 for fleet in self.fleets], dtype=np.int64)

    def options(self, fleet: Fleet, stops: tuple[str, ...]) -> tuple[RoundTrip, ...]:
        """The quickest trip and, when one of its legs closes at some time, the quickest one without such legs."""
        key = (fleet.type, fleet.site, stops)
        if key not in self._options:
            usual = round_trip(self.network, *key)
            avoid = closed_legs(self.network.world, usual) if usual else None
            detour = round_trip(self.network, *key, avoid) if avoid else None
            self._options[key] = tuple(trip for trip in (usual, detour) if trip is not None)
        return self._options[key]

    @cached_property
    def _options(self) -> dict[tuple[str, str, tuple[str, ...]], tuple[RoundTrip, ...]]:
        return {}

    @cached_property
    def largest(self) -> NDArray[np.int64]:
        """The most vehicles of each fleet that may drive together."""
        return np.array([min(len(fleet.assets), self.convoy) for fleet in self.fleets], dtype=np.int64)

    @cached_property
    def carrying(self) -> NDArray[np.bool_]:
        """Which fleets can carry some mass."""
        types = self.network.world.asset_type
        return np.array([types[fleet.type].payload_kg > 0 for fleet in self.fleets], dtype=np.bool_)

    def _places(self, sites: Sequence[str]) -> NDArray[np.int64]:
        return np.array([self.network.place[site] for site in sites], dtype=np.int64)

    @cached_property
    def _homes(self) -> NDArray[np.int64]:
        return self._places([fleet.site for fleet in self.fleets])

    @cached_property
    def _types(self) -> list[str]:
        return list(dict.fromkeys(fleet.type for fleet in self.fleets))

    @cached_property
    def _kinds(self) -> NDArray[np.int64]:
        return np.array([self._types.index(fleet.type) for fleet in self.fleets], dtype=np.int64)

    @cached_property
    def _times(self) -> NDArray[np.float64]:
        size = len(self.network.place)
        return np.array([self.network.roads(kind).times for kind in self._types]).reshape(-1, size, size)


def _vehicles(kind: AssetType, kg: float, m3: float) -> int | None:
    """How many vehicles of a type carry a load; None when no number does."""
    if kind.payload_kg <= 0 or (m3 > 0 and kind.payload_m3 <= 0):
        return None
    by_volume = math.ceil(round(m3 / kind.payload_m3, 6)) if m3 > 0 else 0
    return max(1, math.ceil(round(kg / kind.payload_kg, 6)), by_volume)
