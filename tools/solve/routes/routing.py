"""What a routing question holds: places, depots, deliveries, shipments and vehicles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.model.noun import Span

NO_WAY = -1
Matrix = NDArray[np.int64]


class RoutingError(ValueError):
    """A question that makes no sense or that the solver cannot take, with all its problems."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Travel:
    """What lies between any two places for like vehicles: lengths and times; NO_WAY (-1) where they may not go."""

    distance: Matrix
    duration: Matrix


@dataclass(frozen=True)
class Depot:
    """Where vehicles begin, end and reload, open during a span of time, with the time that each loading takes."""

    place: int
    window: Span | None = None
    handling: int = 0


@dataclass(frozen=True)
class Delivery:
    """A call at a place: loads brought and taken back, one number a dimension, while its window lasts.

    `ready`: it leaves its depot no earlier. `reward`: the cost of leaving it out, None when it must be done.
    """

    name: str
    place: int
    brought: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()
    handling: int = 0
    window: Span | None = None
    ready: int = 0
    reward: int | None = None


@dataclass(frozen=True)
class Stop:
    """One end of a shipment."""

    place: int
    handling: int = 0
    window: Span | None = None


@dataclass(frozen=True)
class Shipment:
    """A load taken at one stop and left at another by the same vehicle."""

    name: str
    origin: Stop
    destination: Stop
    load: tuple[int, ...] = ()
    reward: int | None = None


@dataclass(frozen=True)
class Vehicles:
    """Like vehicles: what they carry, where they begin and end (depots), what they cost, when they may drive.

    `away`: spans in which none of them may be out (a workshop, a guard); between two of them a vehicle makes a
    route of its own, to which `longest` (time) and `furthest` (distance) apply. `reload`: depots where they may load
    again on the way, `reloads` times at most.
    """

    name: str
    count: int
    travel: str
    capacity: tuple[int, ...] = ()
    start: int = 0
    end: int = 0
    fixed: int = 0
    per_distance: int = 1
    per_duration: int = 0
    window: Span | None = None
    away: tuple[Span, ...] = ()
    longest: int | None = None
    furthest: int | None = None
    reload: tuple[int, ...] = ()
    reloads: int | None = None


@dataclass(frozen=True)
class Routing:
    """Everything that must be brought, with what; all loads have the same dimensions.

    `exclusive`: groups of deliveries, by position, of which exactly one is made.
    """

    travels: Mapping[str, Travel]
    depots: tuple[Depot, ...]
    vehicles: tuple[Vehicles, ...]
    deliveries: tuple[Delivery, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    exclusive: tuple[tuple[int, ...], ...] = ()

    def problems(self) -> list[str]:
        """What makes no sense, or what PyVRP cannot take: nothing when the question may be asked."""
        return [*self._sizes(), *self._loads(), *self._fleet(), *self._groups()]

    @property
    def places(self) -> int:
        """How many places there are."""
        return min((len(travel.distance) for travel in self.travels.values()), default=0)

    def _sizes(self) -> Iterator[str]:
        square = (self.places, self.places)
        for name, travel in self.travels.items():
            if travel.distance.shape != square or travel.duration.shape != square:
                yield f"travel {name}: {square} distances and durations expected"
        used = [one.place for one in self.depots] + [one.place for one in self.deliveries]
        used += [stop.place for one in self.shipments for stop in (one.origin, one.destination)]
        yield from (f"place {place} is not one of {self.places}" for place in used if not 0 <= place < self.places)
        if not self.depots or not self.vehicles:
            yield "at least one depot and one kind of vehicle expected"

    def _loads(self) -> Iterator[str]:
        dimensions = max((len(one.capacity) for one in self.vehicles), default=0)
        loads = [(one.name, load) for one in self.deliveries for load in (one.brought, one.taken)]
        loads += [(one.name, one.load) for one in self.shipments]
        for name, load in (*loads, *((one.name, one.capacity) for one in self.vehicles)):
            if len(load) not in (0, dimensions) or min(load, default=0) < 0:
                yield f"{name}: {dimensions} loads, none negative, expected, not {load}"

    def _fleet(self) -> Iterator[str]:
        for one in self.vehicles:
            if one.travel not in self.travels:
                yield f"vehicles {one.name}: travel {one.travel} is not known"
            if any(not 0 <= depot < len(self.depots) for depot in (one.start, one.end, *one.reload)):
                yield f"vehicles {one.name}: a depot is not one of {len(self.depots)}"
            if one.away and one.start != one.end:
                yield f"vehicles {one.name}: vehicles away for a time must end where they begin"
            if one.away and one.fixed:
                yield f"vehicles {one.name}: a fixed cost would be counted once for each stay away"
            if one.count < 1:
                yield f"vehicles {one.name}: at least one expected"

    def _groups(self) -> Iterator[str]:
        members = [one for group in self.exclusive for one in group]
        if len(members) != len(set(members)):
            yield "a delivery is in two exclusive groups"
        for one in members:
            if not 0 <= one < len(self.deliveries):
                yield f"delivery {one} of an exclusive group is not one of {len(self.deliveries)}"
            elif self.deliveries[one].reward is None:
                yield f"{self.deliveries[one].name}: a delivery of an exclusive group needs a reward"
