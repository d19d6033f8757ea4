"""A first draft without a solver: one after the other, each as cheap and then as early as it still can be."""

from collections.abc import Callable

from copilot.model.activity import Activity
from tools.solve.schedule.index import Index
from tools.solve.schedule.insert import Inserter
from tools.solve.schedule.price import missing
from tools.solve.schedule.standing import Standing

PASSES = 3
"""What found no place is tried again once the others have theirs: a part may have come."""
Urgency = Callable[[Activity], tuple[int | str | bool, ...]]


def by_due(index: Index) -> Urgency:
    """What cannot be moved, then the first due first; of equal ones, what supplies others."""
    end = index.problem.clock.end
    return lambda one: (one.latest is None, one.latest or one.due or end, one.id not in index.supplying, one.id)


def by_tail(index: Index) -> Urgency:
    """What cannot be moved, then what must begin first for all that follow it to be in time."""
    return lambda one: (one.latest is None, index.latest_start[one.id], one.id not in index.supplying, one.id)


def by_worth(index: Index) -> Urgency:
    """What cannot be moved, then what it costs most to leave out."""
    end = index.problem.clock.end
    return lambda one: (one.latest is None, -missing(one), one.due or end, one.id)


ORDERS = (by_due, by_tail, by_worth)


def dispatch(standing: Standing, inserter: Inserter, urgency: Urgency, stop: Callable[[], bool]) -> None:
    """Adds what still finds a place, the most urgent first, in several passes, until told to stop; nothing moves."""
    problem = standing.index.problem
    names = [one.id for one in sorted(problem.activities, key=urgency) if one.id not in problem.pins]
    for _ in range(PASSES):
        before = len(standing.placed)
        for name in names:
            if stop():
                return
            if name not in standing.placed:
                inserter.insert(name)
        if len(standing.placed) == before:
            return
