"""What convoys are made from: the world, the fleets, and what each fleet can carry."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agents.logistics.answer import LogisticsAnswer
from agents.logistics.sourcing import Sources
from agents.logistics.timetable import Timetable, timetable
from agents.logistics.trips import Trips
from copilot.model.activity import AssetNeed, PoolNeed
from copilot.model.fact import FactBook
from copilot.model.request import Request
from copilot.model.world import World
from copilot.model.world.supply import CARRIAGES, Carriage
from tools.forecast.consumption import reservoir
from tools.look.fleet import Fleet, fleets
from tools.solve.routes.drive import RoundTrip
from tools.solve.routes.roads import Network


@dataclass(frozen=True)
class Means:
    """The means of transport of a world under one request and one policy."""

    world: World
    request: Request
    answer: LogisticsAnswer
    network: Network
    book: FactBook

    @property
    def depots(self) -> tuple[str, ...]:
        """The sites that goods are loaded from."""
        return self.sources.depots

    @cached_property
    def sources(self) -> Sources:
        """Which depots may supply what."""
        return Sources(self.world, self.request, self.network)

    @cached_property
    def trips(self) -> Mapping[Carriage, Trips]:
        """The round trips of the fleets whose vehicles carry goods in each way."""
        held = fleets(self.world)
        return {
            carriage: Trips(
                self.network,
                self.depots,
                tuple(fleet for fleet in held if self.world.asset_type[fleet.type].carriage == carriage),
                self.request.limits.convoy_vehicles,
            )
            for carriage in CARRIAGES
        }

    def held(self, site: str, item: str) -> int:
        """What a site holds of an item or will receive in the window, less what convoys under way took there."""
        if (site, item) not in self._held:
            stock = reservoir(self.world, site, item)
            self._held[site, item] = stock.without_use() - self.loaded.get((site, item), 0)
        return self._held[site, item]

    @cached_property
    def brought(self) -> Mapping[tuple[str, str], int]:
        """What convoys under way bring to each site of each item."""
        return self._moved(1)

    @cached_property
    def loaded(self) -> Mapping[tuple[str, str], int]:
        """What convoys under way took from each site of each item."""
        return self._moved(-1)

    def _moved(self, sign: int) -> Mapping[tuple[str, str], int]:
        found: Counter[tuple[str, str]] = Counter()
        for one in self.world.begun:
            for site, item, _, quantity in one.flows if one.lots else ():
                found[site, item] += max(0, sign * quantity)
        return found

    def timetable(self, trip: RoundTrip, vehicles: int) -> Timetable:
        """What a round trip of so many vehicles takes."""
        key = (trip, vehicles)
        if key not in self._timetables:
            self._timetables[key] = timetable(self.world, self.request.limits, trip, vehicles)
        return self._timetables[key]

    def taken(self, fleet: Fleet, vehicles: int) -> tuple[tuple[AssetNeed, ...], tuple[PoolNeed, ...]]:
        """The vehicles of a fleet that a convoy of so many takes, and their drivers."""
        key = (fleet.key, vehicles)
        if key not in self._taken:
            crew = vehicles * self.world.asset_type[fleet.type].crew
            self._taken[key] = (
                (AssetNeed(site=fleet.site, count=vehicles, candidates=fleet.assets),),
                (PoolNeed(pool=f"driver:{fleet.unit}", amount=crew),) if crew else (),
            )
        return self._taken[key]

    def inputs(self, trip: RoundTrip, fleet: Fleet) -> tuple[str, ...]:
        """The facts that the minutes and the kilometres of a round trip rest on."""
        if trip not in self._inputs:
            hours = f"hours_{self.world.asset_type[fleet.type].vehicle_class}"
            legs = [self.world.leg[leg] for leg in dict.fromkeys(leg for way in trip.ways for leg in way.legs)]
            handled = [self.world.site[way.sites[-1]] for way in trip.ways[:-1]]
            self._inputs[trip] = (
                *(self.book.cell(leg, "km", "km") for leg in legs),
                *(self.book.cell(leg, hours, "h") for leg in legs),
                *(self.book.cell(site, "handling_minutes", "min") for site in handled),
            )
        return self._inputs[trip]

    @cached_property
    def _timetables(self) -> dict[tuple[RoundTrip, int], Timetable]:
        return {}

    @cached_property
    def _taken(self) -> dict[tuple[tuple[str, str, str], int], tuple[tuple[AssetNeed, ...], tuple[PoolNeed, ...]]]:
        return {}

    @cached_property
    def _inputs(self) -> dict[RoundTrip, tuple[str, ...]]:
        return {}

    @cached_property
    def _held(self) -> dict[tuple[str, str], int]:
        return {}
