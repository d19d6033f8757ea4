"""A schedule made better by two means, whichever helps more: ruin and recreate, and exact calls on a part."""

import math
from dataclasses import dataclass

from tools.solve.schedule.neighbours import NEIGHBOURHOODS
from tools.solve.schedule.recreate import Recreate
from tools.solve.schedule.search import Search

FREE = (6, 40)
"""Activities that a call reconsiders together: how many at least, how many at most."""
BURST = 40
"""Recreations in a row, about as long as one call."""
RECREATED = 0.0008
"""Seconds that taking an activity out and putting it back costs (measured)."""
REACTION = 0.9
"""How much of a merit is kept from one time to the next."""
LEAST = 0.1
"""How often the means that helps less is tried all the same."""


@dataclass
class Arm:
    """A neighbourhood of calls, what it has been worth, and how many activities it frees."""

    merit: float = 1.0
    size: float = 12.0

    def learn(self, better: bool, optimal: bool) -> None:
        """Helpful ones are chosen more often; those that end at once without help reach further."""
        self.merit = REACTION * self.merit + (1 - REACTION) * (1.0 if better else 0.1)
        if not optimal:
            self.size = max(FREE[0], 0.9 * self.size)
        elif not better:
            self.size = min(FREE[1], 1.05 * self.size)


class Improver:
    """Improves what stands in a search, of which the whole may be one stretch of a longer one."""

    def __init__(self, search: Search, stretch: tuple[float, float] = (0.0, 1.0)) -> None:
        self._search, self._standing, self._chance = search, search.standing, search.chance
        self._stretch = stretch
        self._recreate = Recreate(search.standing, search.cutter, search.chance)
        self._arms = [Arm() for _ in NEIGHBOURHOODS]
        self._gains: dict[str, float] = {}
        self._least = sum(search.index.least.values())
        self._best, self._cost = dict(search.standing.placed), search.cost

    def run(self, until: float = math.inf) -> None:
        """Until a point of the whole, until the budget is spent, or until nothing can be cheaper.

        What stands at the end is the best found.
        """
        self._keep()
        while self._cost > self._least and not self._search.is_over() and self._progress() < until:
            spent, cost = self._search.spent, self._cost
            means = self._means()
            if means == "call":
                self._call()
            else:
                self._burst()
            self._learn(means, (cost - self._cost) / (self._search.spent - spent))
        self._standing.back_to(self._best)

    def _progress(self) -> float:
        first, last = self._stretch
        return first + (last - first) * self._search.progress()

    def _means(self) -> str:
        """The means by what each has gained a second; each is tried once first."""
        for means in ("recreate", "call"):
            if means not in self._gains:
                return means
        total = sum(self._gains.values())
        share = self._gains["call"] / total if total else LEAST
        return "call" if self._chance.random() < min(1 - LEAST, max(LEAST, share)) else "recreate"

    def _learn(self, means: str, gain: float) -> None:
        self._gains[means] = REACTION * self._gains.get(means, gain) + (1 - REACTION) * gain

    def _call(self) -> None:
        """One exact call on a neighbourhood; those that help are chosen more often."""
        [which] = self._chance.choices(range(len(self._arms)), weights=[arm.merit for arm in self._arms])
        arm = self._arms[which]
        free = NEIGHBOURHOODS[which](self._standing, self._chance, round(arm.size))
        arm.learn(*self._search.call(free))
        self._keep()

    def _burst(self) -> None:
        warmth = self._recreate.heat(self._progress())
        for _ in range(BURST):
            self._search.pay(RECREATED * max(1, self._recreate.step(warmth)))
            self._keep()
            if self._search.is_over():
                return

    def _keep(self) -> None:
        if self._standing.cost < self._cost:
            self._best, self._cost = dict(self._standing.placed), self._standing.cost
            self._search.tell()
