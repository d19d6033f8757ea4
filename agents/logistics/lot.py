"""What is to be delivered together."""

from dataclasses import dataclass, replace
from typing import Literal

from copilot.model.world import World
from copilot.model.world.supply import Carriage

Sort = Literal["", "L", "P"]
"""Lots of one site are ranked apart: general goods, liquids (L), parts (P)."""


def lot_name(site: str, sort: Sort, rank: int) -> str:
    """The name of a lot: its site, its sort and its rank among them."""
    return f"{site}-{sort}{rank:02}"


@dataclass(frozen=True)
class Lot:
    """Goods (item, quantity) for one site, not before `earliest`, `wanted` by a minute that leaves a margin.

    `name` tells its site and its rank among the lots of its sort there, so that no change elsewhere renames it.
    `due` is when its stock runs out. `urgent` lots leave people without supply when they are late; the others are
    parts for a workshop, that only `depot` can give.
    """

    name: str
    site: str
    carriage: Carriage
    goods: tuple[tuple[str, int], ...]
    earliest: int
    wanted: int
    due: int
    urgent: bool
    sources: tuple[str, ...]
    depot: str = ""

    @property
    def sort(self) -> Sort:
        """What it is ranked among at its site."""
        if not self.urgent:
            return "P"
        return "L" if self.carriage == "liquid" else ""

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the lot."""
        return tuple(item for item, _ in self.goods)

    def kg(self, world: World) -> float:
        """Mass of the lot."""
        return sum(world.item[item].kg * quantity for item, quantity in self.goods)

    def m3(self, world: World) -> float:
        """Volume of the lot."""
        return sum(world.item[item].m3 * quantity for item, quantity in self.goods)

    def split(self, parts: int) -> list["Lot"]:
        """The lot in so many near-equal parts, empty ones left out; the first keeps its name."""
        shares = [
            tuple((item, (quantity * (n + 1)) // parts - (quantity * n) // parts) for item, quantity in self.goods)
            for n in range(parts)
        ]
        held = [goods for share in shares if (goods := tuple(good for good in share if good[1]))]
        return [
            replace(self, name=self.name if part == 1 else f"{self.name}.{part}", goods=goods)
            for part, goods in enumerate(held, start=1)
        ]
