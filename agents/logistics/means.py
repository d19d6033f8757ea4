"""What convoys are made from: the world, the fleets, and what each fleet can carry."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from agents.logistics.answer import LogisticsAnswer
from copilot.model.fact import FactBook
from copilot.model.request import Request
from copilot.model.world import World
from tools.forecast.consumption import reservoir
from tools.look.fleet import Fleet, fleets
from tools.solve.routes.roads import Network


@dataclass(frozen=True)
class Means:
    """The means of transport of a world under one request and one policy."""

    world: World
    request: Request
    answer: LogisticsAnswer
    network: Network
    book: FactBook

    def fleets(self, carriage: str) -> list[Fleet]:
        """The fleets whose vehicles carry goods in this way."""
        return [fleet for fleet in self._fleets if self.world.asset_type[fleet.type].carriage == carriage]

    def depots(self) -> list[str]:
        """The sites that goods are loaded from."""
        return [site.id for site in self.world.sites if site.kind == "depot"]

    def held(self, site: str, item: str) -> int:
        """What a site holds of an item or will receive in the window."""
        if (site, item) not in self._held:
            stock = reservoir(self.world, site, item)
            self._held[site, item] = stock.initial + sum(quantity for _, quantity in stock.arrivals)
        return self._held[site, item]

    def largest(self, fleet: Fleet) -> int:
        """The most vehicles of a fleet that may drive together."""
        return min(len(fleet.assets), self.request.limits.convoy_vehicles)

    def vehicles(self, fleet: Fleet, kg: float, m3: float) -> int:
        """How many vehicles of a fleet carry a load; more than it has when it cannot."""
        kind = self.world.asset_type[fleet.type]
        if kind.payload_kg <= 0 or (m3 > 0 and kind.payload_m3 <= 0):
            return len(fleet.assets) + 1
        by_volume = math.ceil(round(m3 / kind.payload_m3, 6)) if m3 > 0 else 0
        return max(1, math.ceil(round(kg / kind.payload_kg, 6)), by_volume)

    def rounds(self, carriage: str, sites: tuple[str, ...]) -> list[tuple[int, str, Fleet]]:
        """Driving minutes, depot and fleet of every round trip that loads at a depot and serves the sites in order."""
        if (carriage, sites) not in self._rounds:
            self._rounds[carriage, sites] = [
                (minutes, depot, fleet)
                for depot in self.depots()
                for fleet in self.fleets(carriage)
                if (minutes := self._minutes(fleet, (depot, *sites))) is not None
            ]
        return self._rounds[carriage, sites]

    def _minutes(self, fleet: Fleet, stops: tuple[str, ...]) -> int | None:
        roads = self.network.roads(fleet.type)
        legs = [roads.minutes(a, b) for a, b in pairwise((fleet.site, *stops, fleet.site))]
        found = [leg for leg in legs if leg is not None]
        return sum(found) if len(found) == len(legs) else None

    @cached_property
    def _rounds(self) -> dict[tuple[str, tuple[str, ...]], list[tuple[int, str, Fleet]]]:
        return {}

    @cached_property
    def _fleets(self) -> tuple[Fleet, ...]:
        return fleets(self.world)

    @cached_property
    def _held(self) -> dict[tuple[str, str], int]:
        return {}
