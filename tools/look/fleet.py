"""Which vehicles stand where."""

from functools import cached_property

from copilot.model.noun import Noun
from copilot.model.world import World


class Fleet(Noun):
    """Vehicles of one type that one unit parks at one site, those in storage left out."""

    unit: str
    type: str
    site: str
    assets: tuple[str, ...]

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the other fleets: unit, type and site."""
        return self.unit, self.type, self.site


def fleets(world: World) -> tuple[Fleet, ...]:
    """Every group of like vehicles, in the order of the assets table."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for asset in world.assets:
        if asset.state != "storage":
            groups.setdefault((asset.unit, asset.type, asset.site), []).append(asset.id)
    return tuple(Fleet(unit=u, type=t, site=s, assets=tuple(ids)) for (u, t, s), ids in groups.items())
