"""Which activities to reconsider together: neighbourhoods that cross domains, chosen by cause."""

import random
from collections.abc import Callable

import networkx as nx

from copilot.model.activity import Activity
from tools.solve.schedule.objective import missing
from tools.solve.schedule.problem import Placed, Problem

Neighbourhood = Callable[[Problem, dict[str, Placed], random.Random, int], set[str]]


def resources(activity: Activity) -> set[str]:
    """Everything that an activity could hold or change: assets, pools, stocks."""
    held = {asset for mode in activity.modes for need in mode.assets for asset in need.candidates}
    held |= {need.pool for mode in activity.modes for need in mode.pools}
    held |= {f"stock:{effect.site}:{effect.item}" for mode in activity.modes for effect in mode.effects}
    return held


def around_cost(problem: Problem, placed: dict[str, Placed], chance: random.Random, size: int) -> set[str]:
    """A costly activity (left out, or late), what it waits for, and what holds its resources near its due date."""
    costly = [a for a in problem.activities if _costs(a, placed.get(a.id))]
    if not costly:
        return around_time(problem, placed, chance, size)
    costly = [a for a in costly if a.mandatory and a.id not in placed] or costly
    chosen = chance.choice(costly)
    wanted = resources(chosen)
    chain = chains(problem)[chosen.id]
    centre = chosen.due if chosen.id not in placed else placed[chosen.id].start
    ranked = sorted(
        (a for a in problem.activities if a is not chosen),
        key=lambda a: (
            a.id not in chain,
            not wanted & resources(a),
            _distance(a, placed, centre or 0),
            chance.random(),
        ),
    )
    return {chosen.id, *(a.id for a in ranked[: size - 1])}


def around_time(problem: Problem, placed: dict[str, Placed], chance: random.Random, size: int) -> set[str]:
    """What happens around one moment, in every domain."""
    centre = chance.randrange(problem.clock.end)
    ranked = sorted(problem.activities, key=lambda a: (_distance(a, placed, centre), chance.random()))
    return {a.id for a in ranked[:size]}


def around_resource(problem: Problem, placed: dict[str, Placed], chance: random.Random, size: int) -> set[str]:
    """What could hold the same resource."""
    chosen = chance.choice(problem.activities)
    shared = chance.choice(sorted(resources(chosen)) or [""])
    ranked = sorted(problem.activities, key=lambda a: (shared not in resources(a), chance.random()))
    return {a.id for a in ranked[:size]}


NEIGHBOURHOODS: tuple[Neighbourhood, ...] = (around_cost, around_time, around_resource)


def _costs(activity: Activity, placed: Placed | None) -> bool:
    if placed is None:
        return missing(activity) > 0
    return any(delay.weight and placed.end > delay.after for delay in activity.delays)


def chains(problem: Problem) -> dict[str, frozenset[str]]:
    """For each activity, all those tied to it by precedence, directly or not, itself included."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(activity.id for activity in problem.activities)
    for activity in problem.activities:
        graph.add_edges_from((activity.id, before.activity) for before in activity.after if before.activity in graph)
    return {name: frozenset(chain) for chain in nx.connected_components(graph) for name in chain}


def _distance(activity: Activity, placed: dict[str, Placed], centre: int) -> int:
    place = placed.get(activity.id)
    moment = (activity.due or activity.earliest) if place is None else place.start
    return abs(moment - centre)
