"""Ruin and recreate: a few activities are taken out and put back one at a time, otherwise, many times a second."""

import math
import random
from collections.abc import Callable

from tools.solve.schedule.insert import Inserter
from tools.solve.schedule.neighbours import NEIGHBOURHOODS, Neighbourhood
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.price import UNKEPT, missing
from tools.solve.schedule.standing import Standing

RUIN = (3, 14)
"""Activities taken out together: how many at least, how many at most."""
WARM, COLD = 8.0, 0.08
"""The heat at the beginning and at the end, in mean costs of an activity (tried on taut battalions)."""
PASSES = 3
"""What found no place is tried again once the others have theirs."""
Rank = Callable[[str], float]


class Recreate:
    """Ruins and recreates one schedule; worse ones are kept the less often the colder it is."""

    def __init__(self, standing: Standing, cutter: Cutter, chance: random.Random) -> None:
        self._standing, self._chance = standing, chance
        self._inserter = Inserter(standing, cutter, chance)
        index = standing.index
        self._ranks: tuple[Rank, ...] = (
            lambda name: index.latest_start[name],
            lambda name: -missing(index.activity[name]),
            lambda name: (name not in index.supplying) + chance.random(),
            lambda name: len(index.activity[name].modes) + chance.random(),
        )

    def heat(self, progress: float) -> float:
        """How much worse a schedule may be, from the beginning (0) to the end (1) of a search.

        None where there is a plan to stay close to: what moves must be worth it.
        """
        if self._standing.index.problem.reference:
            return 0.0
        costs = [cost for cost in self._standing.costs.values() if cost < UNKEPT]
        return WARM * math.pow(COLD / WARM, progress) * sum(costs) / max(1, len(costs))

    def step(self, heat: float) -> int:
        """One attempt; how many activities were tried. A schedule that costs `heat` more is kept one time in three."""
        standing = self._standing
        neighbourhood: Neighbourhood = self._chance.choice(NEIGHBOURHOODS)
        free = neighbourhood(standing, self._chance, self._chance.randint(*RUIN)) - standing.index.problem.pins.keys()
        before = {name: standing.placed[name] for name in free if name in standing.placed}
        cost = standing.cost
        standing.take(sorted(free), {})
        self._put_back(free)
        most = cost - heat * math.log(1 - self._chance.random())
        if standing.cost > most or not standing.is_sound(free, before):
            standing.take(sorted(free), before)
        return len(free)

    def _put_back(self, free: set[str]) -> None:
        rank = self._chance.choice(self._ranks)
        left = sorted(sorted(free), key=rank)
        for _ in range(PASSES):
            for name in left:
                self._inserter.insert(name)
            away = [name for name in left if name not in self._standing.placed]
            if not away or len(away) == len(left):
                return
            left = away
