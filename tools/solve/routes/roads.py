"""Quickest ways on the road graph, for one type of vehicle, some legs left out."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from copilot.model.world import AssetType, Leg, World

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Way:
    """A drive from one site to another: sites and legs in order, minutes for each leg, length in km."""

    sites: tuple[str, ...]
    legs: tuple[str, ...]
    leg_minutes: tuple[int, ...]
    km: float

    @cached_property
    def minutes(self) -> int:
        """Driving time of the whole way."""
        return sum(self.leg_minutes)


def leg_minutes(leg: Leg, kind: AssetType | None) -> int:
    """Minutes that a vehicle of this type takes for a leg; without a type, any light vehicle."""
    if kind is None:
        return math.ceil(round(60 * leg.hours_light, 6))
    hours = leg.hours_heavy if kind.vehicle_class == "heavy" else leg.hours_light
    return math.ceil(round(60 * max(hours, leg.km / kind.speed_kmh), 6))


class Roads:
    """The legs that a type of vehicle may use, those in `avoid` left out, as a networkx graph and as a matrix.

    The graph is for reading and drawing; shortest paths are scipy's, which is 20 times faster on large networks
    (measured: shared/research/solvers.md 2.3).
    """

    def __init__(self, world: World, kind: AssetType | None, avoid: frozenset[str] = frozenset()) -> None:
        self._kind = kind
        self._index = {site.id: position for position, site in enumerate(world.sites)}
        self._sites = [site.id for site in world.sites]
        self._ways: dict[tuple[str, str], Way | None] = {}
        self.graph: nx.Graph[str] = nx.Graph()
        self.graph.add_nodes_from(self._sites)
        for leg in world.legs:
            if (kind is None or leg.load_class >= kind.load_class) and leg.id not in avoid:
                self._add(leg)

    def way(self, origin: str, destination: str) -> Way | None:
        """The quickest way; None when there is none."""
        pair = (origin, destination)
        if pair not in self._ways:
            self._ways[pair] = self._walk(origin, destination)
        return self._ways[pair]

    def _walk(self, origin: str, destination: str) -> Way | None:
        if origin == destination:
            return Way(sites=(origin,), legs=(), leg_minutes=(), km=0)
        before = self._search[1][self._index[origin]]
        sites = [destination]
        while sites[-1] != origin:
            previous = before[self._index[sites[-1]]]
            if previous < 0:
                return None
            sites.append(self._sites[previous])
        sites.reverse()
        legs = [self.graph.edges[pair]["leg"] for pair in pairwise(sites)]
        return Way(
            sites=tuple(sites),
            legs=tuple(leg.id for leg in legs),
            leg_minutes=tuple(leg_minutes(leg, self._kind) for leg in legs),
            km=sum(leg.km for leg in legs),
        )

    def minutes(self, origin: str, destination: str) -> int | None:
        """The driving time of the quickest way; None when there is none."""
        time = self.times[self._index[origin], self._index[destination]]
        return int(time) if math.isfinite(time) else None

    @property
    def times(self) -> Matrix:
        """The driving times of the quickest ways between sites, in the world's order; infinite where there is none."""
        return self._search[0]

    @cached_property
    def lengths(self) -> Matrix:
        """The kilometres of the quickest ways between sites, in the world's order; infinite where there is none."""
        times, before = self._search
        origins = np.arange(len(times))
        found = np.where(times == 0, 0.0, np.inf)
        for sites in np.argsort(times, axis=1).T[1:]:  # by time, so that the way to the site before is already known
            reached = before[origins, sites] >= 0
            start, goal = origins[reached], sites[reached]
            previous = before[start, goal]
            found[start, goal] = found[start, previous] + self._legs[previous, goal]
        return found

    def _add(self, leg: Leg) -> None:
        minutes = leg_minutes(leg, self._kind)
        known = self.graph.get_edge_data(leg.origin, leg.destination)
        if known is None or minutes < known["minutes"]:
            self.graph.add_edge(leg.origin, leg.destination, leg=leg, minutes=minutes, km=leg.km)

    @cached_property
    def _legs(self) -> Matrix:
        """The kilometres of the quickest leg between two sites."""
        return nx.to_numpy_array(self.graph, self._sites, weight="km", nonedge=np.inf)

    @cached_property
    def _search(self) -> tuple[Matrix, NDArray[np.int32]]:
        edges = [(self._index[a], self._index[b], data["minutes"]) for a, b, data in self.graph.edges(data=True)]
        size = len(self._sites)
        rows, columns, minutes = zip(*edges, strict=True) if edges else ((), (), ())
        matrix = csr_matrix((minutes, (rows, columns)), shape=(size, size))
        times, before = dijkstra(matrix, directed=False, return_predecessors=True)
        return times, before


class Network:
    """The roads of a world, one graph a vehicle type and set of legs avoided, each built once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._roads: dict[tuple[str, frozenset[str]], Roads] = {}
        self._light: Roads | None = None
        self.place = {site.id: position for position, site in enumerate(world.sites)}

    def roads(self, kind: str, avoid: frozenset[str] = frozenset()) -> Roads:
        """The roads that a type of vehicle may use."""
        key = (kind, avoid)
        if key not in self._roads:
            self._roads[key] = Roads(self.world, self.world.asset_type[kind], avoid)
        return self._roads[key]

    def way(self, kind: str, origin: str, destination: str) -> Way | None:
        """The quickest way of a type of vehicle, closures left out of account."""
        return self.roads(kind).way(origin, destination)

    def light_minutes(self, origin: str, destination: str) -> int | None:
        """The driving time of a light vehicle whose own speed does not count; None when there is no way."""
        if self._light is None:
            self._light = Roads(self.world, None)
        return self._light.minutes(origin, destination)
