"""Which deliveries and orders each taking of goods waits for: those without which the plan would not have enough."""

from collections import defaultdict
from typing import NamedTuple

from copilot.model.plan import Plan
from copilot.model.world import World
from tools.forecast.consumption import reservoir, used


class Supply(NamedTuple):
    """Something that comes to a stock: an order, or an effect of an item (its place among the item's effects)."""

    order: str = ""
    item: str = ""
    effect: int = 0


Needs = tuple[tuple[int, tuple[Supply, ...]], ...]
"""(place of the effect that takes, all that must have come by then)."""


def pegs(world: World, plan: Plan) -> dict[str, Needs]:
    """For each item that takes goods, what it waits for; what comes first is used first."""
    moves: dict[tuple[str, str], list[tuple[int, int, Supply]]] = defaultdict(list)
    for order in world.part_orders:
        moves[order.site, order.item].append((max(0, order.expected), order.quantity, Supply(order=order.id)))
    for item in plan.items:
        for place, effect in enumerate(item.mode.effects):
            when = item.end if effect.at is None else item.start + effect.at
            moves[effect.site, effect.item].append((when, effect.quantity, Supply(item=item.id, effect=place)))
    needs: dict[str, list[tuple[int, tuple[Supply, ...]]]] = defaultdict(list)
    for (site, good), events in moves.items():
        if any(quantity < 0 for _, quantity, _ in events):
            _pegged(world, site, good, events, needs)
    return {name: tuple(one) for name, one in needs.items()}


def _pegged(
    world: World,
    site: str,
    good: str,
    events: list[tuple[int, int, Supply]],
    needs: dict[str, list[tuple[int, tuple[Supply, ...]]]],
) -> None:
    stock = reservoir(world, site, good)
    taken, sources, sums = 0, [], [stock.initial]
    losses = [(when, -quantity, Supply()) for when, quantity in stock.losses]
    for when, quantity, source in sorted([*events, *losses], key=lambda event: (event[0], -event[1])):
        if quantity >= 0:
            sources.append(source)
            sums.append(sums[-1] + quantity)
            continue
        taken -= quantity
        if not source.item:
            continue
        asked = min(taken + used(stock.outflow, 0, min(when, world.clock.end)), sums[-1])
        enough = next(place for place, total in enumerate(sums) if total >= asked)
        if enough:
            needs[source.item].append((source.effect, tuple(sources[:enough])))
