"""Every workshop that can do a job, as modes."""

import math
from dataclasses import dataclass

from agents.maintenance.work import Job
from copilot.model.activity import AssetNeed, Effect, Mode, PoolNeed
from copilot.model.fact import FactBook
from copilot.model.world import Asset, Workshop, World
from tools.solve.routes.roads import Network


@dataclass(frozen=True)
class Workshops:
    """The workshops of a world, with the roads to them."""

    world: World
    network: Network
    book: FactBook

    def modes(self, job: Job, asset: Asset) -> tuple[Mode, ...]:
        """One mode a workshop of the right kind and level that has the skills and can be reached."""
        modes = []
        for shop in self.world.workshops:
            able = shop.kind == job.workshop_kind and shop.level >= job.level and shop.bays > 0
            if able and all(self._people(shop, skill) >= count for skill, count in job.skills.items()):
                mode = self._visit(shop, job, asset) if shop.mobile else self._stay(shop, job, asset)
                if mode is not None:
                    modes.append(mode)
        return tuple(modes)

    def _people(self, shop: Workshop, skill: str) -> int:
        return sum(row.count for row in self.world.technicians if (row.workshop, row.skill) == (shop.id, skill))

    def _stay(self, shop: Workshop, job: Job, asset: Asset) -> Mode | None:
        """The vehicle goes to the workshop."""
        out = self.network.way(asset.type, asset.site, shop.site)
        if out is None:
            return None
        back = tuple(reversed(out.sites))
        need = AssetNeed(site=asset.site, count=1, candidates=(asset.id,), begin=-out.minutes, tail=out.minutes)
        return self._mode(
            shop, job, asset, need, self._pools(shop, job, 0), (*out.sites, *back[1:]), math.ceil(round(2 * out.km, 6))
        )

    def _visit(self, shop: Workshop, job: Job, asset: Asset) -> Mode | None:
        """The mobile team goes to the vehicle."""
        away = self.network.light_minutes(shop.site, asset.site)
        if away is None:
            return None
        need = AssetNeed(site=asset.site, count=1, candidates=(asset.id,))
        return self._mode(shop, job, asset, need, self._pools(shop, job, away), (), 0)

    def _pools(self, shop: Workshop, job: Job, away: int) -> tuple[PoolNeed, ...]:
        skills = [
            PoolNeed(pool=f"skill:{shop.id}:{skill}", amount=count, begin=-away, tail=away)
            for skill, count in job.skills.items()
        ]
        return (PoolNeed(pool=f"bay:{shop.id}", amount=1, begin=-away, tail=away), *skills)

    def _mode(
        self,
        shop: Workshop,
        job: Job,
        asset: Asset,
        need: AssetNeed,
        pools: tuple[PoolNeed, ...],
        route: tuple[str, ...],
        km: int,
    ) -> Mode:
        effects = [Effect(site=shop.site, item=part, quantity=-count, at=0) for part, count in job.parts.items()]
        return Mode(
            id=shop.id,
            duration=math.ceil(round(60 * job.duration_hours, 6)),
            calendar=f"workshop:{shop.id}",
            site=asset.site,
            workshop=shop.id,
            route=route,
            assets=(need,),
            pools=pools,
            effects=tuple(effects),
            km=km,
            sources=self._sources(shop, job, asset, km),
        )

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
