"""PyVRP itself, called as its documentation does: by `read` where it can read the file, else by its `Model`."""

from pathlib import Path

import pyvrp

from bench.routing.cpu import Processor
from bench.routing.read import TRAVEL
from bench.routing.verify import Call
from tools.solve.routes.routing import Routing

ROUND = {"cvrp": "round", "vrptw": "dimacs", "mdvrptw": "exact", "hfvrp": "exact", "mtvrptwr": "dimacs"}


def solved(
    routing: Routing, family: str, path: Path, seconds: float, _threads: int, seed: int
) -> list[tuple[int, list[Call]]] | None:
    """The rounds that PyVRP finds, None when none is feasible; kinds of vehicle are in the order of the file.

    Seconds of processor, as for our own tool.
    """
    data = pyvrp.read(path, ROUND[family]) if family in ROUND and path.suffix == ".vrp" else _model(routing).data()
    result = pyvrp.solve(data, Processor(seconds), seed=seed, collect_stats=False, display=False)
    if not result.is_feasible():
        return None
    return [(route.vehicle_type(), [_call(one) for one in route.schedule()]) for route in result.best.routes()]


def _model(routing: Routing) -> pyvrp.Model:
    model = pyvrp.Model()
    places = [model.add_location(0, 0) for _ in range(routing.places)]
    [depot], [vehicles] = routing.depots, routing.vehicles
    first, last = depot.window or (0, 0)
    home = model.add_depot(places[depot.place], first, last)
    for one in routing.deliveries:
        window = one.window or (0, 0)
        model.add_client(places[one.place], list(one.brought), [], one.handling, *window)
    for shipment in routing.shipments:
        origin, goal = shipment.origin, shipment.destination
        model.add_shipment(
            places[origin.place], places[goal.place], *(origin.window or (0, 0)), origin.handling,
            *(goal.window or (0, 0)), goal.handling, list(shipment.load),
        )  # fmt: skip
    model.add_vehicle_type(vehicles.count, list(vehicles.capacity), home, home, vehicles.fixed)
    travel = routing.travels[TRAVEL]
    for begin, here in enumerate(places):
        for end, there in enumerate(places):
            model.add_edge(here, there, int(travel.distance[begin, end]), int(travel.duration[begin, end]))
    return model


def _call(one: pyvrp.ScheduledActivity) -> Call:
    if one.is_shipment():
        return ("origin" if one.is_pickup() else "destination", one.idx)
    return ("depot" if one.is_depot() else "delivery", one.idx)
