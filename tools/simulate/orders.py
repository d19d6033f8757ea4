"""When what is ordered comes."""

import numpy as np

from copilot.model.stress import Shaking
from copilot.model.world import World
from tools.simulate.draws import Draws, Ints

HOUR = 60


def arrivals(world: World, now: int, shaking: Shaking, draws: Draws) -> dict[str, Ints]:
    """The minute at which each order comes: some late, by a delay without memory; what came before `now` has come."""
    found = {}
    for order in world.part_orders:
        due = max(0, order.expected)
        when = np.full(draws.size, due, dtype=np.int64)
        if shaking.late_orders and due >= now:
            late = draws.uniform("order", order.id) < shaking.late_orders / 100
            delay = HOUR * shaking.late_hours * draws.exponential("delay", order.id)
            when += np.where(late, np.ceil(delay).astype(np.int64), 0)
        found[order.id] = when
    return found
