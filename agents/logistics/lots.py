"""What must be delivered where, and by when: one lot a site, kind of carriage and stretch of consumption."""

from agents.logistics.answer import LogisticsAnswer
from agents.logistics.lot import Lot
from agents.logistics.resupply import pulled, pushed
from agents.logistics.sourcing import Sources
from copilot.model.activity import Reservoir
from copilot.model.fact import FactBook
from copilot.model.world import World
from copilot.model.world.supply import CARRIAGES
from tools.forecast.consumption import reservoir, rows_of
from tools.look.gaps import training_gap
from tools.solve.routes.roads import Network

Demand = dict[tuple[str, str], list[tuple[int, int]]]


def consumption_lots(world: World, answer: LogisticsAnswer, depots: Sources, book: FactBook) -> list[Lot]:
    """The lots that keep every consuming site supplied to the end of the window, in the order of the sites."""
    resupply = pushed if answer.resupply_mode == "push" else pulled
    lots: list[Lot] = []
    extra = training_demand(world)
    for site in world.sites:
        items = [item.id for item in world.items if rows_of(world, site.id, item.id) or (site.id, item.id) in extra]
        for carriage in CARRIAGES:
            mine: list[Lot] = []
            alike = [item for item in items if world.item[item].carriage == carriage]
            for together in _by_depots(site.id, alike, depots):
                stocks = [stock_with_training(world, site.id, item, extra) for item in together]
                mine += resupply(world, site, carriage, stocks, answer, book, len(mine))
            lots += mine
    return lots


def _by_depots(site: str, items: list[str], depots: Sources) -> list[list[str]]:
    """The items in groups that the same depots may supply."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        groups.setdefault(depots.of(site, (item,)), []).append(item)
    return list(groups.values())


def training_demand(world: World) -> Demand:
    """What training will take, by (site, item): (target minute, quantity), on the nearest area of the right kind."""
    demand: Demand = {}
    network = Network(world)
    targets = {(step.unit, step.activity): step.target for step in world.training_paths}
    for unit in world.units:
        for activity, asked_by in training_gap(world, unit.id).steps:
            training = world.training_activity[activity]
            sites = [area.site for area in world.areas if area.kind == training.area_kind]
            if not training.items or not sites:
                continue
            site = min(sites, key=lambda place: (_minutes(network, unit.site, place), place))
            for item, quantity in training.items.items():
                demand.setdefault((site, item), []).append((max(1, targets[unit.id, asked_by]), quantity))
    return demand


def _minutes(network: Network, origin: str, destination: str) -> float:
    kinds = network.world.asset_types
    times = [network.roads(kind.id).minutes(origin, destination) for kind in kinds]
    return min((time for time in times if time is not None), default=float("inf"))


def stock_with_training(world: World, site: str, item: str, extra: Demand) -> Reservoir:
    """The stock of an item at a site with training demand spread evenly up to its target: lots bring it in time."""
    stock = reservoir(world, site, item)
    spread = tuple((0, target, -(-quantity * 1440 // target)) for target, quantity in extra.get((site, item), []))
    return stock.model_copy(update={"outflow": stock.outflow + spread})
