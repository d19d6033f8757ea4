"""Which depots may supply what, by what the planner says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from copilot.model.request import Request, Sourcing
from copilot.model.world import World
from tools.solve.routes.roads import Network


@dataclass(frozen=True)
class Sources:
    """The depots of a world, and who may load where for whom."""

    world: World
    request: Request
    network: Network

    @cached_property
    def depots(self) -> tuple[str, ...]:
        """The sites that goods are loaded from."""
        return tuple(site.id for site in self.world.sites if site.kind == "depot")

    def of(self, site: str, items: Iterable[str]) -> tuple[str, ...]:
        """The depots that may supply a site with every one of some items."""
        rules = [rule for rule in self.request.sourcing if rule.site in (None, site)]
        mine = [rule for rule in rules if rule.item is None or rule.item in items]
        return tuple(depot for depot in self.depots if all(self._allows(rule, site, depot) for rule in mine))

    def _allows(self, rule: Sourcing, site: str, depot: str) -> bool:
        if rule.how == "only":
            return depot in rule.depots
        return depot not in rule.depots or (rule.how == "one_of" and depot == self._chosen(rule, site))

    def _chosen(self, rule: Sourcing, site: str) -> str:
        """The one of several depots that supplies a site: that which already does, or else the nearest."""
        already = [flow[0] for one in self.world.begun if _brings(one.flows, rule, site) for flow in one.flows]
        taken = [depot for depot in already if depot in rule.depots]
        known = [depot for depot in rule.depots if depot in self.depots] or list(rule.depots)
        return taken[0] if taken else min(known, key=lambda depot: (self._minutes(depot, site), depot))

    def _minutes(self, depot: str, site: str) -> float:
        minutes = self.network.light_minutes(depot, site)
        return float("inf") if minutes is None else minutes


def _brings(flows: Iterable[tuple[str, str, int, int]], rule: Sourcing, site: str) -> bool:
    return any(place == site and rule.item in (None, item) and more > 0 for place, item, _, more in flows)
