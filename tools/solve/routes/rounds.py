"""The rounds of a fleet, found by PyVRP's iterated local search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp
from pyvrp.constants import MAX_SIZE
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria

from copilot.model.noun import Span
from tools.solve.routes.routing import NO_WAY, Depot, Matrix, Routing, RoutingError, Shipment, Vehicles

UNLIMITED = int(np.iinfo(np.int64).max)
FAR = 2**40
"""Longer than any real way, short enough that a sum of some thousands does not overflow."""

_CALLS: dict[pyvrp.ActivityType, str] = {
    pyvrp.ActivityType.DEPOT: "depot",
    pyvrp.ActivityType.CLIENT: "delivery",
    pyvrp.ActivityType.PICKUP: "origin",
    pyvrp.ActivityType.DELIVERY: "destination",
}


@dataclass(frozen=True)
class Call:
    """A depot, a delivery, or an end of a shipment, by its position; begun and ended at these times."""

    kind: str
    index: int
    begin: int
    end: int


@dataclass(frozen=True)
class Round:
    """What one vehicle does between two stays at its depot; `vehicles` is the position of its kind."""

    vehicles: int
    calls: tuple[Call, ...]


@dataclass(frozen=True)
class Rounds:
    """The best rounds found and their cost; None for `cost` when not everything that must be done could be."""

    rounds: tuple[Round, ...]
    cost: int | None
    iterations: int


def plan(
    routing: Routing, seed: int, iterations: int | None = None, seconds: float | None = None,
    stop: Callable[[], bool] | None = None,
) -> Rounds:  # fmt: skip
    """The cheapest rounds found within so many iterations or seconds: distances, durations, vehicles, rewards forgone.

    With iterations alone the same question and seed give the same rounds. `stop` is asked at each iteration.

    Raises:
        RoutingError: the question makes no sense, or has no end, or PyVRP cannot take it.
    """
    limits: list[pyvrp.stop.StoppingCriterion] = []
    if iterations is not None:
        limits.append(MaxIterations(iterations))
    if seconds is not None:
        limits.append(MaxRuntime(seconds))
    wrong = routing.problems() + ([] if limits else ["a number of iterations or seconds expected"])
    if wrong:
        raise RoutingError(wrong)
    if stop is not None:
        limits.append(lambda _cost: stop())
    duties = list(_duties(routing))
    result = pyvrp.solve(_data(routing, duties), MultipleCriteria(limits), seed, collect_stats=False, display=False)
    rounds = tuple(_round(route, duties) for route in result.best.routes())
    cost = result.cost() if result.is_feasible() else None
    return Rounds(rounds, None if cost is None else int(cost), result.num_iterations)


def _duties(routing: Routing) -> Iterator[tuple[int, Vehicles, Span | None]]:
    """Each kind of vehicle with each span in which it may drive."""
    for index, one in enumerate(routing.vehicles):
        if not one.away:
            yield index, one, one.window
            continue
        first, last = one.window or (0, UNLIMITED)
        for begin, end in sorted(one.away):
            if first < begin:
                yield index, one, (first, min(begin, last))
            first = max(first, end)
        if first < last:
            yield index, one, (first, last)


def _data(routing: Routing, duties: list[tuple[int, Vehicles, Span | None]]) -> pyvrp.ProblemData:
    names = list(routing.travels)
    travels = routing.travels.values()
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0)] * routing.places,
        clients=_clients(routing),
        depots=[_depot(one) for one in routing.depots],
        vehicle_types=[_type(routing, one, window, names) for _, one, window in duties],
        distance_matrices=[_closed(one.distance) for one in travels],
        duration_matrices=[_closed(one.duration) for one in travels],
        groups=[pyvrp.ClientGroup(list(group), required=True) for group in routing.exclusive],
        shipments=[_shipment(one) for one in routing.shipments],
    )


def _clients(routing: Routing) -> list[pyvrp.Client]:
    groups = {one: number for number, group in enumerate(routing.exclusive) for one in group}
    return [
        pyvrp.Client(
            one.place, list(one.brought), list(one.taken), one.handling, *_span(one.window), one.ready,
            one.reward or 0, one.reward is None, groups.get(index), name=one.name,
        )
        for index, one in enumerate(routing.deliveries)
    ]  # fmt: skip


def _depot(one: Depot) -> pyvrp.Depot:
    return pyvrp.Depot(one.place, *_span(one.window), one.handling)


def _shipment(one: Shipment) -> pyvrp.Shipment:
    start, goal = one.origin, one.destination
    return pyvrp.Shipment(
        start.place, goal.place, *_span(start.window), start.handling, *_span(goal.window), goal.handling,
        list(one.load), one.reward or 0, one.reward is None, name=one.name,
    )  # fmt: skip


def _type(routing: Routing, one: Vehicles, window: Span | None, names: list[str]) -> pyvrp.VehicleType:
    travel = routing.travels[one.travel]
    shut = bool((travel.distance == NO_WAY).any() or (travel.duration == NO_WAY).any())
    return pyvrp.VehicleType(
        one.count, list(one.capacity), one.start, one.end, one.fixed, *_span(window),
        UNLIMITED if one.longest is None else one.longest,
        min(UNLIMITED if one.furthest is None else one.furthest, FAR - 1 if shut else UNLIMITED),
        one.per_distance, one.per_duration, names.index(one.travel),
        reload_depots=list(one.reload), max_reloads=MAX_SIZE if one.reloads is None else one.reloads,
    )  # fmt: skip


def _closed(matrix: Matrix) -> Any:  # PyVRP's stubs ask for an array of Python's int, which numpy does not have.
    return np.where(matrix == NO_WAY, FAR, matrix)


def _span(window: Span | None) -> Span:
    return (0, UNLIMITED) if window is None else window


def _round(route: pyvrp.Route, duties: list[tuple[int, Vehicles, Span | None]]) -> Round:
    calls = (Call(_CALLS[one.type], one.idx, one.start_time, one.end_time) for one in route.schedule())
    return Round(duties[route.vehicle_type()][0], tuple(calls))
