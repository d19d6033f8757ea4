"""Which deliveries ride together: PyVRP over the small loads of one wave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.solve.routes.roads import Network
from tools.solve.routes.rounds import Round, plan
from tools.solve.routes.routing import NO_WAY, Delivery, Depot, Matrix, Routing, Travel, Vehicles

ITERATIONS = 300


@dataclass(frozen=True)
class Load:
    """A delivery to group: where to, its mass (kg) and volume (litres), and the minutes of unloading."""

    name: str
    site: str
    kg: int
    litres: int
    handling: int


@dataclass(frozen=True)
class Carrier:
    """Like vehicles that the grouping may count on, from the depot where they load."""

    type: str
    depot: str
    count: int
    kg: int
    litres: int


def group(
    network: Network, loads: tuple[Load, ...], carriers: tuple[Carrier, ...], stops: int, longest: int, seed: int
) -> list[tuple[str, ...]]:
    """The loads in tours of one vehicle each, at most `stops` deliveries and `longest` minutes: names in order.

    Kilometres are minimised by PyVRP's iterated local search with a fixed seed and number of iterations, so that the
    answer is the same each time. A load that no carrier can bring whole rides alone.
    """
    unlike = {(one.type, one.depot, one.kg, one.litres): one for one in carriers}.values()
    small = [load for load in loads if any(_fits(network, load, one) for one in unlike)]
    alone: list[tuple[str, ...]] = [(load.name,) for load in loads if load not in small]
    if len(small) < 2 or stops < 2:
        return [*alone, *((load.name,) for load in small)]
    found = plan(_routing(network, small, carriers, stops, longest), seed, iterations=ITERATIONS)
    if found.cost is None:
        return [*alone, *((load.name,) for load in small)]
    return sorted([*alone, *(_names(one, small) for one in found.rounds)])


def _fits(network: Network, load: Load, carrier: Carrier) -> bool:
    there = network.roads(carrier.type).minutes(carrier.depot, load.site)
    return there is not None and load.kg <= carrier.kg and load.litres <= carrier.litres


def _names(one: Round, loads: list[Load]) -> tuple[str, ...]:
    return tuple(loads[call.index].name for call in one.calls if call.kind == "delivery")


def _routing(network: Network, loads: list[Load], carriers: tuple[Carrier, ...], stops: int, longest: int) -> Routing:
    depots = list(dict.fromkeys(carrier.depot for carrier in carriers))
    sites = list(dict.fromkeys([*depots, *(load.site for load in loads)]))
    return Routing(
        travels={kind: _travel(network, kind, sites) for kind in dict.fromkeys(carrier.type for carrier in carriers)},
        depots=tuple(Depot(sites.index(site)) for site in depots),
        vehicles=tuple(
            Vehicles(
                f"{one.type} {one.depot}", one.count, one.type, (one.kg, one.litres, stops),
                depots.index(one.depot), depots.index(one.depot), longest=longest,
            )
            for one in carriers
        ),
        deliveries=tuple(
            Delivery(load.name, sites.index(load.site), (load.kg, load.litres, 1), handling=load.handling)
            for load in loads
        ),
    )  # fmt: skip


def _travel(network: Network, kind: str, sites: list[str]) -> Travel:
    """Metres and minutes between sites for a type of vehicle."""
    roads, places = network.roads(kind), [network.place[site] for site in sites]
    among = np.ix_(places, places)
    return Travel(_whole(1000 * roads.lengths[among]), _whole(roads.times[among]))


def _whole(matrix: NDArray[np.float64]) -> Matrix:
    return np.where(np.isinf(matrix), NO_WAY, np.rint(matrix)).astype(np.int64)
