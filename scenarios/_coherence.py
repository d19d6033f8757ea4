"""What must hold between rows for a world to make sense, beyond known names.

A rule is applied only when the files that it reads have no other problem: a broken row would raise false alarms.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import networkx as nx

from copilot.model.noun import Row
from copilot.model.request import Request
from copilot.model.world import World
from scenarios._problems import Problems

Rule = Callable[[World, Request, Problems], None]


@dataclass(frozen=True)
class _Applied:
    files: tuple[str, ...]
    rule: Rule


_RULES: list[_Applied] = []
_NEEDED = {"ready": "unit", "available": "asset_type"}
_PAST = {"assets": "last_check", "technical_events": "reported", "certifications": "obtained"}


def check_world(world: World, request: Request, problems: Problems) -> None:
    """Adds the problems between the rows of a world and of a request."""
    broken = frozenset(problems.broken)
    for applied in _RULES:
        if broken.isdisjoint(applied.files):
            applied.rule(world, request, problems)


def _reads(*files: str) -> Callable[[Rule], Rule]:
    def register(rule: Rule) -> Rule:
        _RULES.append(_Applied(files, rule))
        return rule

    return register


@_reads("sites", "legs")
def _sites_are_connected(world: World, request: Request, problems: Problems) -> None:
    roads: nx.Graph[str] = nx.Graph()
    roads.add_nodes_from(world.site)
    roads.add_edges_from((leg.origin, leg.destination) for leg in world.legs)
    reached: set[str] = max(nx.connected_components(roads), key=len, default=set())
    for site in world.sites:
        if site.id not in reached:
            problems.add("sites", "unreachable", site.row, "id", site.id)


@_reads("legs")
def _legs_lead_elsewhere(world: World, request: Request, problems: Problems) -> None:
    for leg in world.legs:
        if leg.origin == leg.destination:
            problems.add("legs", "same_ends", leg.row, "destination", leg.destination)


@_reads("training_activities")
def _prerequisites_end(world: World, request: Request, problems: Problems) -> None:
    before = {activity.id: activity.prerequisites for activity in world.training_activities}
    _refuse_cycle("training_activities", "prerequisites", before, world.training_activity, problems)


@_reads("units")
def _parents_end(world: World, request: Request, problems: Problems) -> None:
    above = {unit.id: (unit.parent,) if unit.parent else () for unit in world.units}
    _refuse_cycle("units", "parent", above, world.unit, problems)


def _refuse_cycle(
    table: str, column: str, before: Mapping[str, Iterable[str]], rows: Mapping[str, Row], problems: Problems
) -> None:
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        cycle: list[Hashable] = error.args[1]
        problems.add(table, "cycle", rows[str(cycle[0])].row, column, " > ".join(str(name) for name in cycle))


@_reads("scenario.toml", "training_paths", "milestones")
def _dates_are_in_the_window(world: World, request: Request, problems: Problems) -> None:
    dated = [("training_paths", step.row, "target", step.target) for step in world.training_paths]
    dated += [("milestones", milestone.row, "due", milestone.due) for milestone in request.milestones]
    window = {"first": _written(world, 0), "last": _written(world, world.clock.end)}
    for table, row, column, minute in dated:
        if not 0 <= minute <= world.clock.end:
            problems.add(table, "outside_window", row, column, _written(world, minute), args=window)


def _written(world: World, minute: int) -> str:
    return f"{world.clock.at(minute):%Y-%m-%d %H:%M}"


@_reads("milestones")
def _milestones_say_of_whom(world: World, request: Request, problems: Problems) -> None:
    for milestone in request.milestones:
        column = _NEEDED.get(milestone.kind)
        if column and getattr(milestone, column) is None:
            problems.add(
                "milestones", "milestone_lacks", milestone.row, column, milestone.id, args={"kind": milestone.kind}
            )


@_reads("scenario.toml", *_PAST)
def _the_past_is_past(world: World, request: Request, problems: Problems) -> None:
    for table, column in _PAST.items():
        for row in getattr(world, table):
            minute = getattr(row, column)
            if minute > 0:
                problems.add(table, "not_past", row.row, column, _written(world, minute))


@_reads("assets")
def _counters_grow(world: World, request: Request, problems: Problems) -> None:
    for asset in world.assets:
        for now, then in (("km", "last_check_km"), ("hours", "last_check_hours")):
            if getattr(asset, then) > getattr(asset, now):
                problems.add(
                    "assets", "counter_fell", asset.row, then, str(getattr(asset, then)), args={"counter": now}
                )


@_reads("assets", "asset_types", "life_records", "readings")
def _readings_are_past(world: World, request: Request, problems: Problems) -> None:
    lives = {record.id: record.use for record in world.life_records}
    for reading in world.readings:
        asset = world.asset[reading.asset] if reading.asset else None
        most = asset.used(world.asset_type[asset.type].weibull_unit) if asset else lives[str(reading.life)]
        if reading.use > most:
            problems.add("readings", "read_after_end", reading.row, "use", str(reading.use), args={"most": most})


@_reads("assets", "technical_events")
def _states_have_a_reason(world: World, request: Request, problems: Problems) -> None:
    immobilised = {event.asset for event in world.technical_events if event.immobilising}
    for asset in world.assets:
        if asset.state == "down" and asset.id not in immobilised:
            problems.add("assets", "down_without_event", asset.row, "state", asset.id)
    for event in world.technical_events:
        if event.immobilising and world.asset[event.asset].state == "available":
            problems.add("technical_events", "event_on_available", event.row, "asset", event.asset)
