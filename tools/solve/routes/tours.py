"""Which deliveries ride together: PyVRP over the small loads of one wave."""

from dataclasses import dataclass

from pyvrp import Location, Model, Profile, Route
from pyvrp.stop import MaxIterations

from tools.solve.routes.roads import Network

ITERATIONS = 300
FAR = 10_000_000


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
    small = [load for load in loads if any(_fits(network, load, carrier) for carrier in carriers)]
    alone: list[tuple[str, ...]] = [(load.name,) for load in loads if load not in small]
    if len(small) < 2 or stops < 2:
        return [*alone, *((load.name,) for load in small)]
    model = _model(network, small, carriers, stops, longest)
    best = model.solve(stop=MaxIterations(ITERATIONS), seed=seed, display=False).best
    if not best.is_feasible():
        return [*alone, *((load.name,) for load in small)]
    return sorted([*alone, *(_names(route, small) for route in best.routes())])


def _fits(network: Network, load: Load, carrier: Carrier) -> bool:
    there = network.roads(carrier.type).minutes(carrier.depot, load.site)
    return there is not None and load.kg <= carrier.kg and load.litres <= carrier.litres


def _names(route: Route, loads: list[Load]) -> tuple[str, ...]:
    return tuple(loads[visit.idx].name for visit in route if visit.is_client())


def _model(network: Network, loads: list[Load], carriers: tuple[Carrier, ...], stops: int, longest: int) -> Model:
    model = Model()
    sites = {site: model.add_location(0, 0, name=site) for site in _sites(loads, carriers)}
    depots = {site: model.add_depot(sites[site]) for site in dict.fromkeys(carrier.depot for carrier in carriers)}
    for load in loads:
        model.add_client(sites[load.site], delivery=[load.kg, load.litres, 1], service_duration=load.handling)
    for kind in dict.fromkeys(carrier.type for carrier in carriers):
        profile = model.add_profile(name=kind)
        _edges(model, network, kind, sites, profile)
        for carrier in carriers:
            if carrier.type == kind:
                model.add_vehicle_type(
                    carrier.count,
                    capacity=[carrier.kg, carrier.litres, stops],
                    start_depot=depots[carrier.depot],
                    end_depot=depots[carrier.depot],
                    shift_duration=longest,
                    profile=profile,
                )
    return model


def _sites(loads: list[Load], carriers: tuple[Carrier, ...]) -> list[str]:
    return list(dict.fromkeys([*(carrier.depot for carrier in carriers), *(load.site for load in loads)]))


def _edges(model: Model, network: Network, kind: str, sites: dict[str, Location], profile: Profile) -> None:
    for origin, start in sites.items():
        for destination, end in sites.items():
            if origin != destination:
                way = network.way(kind, origin, destination)
                metres, minutes = (FAR, FAR) if way is None else (round(1000 * way.km), way.minutes)
                model.add_edge(start, end, distance=metres, duration=minutes, profile=profile)
