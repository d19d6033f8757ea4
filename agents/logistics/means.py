"""What convoys are made from: the world, the fleets, and what each fleet can carry."""

import math
from dataclasses import dataclass

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
        return [fleet for fleet in fleets(self.world) if self.world.asset_type[fleet.type].carriage == carriage]

    def depots(self) -> list[str]:
        """The sites that goods are loaded from."""
        return [site.id for site in self.world.sites if site.kind == "depot"]

    def held(self, site: str, item: str) -> int:
        """What a site holds of an item or will receive in the window."""
        stock = reservoir(self.world, site, item)
        return stock.initial + sum(quantity for _, quantity in stock.arrivals)

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
