"""OR-Tools' routing library: guided local search, one vehicle at a time told from the others only by its kind."""

from importlib import import_module
from pathlib import Path
from typing import Any

from ortools.constraint_solver import routing_enums_pb2

from bench.routing.verify import Call
from tools.solve.routes.routing import Routing

pywrapcp: Any = import_module("ortools.constraint_solver.pywrapcp")  # generated, without types
HORIZON = 10**9


def solved(
    routing: Routing, _family: str, _path: Path, seconds: float, _threads: int, _seed: int
) -> list[tuple[int, list[Call]]] | None:
    """The rounds found, None when none; it knows no seed and uses one thread.

    Raises:
        NotImplementedError: vehicles load again on the way, or goods are ready late: it has no words for these.
    """
    if any(one.reload for one in routing.vehicles) or any(one.ready for one in routing.deliveries):
        raise NotImplementedError("reloading, release times")
    return _Search(routing).found(seconds)


class _Search:
    """A model of OR-Tools; nodes are depots, then deliveries, then both ends of each shipment."""

    def __init__(self, routing: Routing) -> None:
        self._routing = routing
        self._calls: list[Call] = [("depot", one) for one in range(len(routing.depots))]
        self._calls += [("delivery", one) for one in range(len(routing.deliveries))]
        self._calls += [(end, one) for one in range(len(routing.shipments)) for end in ("origin", "destination")]
        self._stops = [self._stop(call) for call in self._calls]
        self._fleet = [kind for kind, one in enumerate(routing.vehicles) for _ in range(one.count)]
        starts = [routing.vehicles[kind].start for kind in self._fleet]
        ends = [routing.vehicles[kind].end for kind in self._fleet]
        self._manager: Any = pywrapcp.RoutingIndexManager(len(self._calls), len(self._fleet), starts, ends)
        self._model: Any = pywrapcp.RoutingModel(self._manager)
        self._costs()
        self._loads()
        self._times()
        self._pairs()

    def found(self, seconds: float) -> list[tuple[int, list[Call]]] | None:
        parameters: Any = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromMilliseconds(round(1000 * seconds))
        solution = self._model.SolveWithParameters(parameters)
        return (
            None
            if solution is None
            else [route for route in map(self._route(solution), enumerate(self._fleet)) if route]
        )

    def _route(self, solution: Any) -> Any:
        def walk(numbered: tuple[int, int]) -> tuple[int, list[Call]] | None:
            number, kind = numbered
            index, nodes = self._model.Start(number), []
            while not self._model.IsEnd(index):
                nodes.append(self._manager.IndexToNode(index))
                index = solution.Value(self._model.NextVar(index))
            nodes.append(self._manager.IndexToNode(index))
            return None if len(nodes) == 2 else (kind, [self._calls[node] for node in nodes])

        return walk

    def _costs(self) -> None:
        for kind, one in enumerate(self._routing.vehicles):
            travel = self._routing.travels[one.travel].distance

            def price(begin: int, end: int, matrix: Any = travel, unit: int = one.per_distance) -> int:
                return unit * int(matrix[self._place(begin), self._place(end)])

            evaluator = self._model.RegisterTransitCallback(price)
            for number, own in enumerate(self._fleet):
                if own == kind:
                    self._model.SetArcCostEvaluatorOfVehicle(evaluator, number)
                    self._model.SetFixedCostOfVehicle(one.fixed, number)

    def _loads(self) -> None:
        if not self._routing.vehicles[0].capacity:
            return
        loads = [self._load(call) for call in self._calls]
        evaluator = self._model.RegisterUnaryTransitCallback(lambda index: loads[self._manager.IndexToNode(index)])
        capacities = [self._routing.vehicles[kind].capacity[0] for kind in self._fleet]
        self._model.AddDimensionWithVehicleCapacity(evaluator, 0, capacities, True, "load")

    def _times(self) -> None:
        travel = next(iter(self._routing.travels.values())).duration

        def time(begin: int, end: int) -> int:
            here = self._manager.IndexToNode(begin)
            return int(self._stops[here].handling) + int(travel[self._place(begin), self._place(end)])

        evaluator = self._model.RegisterTransitCallback(time)
        self._model.AddDimension(evaluator, HORIZON, HORIZON, False, "time")
        clock = self._model.GetDimensionOrDie("time")
        for node, stop in enumerate(self._stops):
            if stop.window is not None and self._calls[node][0] != "depot":
                clock.CumulVar(self._manager.NodeToIndex(node)).SetRange(*(int(edge) for edge in stop.window))
        for number, kind in enumerate(self._fleet):
            vehicle = self._routing.vehicles[kind]
            for index, depot in ((self._model.Start(number), vehicle.start), (self._model.End(number), vehicle.end)):
                clock.CumulVar(index).SetRange(*(self._routing.depots[depot].window or (0, HORIZON)))
            if vehicle.longest is not None:
                clock.SetSpanUpperBoundForVehicle(vehicle.longest, number)

    def _pairs(self) -> None:
        clock = self._model.GetDimensionOrDie("time")
        first = len(self._routing.depots) + len(self._routing.deliveries)
        for one in range(len(self._routing.shipments)):
            origin = self._manager.NodeToIndex(first + 2 * one)
            goal = self._manager.NodeToIndex(first + 2 * one + 1)
            self._model.AddPickupAndDelivery(origin, goal)
            solver = self._model.solver()
            solver.Add(self._model.VehicleVar(origin) == self._model.VehicleVar(goal))
            solver.Add(clock.CumulVar(origin) <= clock.CumulVar(goal))

    def _stop(self, call: Call) -> Any:
        kind, one = call
        if kind in ("depot", "delivery"):
            return self._routing.depots[one] if kind == "depot" else self._routing.deliveries[one]
        shipment = self._routing.shipments[one]
        return shipment.origin if kind == "origin" else shipment.destination

    def _load(self, call: Call) -> int:
        kind, one = call
        if kind == "depot":
            return 0
        if kind == "delivery":
            return self._routing.deliveries[one].brought[0]
        load = self._routing.shipments[one].load[0]
        return load if kind == "origin" else -load

    def _place(self, index: int) -> int:
        return int(self._stops[self._manager.IndexToNode(index)].place)
