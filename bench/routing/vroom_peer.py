"""VROOM, at its highest level of exploration."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from bench.routing.verify import Call
from tools.solve.routes.routing import Routing, Stop

vroom: Any = import_module("vroom")  # its modules say nothing of what they export
LEVEL = 5
HIGHEST = 10**7
"""What VROOM takes as a cost without fear of overflowing: dearer costs are divided, all by the same number."""


def solved(
    routing: Routing, _family: str, _path: Path, seconds: float, threads: int, _seed: int
) -> list[tuple[int, list[Call]]] | None:
    """The rounds found, None when something is left out; it stops by itself when it has nothing left to try.

    Raises:
        NotImplementedError: routes have a longest duration, vehicles load again, goods are ready late, or costs are too
            high for it.
    """
    if any(one.longest is not None or one.reload for one in routing.vehicles):
        raise NotImplementedError("a longest duration, reloading")
    problem = vroom.Input()
    fleet = _fleet(problem, routing)
    _jobs(problem, routing)
    try:
        solution = problem.solve(exploration_level=LEVEL, nb_threads=threads, timeout=timedelta(seconds=seconds))
    except vroom._vroom.VroomInputException as error:
        raise NotImplementedError(str(error)) from error
    return _routes(routing, solution, fleet)


def _fleet(problem: Any, routing: Routing) -> list[int]:
    fleet: list[int] = []
    dearest = max(one.per_distance * int(routing.travels[one.travel].distance.max()) for one in routing.vehicles)
    shrink = -(-dearest // HIGHEST)
    for kind, one in enumerate(routing.vehicles):
        travel, profile = routing.travels[one.travel], f"kind{kind}"
        problem.set_durations_matrix(profile, travel.duration.astype(np.uint32))
        problem.set_costs_matrix(profile, (one.per_distance * travel.distance // shrink).astype(np.uint32))
        for _ in range(one.count):
            window = routing.depots[one.start].window
            problem.add_vehicle(
                vroom.Vehicle(
                    len(fleet), start=routing.depots[one.start].place, end=routing.depots[one.end].place,
                    profile=profile, capacity=list(one.capacity),
                    costs=vroom.VehicleCosts(fixed=min(HIGHEST, one.fixed // shrink)),
                    time_window=None if window is None else vroom.TimeWindow(*window),
                )
            )  # fmt: skip
            fleet.append(kind)
    return fleet


def _jobs(problem: Any, routing: Routing) -> None:
    for number, one in enumerate(routing.deliveries):
        windows = [vroom.TimeWindow(*one.window)] if one.window else []
        problem.add_job(
            vroom.Job(number, one.place, default_service=one.handling, delivery=list(one.brought), time_windows=windows)
        )
    for number, shipment in enumerate(routing.shipments):
        first, last = (_step(number, stop) for stop in (shipment.origin, shipment.destination))
        problem.add_shipment(first, last, vroom.Amount(list(shipment.load)))


def _step(number: int, stop: Stop) -> Any:
    windows = [vroom.TimeWindow(*stop.window)] if stop.window else []
    return vroom.ShipmentStep(number, stop.place, default_service=stop.handling, time_windows=windows)


def _routes(routing: Routing, solution: Any, fleet: list[int]) -> list[tuple[int, list[Call]]] | None:
    if solution.unassigned:
        return None
    kinds = {"job": "delivery", "pickup": "origin", "delivery": "destination"}
    rounds: dict[int, list[Call]] = {}
    for row in solution.routes.to_dict("records"):
        if row["type"] in kinds:
            rounds.setdefault(row["vehicle_id"], []).append((kinds[row["type"]], int(row["id"])))
    return [
        (kind, [("depot", routing.vehicles[kind].start), *calls, ("depot", routing.vehicles[kind].end)])
        for vehicle, calls in rounds.items()
        for kind in [fleet[vehicle]]
    ]
