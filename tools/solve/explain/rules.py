"""The requirements of a problem, one name each, and the problem without some of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from copilot.model.activity import Activity, AssetNeed, Mode
from tools.solve.schedule.problem import Problem

Kind = Literal["goal", "window", "after", "decision", "closed", "limit", "stock", "calendar", "pool", "fleet"]
GroupOf = Callable[[str], str]


@dataclass(frozen=True, order=True)
class Rule:
    """One requirement: its kind, and the activity, pool, calendar, stock, limit or group of assets it is about."""

    kind: Kind
    of: str = ""


def rules(problem: Problem, goals: Iterable[str], scope: Iterable[str], group: GroupOf) -> tuple[Rule, ...]:
    """Every requirement on some activities of which the goals must be done, in an order that is always the same."""
    wanted = set(scope)
    activities = [activity for activity in problem.activities if activity.id in wanted]
    found = {Rule("goal", name) for name in goals}
    found |= {rule for activity in activities for rule in _of(activity, problem, group)}
    assets = {asset for activity in activities for asset in _assets(activity)}
    found |= {Rule("limit", limit.id) for limit in problem.limits if limit.asset in assets}
    stocks = {(effect.site, effect.item) for activity in activities for m in activity.modes for effect in m.effects}
    found |= {Rule("stock", f"{r.site}:{r.item}") for r in problem.reservoirs if (r.site, r.item) in stocks}
    return tuple(sorted(found))


def only(problem: Problem, kept: frozenset[Rule], group: GroupOf) -> Problem:
    """The problem in which only the kept requirements hold; goals are not part of a problem."""
    return replace(
        problem,
        activities=tuple(_only(activity, kept, group) for activity in problem.activities),
        pools=tuple(pool for pool in problem.pools if Rule("pool", pool.id) in kept),
        calendars={
            name: spans if Rule("calendar", name) in kept else ((0, problem.clock.end),)
            for name, spans in problem.calendars.items()
        },
        limits=tuple(limit for limit in problem.limits if Rule("limit", limit.id) in kept),
        reservoirs=tuple(one for one in problem.reservoirs if Rule("stock", f"{one.site}:{one.item}") in kept),
        pins={name: pin for name, pin in problem.pins.items() if Rule("decision", name) in kept},
        reference={},
    )


def _of(activity: Activity, problem: Problem, group: GroupOf) -> Iterator[Rule]:
    if activity.latest is not None or activity.earliest > 0:
        yield Rule("window", activity.id)
    if activity.after:
        yield Rule("after", activity.id)
    if activity.id in problem.pins:
        yield Rule("decision", activity.id)
    for mode in activity.modes:
        if mode.closed:
            yield Rule("closed")
        if mode.calendar is not None:
            yield Rule("calendar", mode.calendar)
        yield from (Rule("pool", need.pool) for need in mode.pools)
        yield from (Rule("fleet", group(asset)) for need in mode.assets for asset in need.candidates)


def _assets(activity: Activity) -> set[str]:
    return {asset for mode in activity.modes for need in mode.assets for asset in need.candidates}


def _only(activity: Activity, kept: frozenset[Rule], group: GroupOf) -> Activity:
    change: dict[str, object] = {"modes": tuple(_mode(mode, kept, group) for mode in activity.modes)}
    if Rule("window", activity.id) not in kept:
        change |= {"earliest": 0, "latest": None}
    if Rule("after", activity.id) not in kept:
        change["after"] = ()
    return activity.model_copy(update=change)


def _mode(mode: Mode, kept: frozenset[Rule], group: GroupOf) -> Mode:
    """Without a group's rule, its assets are never lacking: what needs one of them needs none."""

    def is_held(need: AssetNeed) -> bool:
        return all(Rule("fleet", group(asset)) in kept for asset in need.candidates)

    assets = tuple(need for need in mode.assets if is_held(need))
    return mode.model_copy(update={"assets": assets, "closed": mode.closed if Rule("closed") in kept else ()})
