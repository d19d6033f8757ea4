"""Which activities to reconsider together: neighbourhoods that cross domains, chosen by cause."""

import random
from collections.abc import Callable, Iterable

from tools.solve.schedule.price import UNKEPT
from tools.solve.schedule.standing import Standing

URGENT = 0.7
"""How often a mandatory task left undone, or a decision not kept, goes before any other cause."""
ENOUGH = 2000
"""The cost above which one activity is no more pressing than another."""
Neighbourhood = Callable[[Standing, random.Random, int], set[str]]


def around_cost(standing: Standing, chance: random.Random, size: int) -> set[str]:
    """An activity that costs more than it would alone, what it is tied to, and what stands in its way."""
    names = list(standing.index.activity)
    weights = [standing.regret(name) for name in names]
    if not any(weights):
        return around_time(standing, chance, size)
    if max(weights) >= UNKEPT // 2 and chance.random() < URGENT:
        weights = [weight if weight >= UNKEPT // 2 else 0 for weight in weights]
    chosen = chance.choices(names, weights=[min(weight, ENOUGH) for weight in weights])[0]
    return around(standing, chosen, chance, size)


def around(standing: Standing, chosen: str, chance: random.Random, size: int) -> set[str]:
    """An activity, those tied to it, and those that hold what it could hold, near the moment it would like."""
    activity = standing.index.activity[chosen]
    placed = standing.placed.get(chosen)
    moments = [activity.earliest, activity.due or activity.earliest, placed.start if placed else activity.earliest]
    centre = chance.choice(moments)
    tied_to = standing.index.chains[chosen] | set(standing.index.suppliers.get(chosen, ()))
    chain = _nearest(standing, tied_to - {chosen}, centre, chance)
    rivals: set[str] = set()
    for resource in sorted(standing.index.resources[chosen]):
        rivals.update(standing.index.users[resource])
    others = _nearest(standing, rivals - {chosen, *chain}, centre, chance)
    tied = chain[: (size - 1) // 2]
    return {chosen, *tied, *others[: size - 1 - len(tied)]}


def around_time(standing: Standing, chance: random.Random, size: int) -> set[str]:
    """What happens around one moment, in every domain."""
    centre = chance.randrange(standing.index.problem.clock.end)
    return set(_nearest(standing, standing.index.activity, centre, chance)[:size])


def around_resource(standing: Standing, chance: random.Random, size: int) -> set[str]:
    """What could hold the same resource, around one moment."""
    chosen = chance.choice(list(standing.index.activity))
    shared = sorted(standing.index.resources[chosen])
    if not shared:
        return around_time(standing, chance, size)
    centre = chance.randrange(standing.index.problem.clock.end)
    return set(_nearest(standing, standing.index.users[chance.choice(shared)], centre, chance)[:size])


def around_chain(standing: Standing, chance: random.Random, size: int) -> set[str]:
    """A whole chain of precedence and its rivals, as far as there is room."""
    chosen = chance.choice(list(standing.index.activity))
    return around(standing, chosen, chance, size)


NEIGHBOURHOODS: tuple[Neighbourhood, ...] = (around_cost, around_time, around_resource, around_chain)


def _nearest(standing: Standing, names: Iterable[str], centre: int, chance: random.Random) -> list[str]:
    """The names by the distance of their place, or of their due date, to a moment; equal ones by chance."""
    ranked = [(_distance(standing, name, centre), chance.random(), name) for name in sorted(names)]
    return [name for _, _, name in sorted(ranked)]


def _distance(standing: Standing, name: str, centre: int) -> int:
    placed = standing.placed.get(name)
    return abs((standing.index.wished[name] if placed is None else placed.start) - centre)
