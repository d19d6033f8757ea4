"""Readers of the public routing families, each under the rounding that its best known values were found with."""

from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import vrplib

from copilot.model.noun import Span
from tools.solve.routes.routing import Delivery, Depot, Matrix, Routing, Shipment, Stop, Travel, Vehicles

Rounding = Callable[[Any], Matrix]
TRAVEL = "road"
FIXED = 10**9
"""What a vehicle costs where fewer vehicles come first (Li and Lim): more than any saving of distance."""


def nearest(values: Any) -> Matrix:
    """Rounded to the nearest whole number (CVRP)."""
    return np.round(np.asarray(values)).astype(np.int64)


def tenths(values: Any) -> Matrix:
    """Ten times, cut (VRPTW and MTVRPTWR, as in the DIMACS challenge)."""
    return (10 * np.asarray(values)).astype(np.int64)


def thousandths(values: Any) -> Matrix:
    """A thousand times, rounded (MDVRPTW and HFVRP)."""
    return np.round(1000 * np.asarray(values)).astype(np.int64)


ROUNDINGS: Mapping[str, Rounding] = {
    "cvrp": nearest,
    "vrptw": tenths,
    "mdvrptw": thousandths,
    "hfvrp": thousandths,
    "mtvrptwr": tenths,
}
FAMILIES = (*ROUNDINGS, "pdptw")


def read(family: str, path: Path) -> Routing:
    """An instance of a family."""
    if family == "pdptw":
        return _li_lim(path)
    rounding = ROUNDINGS[family]
    if path.suffix == ".txt":
        return _solomon(path, rounding)
    return _vrplib(vrplib.read_instance(path), rounding)


def _vrplib(raw: dict[str, Any], rounding: Rounding) -> Routing:
    size = int(raw["dimension"])
    depots = [int(one) for one in raw.get("depot", [0])]
    windows = _windows(raw, size, rounding)
    demand, ready = rounding(raw.get("demand", np.zeros(size))), rounding(raw.get("release_time", np.zeros(size)))
    service = raw.get("service_time", 0)
    handling = rounding(np.full(size, service) if np.isscalar(service) else service)
    return Routing(
        travels={TRAVEL: _same(rounding(raw["edge_weight"]))},
        depots=tuple(Depot(one, windows[one]) for one in depots),
        vehicles=tuple(_vehicles(raw, size - len(depots), rounding)),
        deliveries=tuple(
            Delivery(str(one), one, (int(demand[one]),), (), int(handling[one]), windows[one], int(ready[one]))
            for one in range(size)
            if one not in depots
        ),
    )


def _vehicles(raw: dict[str, Any], clients: int, rounding: Rounding) -> list[Vehicles]:
    count = int(raw.get("vehicles", clients))

    def column(name: str, default: int | None, scale: bool = True) -> list[int | None]:
        values = raw.get(name)
        if values is None:
            return [default] * count
        found = np.broadcast_to(np.asarray(values), count)
        return [int(one) for one in (rounding(found) if scale else found)]

    reload = raw.get("vehicles_reload_depot")
    lists = [()] * count if reload is None else [tuple(int(d) - 1 for d in np.atleast_1d(one)) for one in reload]
    rows = zip(
        column("capacity", None), column("vehicles_depot", 1, False), column("vehicles_fixed_cost", 0),
        column("vehicles_unit_distance_cost", 1, False), column("vehicles_max_duration", None),
        column("vehicles_max_distance", None), column("vehicles_max_reloads", None, False), lists, strict=True,
    )  # fmt: skip
    found: list[Vehicles] = []
    for row, alike in groupby(rows):
        capacity, depot, fixed, unit, longest, furthest, reloads, places = row
        home = int(depot or 1) - 1
        found.append(
            Vehicles(
                str(len(found)), len(list(alike)), TRAVEL, () if capacity is None else (capacity,), home, home,
                fixed or 0, unit or 0, longest=longest, furthest=furthest, reload=places, reloads=reloads,
            )
        )  # fmt: skip
    return found


def _windows(raw: dict[str, Any], size: int, rounding: Rounding) -> list[Span | None]:
    if "time_window" not in raw:
        return [None] * size
    return [(int(first), int(last)) for first, last in rounding(raw["time_window"])]


def _solomon(path: Path, rounding: Rounding) -> Routing:
    raw = vrplib.read_instance(path, instance_format="solomon")
    raw |= {"dimension": len(raw["demand"]), "depot": np.array([0])}
    return _vrplib(raw, rounding)


def _li_lim(path: Path) -> Routing:
    """Distances and times a thousand times, rounded up, so that what holds here holds for the real numbers."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    count, capacity = int(lines[0][0]), int(lines[0][1])
    rows = np.array([[float(cell) for cell in line[:9]] for line in lines[1:]])
    away = rows[:, None, 1:3] - rows[None, :, 1:3]
    matrix = np.ceil(1000 * np.sqrt((away**2).sum(axis=2)) - 1e-6).astype(np.int64)

    def stop(one: int) -> Stop:
        return Stop(one, int(1000 * rows[one][6]), (int(1000 * rows[one][4]), int(1000 * rows[one][5])))

    return Routing(
        travels={TRAVEL: _same(matrix)},
        depots=(Depot(0, stop(0).window),),
        vehicles=(Vehicles("0", count, TRAVEL, (capacity,), fixed=FIXED),),
        shipments=tuple(
            Shipment(str(one), stop(one), stop(int(row[8])), (int(row[3]),))
            for one, row in enumerate(rows)
            if row[3] > 0 and row[8] > 0
        ),
    )


def _same(matrix: Matrix) -> Travel:
    return Travel(matrix, matrix)
