"""`python -m bench explain`: worlds made infeasible, each conflict proven minimal and each relaxation solved."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import click

import scenarios
from bench.about import keep
from bench.coupled.measure import World
from copilot.model.activity import Activity, AssetNeed
from copilot.model.noun import Noun
from copilot.model.scenario import Scenario
from tools.solve.explain.conflict import Conflict, conflict
from tools.solve.explain.possible import possible, scope_of
from tools.solve.explain.relief import Asked, reliefs
from tools.solve.explain.rules import only
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.index import Index
from tools.solve.schedule.problem import Problem

MOST = 6
"""Requirements up to which every subset is tried; of larger sets, those without one."""
GroupOf = Callable[[str], str]


class Told(Noun):
    """One task left out of one broken world: what was found, and whether brute force agrees.

    `parts`: how many requirements had to ask less together.
    """

    world: str
    broken: str
    task: str
    requirements: int
    minimal: bool
    reliefs: int
    parts: int


@click.command()
@click.option("--count", type=click.IntRange(min=1), default=100, show_default=True, help="Broken worlds.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep figures.")
def explain(count: int, file: Path | None) -> None:
    """Break mini and taut companies in different ways, and try every explanation by brute force."""
    told: list[Told] = []
    made = 0
    for seed in range(50 * count):
        if made >= count:
            break
        draw = Random(seed)
        scenario = scenarios.load("mini") if seed % 4 == 0 else scenarios.generate("company", seed % 7, taut=True)
        problem, how = _broken(World(scenario, seed).problem, draw)
        found = _told(scenario, problem, how, seed)
        made += bool(found)
        told += found
        for one in found:
            click.echo(one.model_dump_json())
    keep(file, worlds=made, told=[one.model_dump(mode="json") for one in told])
    unproven = sum(not one.requirements for one in told)
    wrong = sum(bool(one.requirements) and not one.minimal for one in told)
    helpless = sum(bool(one.requirements) and not one.reliefs for one in told)
    click.echo(f"{made} broken worlds, {len(told)} tasks left out: {unproven} unproven, {wrong} sets not minimal")
    several = sum(one.parts > 1 for one in told)
    click.echo(f"relaxations: none for {helpless}, of several parts for {several}, each solved with its task done")
    click.echo(f"bar (minimal, every time): {'holds' if made == count and not unproven and not wrong else 'MISSED'}")
    click.echo(f"bar (a relaxation is feasible, every time): {'MISSED' if helpless else 'holds'}")


def _broken(problem: Problem, draw: Random) -> tuple[Problem, str]:
    """The problem with less of something, drawn among what its mandatory tasks use."""
    must = [activity for activity in problem.activities if activity.mandatory]
    victim = draw.choice(must).id
    how = draw.choice(["window", "pool", "fleet", "all windows"])
    if how == "pool":
        name = draw.choice(sorted({need.pool for one in must for mode in one.modes for need in mode.pools}))
        pools = (pool.model_copy(update={"capacity": 0}) if pool.id == name else pool for pool in problem.pools)
        return replace(problem, pools=tuple(pools)), name
    if how == "fleet":
        assets = sorted({a for one in must for mode in one.modes for need in mode.assets for a in need.candidates})
        gone = set(draw.sample(assets, len(assets) * 2 // 3))
        activities = [_without(one, gone) for one in problem.activities]
        return replace(problem, activities=tuple(activities)), f"{len(gone)} vehicles gone"
    end = draw.choice([600, 900, 1200])
    activities = [
        one.model_copy(update={"latest": one.earliest + end})
        if one.mandatory and one.latest is None and (how == "all windows" or one.id == victim)
        else one
        for one in problem.activities
    ]
    return replace(problem, activities=tuple(activities)), f"{how} of {end} min"


def _without(activity: Activity, gone: set[str]) -> Activity:
    def left(need: AssetNeed) -> AssetNeed:
        candidates = tuple(one for one in need.candidates if one not in gone) or need.candidates[:1]
        return need.model_copy(update={"candidates": candidates})

    modes = (mode.model_copy(update={"assets": tuple(left(need) for need in mode.assets)}) for mode in activity.modes)
    return activity.model_copy(update={"modes": tuple(modes)})


def _told(scenario: Scenario, problem: Problem, how: str, seed: int) -> list[Told]:
    schedule = solve(problem, seed, Budget(effort=4.0))
    mandatory = [activity.id for activity in problem.activities if activity.mandatory]
    resources = Index(problem).resources
    units = {asset.id: f"{asset.unit}/{asset.type}" for asset in scenario.world.assets}

    def group(asset: str) -> str:
        return units.get(asset, asset)

    told = []
    for task in [name for name in mandatory if name in schedule.absent][:2]:
        nearest = sorted(
            set(mandatory) - set(schedule.absent), key=lambda name: (-len(resources[name] & resources[task]), name)
        )
        found = conflict(problem, task, nearest, group)
        asked = Asked(problem, schedule, task, nearest, group)
        helped = () if found is None else reliefs(asked, found, seed, Budget(effort=4.0))
        told.append(
            Told(
                world=scenario.name,
                broken=how,
                task=task,
                requirements=0 if found is None else len(found.rules),
                minimal=found is not None and _is_minimal(problem, found, group),
                reliefs=len(helped),
                parts=max((len(one.parts) for one in helped), default=0),
            )
        )
    return told


def _is_minimal(problem: Problem, found: Conflict, group: GroupOf) -> bool:
    """True when the set fails, asked without presolve, and each smaller one can be met."""
    sizes = range(len(found.rules)) if len(found.rules) <= MOST else [len(found.rules) - 1]
    smaller = (kept for size in sizes for kept in combinations(found.rules, size))
    scope = scope_of(Index(problem), found.goals)

    def can(kept: tuple[object, ...], confirm: bool = False) -> bool:
        rules = frozenset(rule for rule in found.rules if rule in kept)
        goals = [rule.of for rule in rules if rule.kind == "goal"]
        return possible(only(problem, rules, group), goals, scope, confirm) == "yes"

    return not can(found.rules, confirm=True) and all(can(kept) for kept in smaller)
