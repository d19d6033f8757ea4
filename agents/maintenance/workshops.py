"""Every workshop that can do a job, as modes."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from agents.maintenance.work import Job
from copilot.model.activity import AssetNeed, Effect, Mode, PoolNeed
from copilot.model.fact import FactBook
from copilot.model.world import Asset, Workshop, World
from tools.solve.routes.roads import Network, Way

Counts = tuple[tuple[str, int], ...]
Journey = tuple[int, tuple[str, ...], int]
"""Minutes to a workshop, the sites on the way there and back, kilometres there and back."""


@dataclass(frozen=True)
class Workshops:
    """The workshops of a world, with the roads to them."""

    world: World
    network: Network
    book: FactBook

    def modes(self, job: Job, asset: Asset) -> tuple[Mode, ...]:
        """One mode a workshop of the right kind and level that has the skills and can be reached."""
        able = self._able(job.workshop_kind, job.level, tuple(job.skills.items()))
        found = [self._visit(shop, job, asset) if shop.mobile else self._stay(shop, job, asset) for shop in able]
        return tuple(mode for mode in found if mode is not None)

    def _able(self, kind: str, level: int, skills: Counts) -> tuple[Workshop, ...]:
        key = (kind, level, skills)
        if key not in self._known_able:
            self._known_able[key] = tuple(
                shop
                for shop in self.world.workshops
                if shop.kind == kind
                and shop.level >= level
                and shop.bays > 0
                and all(self._people[shop.id, skill] >= count for skill, count in skills)
            )
        return self._known_able[key]

    def _stay(self, shop: Workshop, job: Job, asset: Asset) -> Mode | None:
        """The vehicle goes to the workshop."""
        journey = self._journey(asset.type, asset.site, shop.site)
        if journey is None:
            return None
        away, route, km = journey
        need = AssetNeed(site=asset.site, count=1, candidates=(asset.id,), begin=-away, tail=away)
        return self._mode(shop, job, asset, need, 0, route, km)

    def _visit(self, shop: Workshop, job: Job, asset: Asset) -> Mode | None:
        """The mobile team goes to the vehicle."""
        away = self.network.light_minutes(shop.site, asset.site)
        if away is None:
            return None
        need = AssetNeed(site=asset.site, count=1, candidates=(asset.id,))
        return self._mode(shop, job, asset, need, away, (), 0)

    def _mode(
        self, shop: Workshop, job: Job, asset: Asset, need: AssetNeed, away: int, route: tuple[str, ...], km: int
    ) -> Mode:
        return Mode(
            id=shop.id,
            duration=math.ceil(round(60 * job.duration_hours, 6)),
            calendar=f"workshop:{shop.id}",
            site=asset.site,
            workshop=shop.id,
            route=route,
            assets=(need,),
            pools=_pools(shop.id, tuple(job.skills.items()), away),
            effects=_effects(shop.site, tuple(job.parts.items())),
            km=km,
            sources=self._sources(shop, job, asset, km),
        )

    def _journey(self, kind: str, origin: str, destination: str) -> Journey | None:
        key = (kind, origin, destination)
        if key not in self._journeys:
            self._journeys[key] = _there_and_back(self.network.way(*key))
        return self._journeys[key]

    def _sources(self, shop: Workshop, job: Job, asset: Asset, km: int) -> tuple[str, ...]:
        facts = [
            self.book.cell(job, "duration_hours", "h"),
            self.book.cell(shop, "open_from", "min"),
            self.book.cell(shop, "open_to", "min"),
        ]
        facts += [self.book.cell(job, "parts", self.world.item[p].unit, n) for p, n in list(job.parts.items())[:1]]
        if km:
            run = self.book.run("solve.routes.way", vehicle=asset.type, origin=asset.site, destination=shop.site)
            facts.append(self.book.computed(run, km, "km", [self.book.cell(asset, "site")]))
        return tuple(facts)

    @cached_property
    def _people(self) -> Counter[tuple[str, str]]:
        """How many technicians each workshop has of each skill."""
        found: Counter[tuple[str, str]] = Counter()
        for row in self.world.technicians:
            found[row.workshop, row.skill] += row.count
        return found

    @cached_property
    def _known_able(self) -> dict[tuple[str, int, Counts], tuple[Workshop, ...]]:
        return {}

    @cached_property
    def _journeys(self) -> dict[tuple[str, str, str], Journey | None]:
        return {}


def _there_and_back(way: Way | None) -> Journey | None:
    if way is None:
        return None
    return way.minutes, (*way.sites, *reversed(way.sites[:-1])), math.ceil(round(2 * way.km, 6))


@lru_cache(maxsize=4096)
def _pools(shop: str, skills: Counts, away: int) -> tuple[PoolNeed, ...]:
    places = ((f"bay:{shop}", 1), *((f"skill:{shop}:{skill}", count) for skill, count in skills))
    return tuple(PoolNeed(pool=pool, amount=amount, begin=-away, tail=away) for pool, amount in places)


@lru_cache(maxsize=4096)
def _effects(site: str, parts: Counts) -> tuple[Effect, ...]:
    return tuple(Effect(site=site, item=part, quantity=-count, at=0) for part, count in parts)
