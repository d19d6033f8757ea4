"""A schedule in the making: places, what each costs, and what they leave of the resources."""

from collections.abc import Iterable, Mapping

from tools.solve.schedule.index import Index
from tools.solve.schedule.occupancy import Occupancy
from tools.solve.schedule.price import price
from tools.solve.schedule.problem import Placed


class Standing:
    """The places of a schedule, kept in step with their costs and their use of resources."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.placed: dict[str, Placed] = {}
        self.occupancy = Occupancy(index)
        self.costs = {name: price(index.problem, activity, None) for name, activity in index.activity.items()}
        self.cost = sum(self.costs.values())

    def take(self, free: Iterable[str], places: Mapping[str, Placed]) -> None:
        """Puts the free activities in new places, or away."""
        for name in free:
            old, new = self.placed.pop(name, None), places.get(name)
            if old is not None:
                self.occupancy.change(old, -1)
            if new is not None:
                self.placed[name] = new
                self.occupancy.change(new, 1)
            cost = price(self.index.problem, self.index.activity[name], new)
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
