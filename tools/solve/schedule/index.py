"""A problem read once, so that a search does not read it again at each call."""

from collections import defaultdict
from functools import cached_property

import networkx as nx

from copilot.model.activity import Activity, Mode
from tools.solve.schedule.price import least, price
from tools.solve.schedule.problem import Placed, Problem


class Index:
    """Activities by identifier, by resource and by what they are tied to; the least that each can cost."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.activity: dict[str, Activity] = {activity.id: activity for activity in problem.activities}
        self.capacity = {pool.id: pool.capacity for pool in problem.pools}
        self._mode = {(activity.id, mode.id): mode for activity in problem.activities for mode in activity.modes}

    def mode(self, placed: Placed) -> Mode:
        """The mode in which an activity was placed."""
        return self._mode[placed.activity, placed.mode]

    def price(self, name: str, placed: Placed | None) -> int:
        """What an activity costs in its place, or left out."""
        return price(self.problem, self.activity[name], None if placed is None else self.mode(placed), placed)

    @cached_property
    def resources(self) -> dict[str, frozenset[str]]:
        """Everything that each activity could hold or change: assets, pools, stocks."""
        return {name: frozenset(_resources(activity)) for name, activity in self.activity.items()}

    @cached_property
    def assets(self) -> tuple[str, ...]:
        """Every asset that an activity could hold."""
        needs = (need for one in self.activity.values() for mode in one.modes for need in mode.assets)
        return tuple(sorted({asset for need in needs for asset in need.candidates}))

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """The activities that could hold or change each resource."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, resources in self.resources.items():
            for resource in resources:
                found[resource].append(name)
        return {resource: tuple(names) for resource, names in found.items()}

    @cached_property
    def followers(self) -> dict[str, list[tuple[str, int]]]:
        """What comes after each activity, and how many minutes later at least."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for activity in self.problem.activities:
            for before in activity.after:
                found[before.activity].append((activity.id, before.lag))
        return found

    @cached_property
    def chains(self) -> dict[str, frozenset[str]]:
        """For each activity, all those tied to it by precedence, directly or not, itself included."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.activity)
        for name, followers in self.followers.items():
            if name in self.activity:
                graph.add_edges_from((name, follower) for follower, _ in followers)
        return {name: frozenset(chain) for chain in nx.connected_components(graph) for name in chain}

    @cached_property
    def supplying(self) -> frozenset[str]:
        """The activities that could bring something to a stock."""
        return frozenset(
            name
            for name, activity in self.activity.items()
            if any(effect.quantity > 0 for mode in activity.modes for effect in mode.effects)
        )

    @cached_property
    def suppliers(self) -> dict[str, tuple[str, ...]]:
        """For each activity, those that could bring what it takes from a stock."""
        bring: dict[str, set[str]] = defaultdict(set)
        take: dict[str, set[str]] = defaultdict(set)
        for name, activity in self.activity.items():
            for effect in (effect for mode in activity.modes for effect in mode.effects):
                key = stock(effect.site, effect.item)
                (bring[key] if effect.quantity > 0 else take[name]).add(name if effect.quantity > 0 else key)
        return {name: tuple(sorted({one for key in keys for one in bring[key]})) for name, keys in take.items()}

    @cached_property
    def wished(self) -> dict[str, int]:
        """When each activity is due, or else the first minute at which it may begin."""
        return {name: one.due or one.earliest for name, one in self.activity.items()}

    @cached_property
    def latest_start(self) -> dict[str, int]:
        """The minute at which each activity should begin at the latest for it and all that follow to be in time.

        Counted backwards from due dates with the shortest modes, calendars and resources left out of account.
        """
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.activity)
        graph.add_edges_from((before, after) for before in self.activity for after, _ in self.followers.get(before, ()))
        found: dict[str, int] = {}
        for name in reversed(list(nx.topological_sort(graph))):
            activity = self.activity[name]
            ends = [found[after] - lag for after, lag in self.followers.get(name, ())]
            due = activity.latest or activity.due
            end = min([*ends, self.problem.clock.end if due is None else due])
            found[name] = end - min((mode.duration for mode in activity.modes), default=0)
        return found

    @cached_property
    def least(self) -> dict[str, int]:
        """The least that each activity can cost, were it alone."""
        return {name: least(self.problem, activity) for name, activity in self.activity.items()}


def stock(site: str, item: str) -> str:
    """The name of a stock among resources."""
    return f"stock:{site}:{item}"


def _resources(activity: Activity) -> set[str]:
    held = {asset for mode in activity.modes for need in mode.assets for asset in need.candidates}
    held |= {need.pool for mode in activity.modes for need in mode.pools}
    return held | {stock(effect.site, effect.item) for mode in activity.modes for effect in mode.effects}
