"""Problems of pools and precedence alone, as numbers: what a list of activities needs to become a schedule."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from copilot.model.activity import Activity, Mode, Pool, Reservoir
from tools.solve.schedule.grid import up
from tools.solve.schedule.problem import Placed, Problem


@dataclass(frozen=True)
class Way:
    """A mode in steps: how long, what it takes of all pools as one number, what it takes of each stock."""

    mode: str
    minutes: int
    length: int
    takes: int
    uses: tuple[int, ...]


@dataclass(frozen=True)
class Job:
    """An activity by numbers: its ways, its first step, what comes before and after it and how many steps apart."""

    name: str
    ways: tuple[Way, ...]
    first: int
    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]
    delays: tuple[tuple[int, int], ...]

    def late(self, end: int) -> int:
        """What ending at a minute costs."""
        return sum(weight * max(0, up(end - after, 60)) for after, weight in self.delays)


@dataclass(frozen=True)
class Plain:
    """Jobs, each after all that come before it; all places of all pools as one number, with a guard bit above each.

    What is taken is subtracted from what is free: where a pool has not enough, its guard bit is gone. `shares`: some
    pool can serve several at once.
    """

    jobs: tuple[Job, ...]
    free: int
    guards: int
    stocks: tuple[int, ...]
    step: int
    steps: int
    shares: bool

    def cost(self, ends: list[int]) -> int:
        """What a schedule costs that ends each job at a step."""
        return sum(job.late(end * self.step) for job, end in zip(self.jobs, ends, strict=True) if job.delays)

    def places(self, starts: list[int], ways: list[int]) -> dict[str, Placed]:
        """The schedule in the engine's words."""
        found = {}
        for job, start, way in zip(self.jobs, starts, ways, strict=True):
            chosen, minute = job.ways[way], start * self.step
            found[job.name] = Placed(job.name, chosen.mode, minute, minute + chosen.minutes, ())
        return found


def plain(problem: Problem) -> Plain | None:
    """The problem as numbers when lists can say it: all must be done, held in pools from start to end, at any time.

    None when it names assets, has calendars, decisions or a plan to stay close to, or stocks that anything fills.
    """
    pools = {pool.id: pool for pool in problem.pools}
    stocks = {(stock.site, stock.item): stock for stock in problem.reservoirs}
    if not problem.activities or problem.pins or problem.reference or problem.limits:
        return None
    if not all(_is_plain(one, pools, stocks) for one in problem.activities):
        return None
    step, places = problem.clock.step, _Places(problem.pools)
    activity = {one.id: one for one in problem.activities}
    followers: dict[str, list[tuple[str, int]]] = {name: [] for name in activity}
    for one in problem.activities:
        for before in one.after:
            if before.activity not in activity:
                return None
            followers[before.activity].append((one.id, up(before.lag, step)))
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(followers)
    graph.add_edges_from((name, after) for name, found in followers.items() for after, _ in found)
    names = list(nx.lexicographical_topological_sort(graph))
    number = {name: place for place, name in enumerate(names)}
    jobs = tuple(
        Job(
            name=name,
            ways=tuple(_way(mode, places, stocks, step) for mode in activity[name].modes if places.hold(mode)),
            first=up(activity[name].earliest, step),
            before=tuple((number[before.activity], up(before.lag, step)) for before in activity[name].after),
            after=tuple((number[after], lag) for after, lag in followers[name]),
            delays=tuple((delay.after, delay.weight) for delay in activity[name].delays if delay.weight),
        )
        for name in names
    )
    there = tuple(stock.initial for stock in stocks.values())
    if not all(job.ways for job in jobs):
        return None
    return Plain(jobs, places.free, places.guards, there, step, problem.clock.steps, _share(problem.activities, pools))


class _Places:
    """The places of all pools as one number."""

    def __init__(self, pools: tuple[Pool, ...]) -> None:
        self._shift: dict[str, int] = {}
        self._capacity = {pool.id: pool.capacity for pool in pools}
        self.free = self.guards = shift = 0
        for pool in pools:
            self._shift[pool.id] = shift
            self.free += pool.capacity << shift
            shift += pool.capacity.bit_length() + 1
            self.guards += 1 << (shift - 1)
        self.free += self.guards

    def hold(self, mode: Mode) -> bool:
        """True when each pool is large enough for a mode."""
        return all(need.amount <= self._capacity[need.pool] for need in mode.pools if need.pool in self._capacity)

    def taken(self, mode: Mode) -> int:
        """What a mode takes of all pools."""
        return sum(need.amount << self._shift[need.pool] for need in mode.pools if need.pool in self._shift)


def _share(activities: tuple[Activity, ...], pools: dict[str, Pool]) -> bool:
    needs = (need for one in activities for mode in one.modes for need in mode.pools)
    return any(2 * need.amount <= pools[need.pool].capacity for need in needs if need.pool in pools)


def _is_plain(activity: Activity, pools: dict[str, Pool], stocks: dict[tuple[str, str], Reservoir]) -> bool:
    if not activity.mandatory or activity.latest is not None or any(delay.site for delay in activity.delays):
        return False
    if any(before.lag < 0 for before in activity.after):
        return False
    for mode in activity.modes:
        held = [need.pool for need in mode.pools]
        taken = [(effect.site, effect.item) for effect in mode.effects]
        if mode.calendar or mode.closed or mode.assets or len({*held}) < len(held):
            return False
        if any(need.begin or need.tail or need.length is not None for need in mode.pools):
            return False
        if any(pools[name].outages for name in held if name in pools):
            return False
        if any(effect.quantity > 0 for effect in mode.effects):
            return False
        if any(stocks[key].arrivals or stocks[key].losses or stocks[key].outflow for key in taken if key in stocks):
            return False
    return True


def _way(mode: Mode, places: _Places, stocks: Iterable[tuple[str, str]], step: int) -> Way:
    used = [-sum(effect.quantity for effect in mode.effects if (effect.site, effect.item) == stock) for stock in stocks]
    return Way(mode.id, mode.duration, up(mode.duration, step), places.taken(mode), tuple(used))
