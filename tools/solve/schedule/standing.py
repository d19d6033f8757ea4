"""A schedule in the making: places, what each costs, and what they leave of the resources."""

from collections.abc import Collection, Iterable, Mapping

from tools.solve.schedule.index import Index
from tools.solve.schedule.ledger import Ledger
from tools.solve.schedule.occupancy import Occupancy
from tools.solve.schedule.problem import Placed


class Standing:
    """The places of a schedule, kept in step with their costs and their use of resources, stocks and limits."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.placed: dict[str, Placed] = {}
        self.occupancy = Occupancy(index)
        self.ledger = Ledger(index)
        self.costs = {name: index.price(name, None) for name in index.activity}
        self.cost = sum(self.costs.values())

    def take(self, free: Iterable[str], places: Mapping[str, Placed]) -> None:
        """Puts the free activities in new places, or away."""
        for name in free:
            old, new = self.placed.pop(name, None), places.get(name)
            if old is not None:
                self.occupancy.change(old, -1)
                self.ledger.change(old, -1)
            if new is not None:
                self.placed[name] = new
                self.occupancy.change(new, 1)
                self.ledger.change(new, 1)
            cost = self.index.price(name, new)
            self.cost += cost - self.costs[name]
            self.costs[name] = cost

    def worth(self, free: Iterable[str]) -> int:
        """What some activities cost together."""
        return sum(self.costs[name] for name in free)

    def regret(self, name: str) -> int:
        """How much more an activity costs than it would alone."""
        return self.costs[name] - self.index.least[name]

    def back_to(self, places: Mapping[str, Placed]) -> None:
        """Puts every activity back where it was."""
        moved = [name for name in self.index.activity if self.placed.get(name) != places.get(name)]
        self.take(moved, places)

    def is_sound(self, free: Collection[str], before: Mapping[str, Placed]) -> bool:
        """True when what stayed still holds after free activities went from where they were before.

        What comes before it is there, what it takes is there, and what renews its assets comes first.
        """
        index, ledger = self.index, self.ledger
        away = [name for name in free if name not in self.placed]
        if any(after in self.placed for name in away for after, _ in index.followers.get(name, ())):
            return False
        places = [*before.values(), *(self.placed[name] for name in free if name in self.placed)]
        keys = {key for place in places for key in ledger.keys(index.mode(place))}
        if not all(ledger.is_covered(key) for key in keys):
            return False
        assets = {asset for place in places for asset in place.assets}
        assets |= {subject for place in places if (subject := index.activity[place.activity].subject.asset)}
        limits = (limit for asset in assets for limit in ledger.limits.get(asset, ()))
        return all(ledger.holds(limit, self.placed) for limit in limits)
