"""What is to be delivered together."""

from dataclasses import dataclass, replace

from copilot.model.world import World
from copilot.model.world.supply import Carriage


@dataclass(frozen=True)
class Lot:
    """Goods (item, quantity) for one site, not before `earliest`, `wanted` by a minute that leaves a margin.

    `due` is when its stock runs out. `urgent` lots leave people without supply when they are late; the others are
    parts for a workshop, that only `depot` can give.
    """

    site: str
    carriage: Carriage
    goods: tuple[tuple[str, int], ...]
    earliest: int
    wanted: int
    due: int
    urgent: bool
    sources: tuple[str, ...]
    depot: str = ""

    def kg(self, world: World) -> float:
        """Mass of the lot."""
        return sum(world.item[item].kg * quantity for item, quantity in self.goods)

    def m3(self, world: World) -> float:
        """Volume of the lot."""
        return sum(world.item[item].m3 * quantity for item, quantity in self.goods)

    def split(self, parts: int) -> list["Lot"]:
        """The lot in so many near-equal parts, empty ones left out."""
        shares = [
            tuple((item, (quantity * (n + 1)) // parts - (quantity * n) // parts) for item, quantity in self.goods)
            for n in range(parts)
        ]
        return [replace(self, goods=tuple(g for g in goods if g[1])) for goods in shares if any(q for _, q in goods)]
