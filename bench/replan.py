"""`python -m bench replan`: one inject on a planned world, made again close to the plan, and from nothing."""

import time
from pathlib import Path
from random import Random
from statistics import mean
from typing import get_args

import click

import scenarios
from bench.about import keep
from bench.options import measured, numbers, several
from copilot.app.drafting import draft
from copilot.model.change import AssetLost, Bays, Change, Demand, InstructorsChanged, LegClosed
from copilot.model.clock import DAY
from copilot.model.noun import Noun
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from scenarios._generate import Size
from tools.look.movements import movements

WITHIN = {"company": 2.0, "battalion": 10.0, "brigade": 60.0}
"""The bar: seconds to a VALID plan."""


class Inject(Noun):
    """One inject: what changed, how long the new plan took and what it moved, beside a full solve."""

    world: str
    change: str
    verdict: str
    seconds: float
    items: int
    moved: int
    moved_from_scratch: int


@click.command()
@click.option("--size", "sizes", callback=several(get_args(Size)), default="company", help="Sizes of taut worlds.")
@click.option("--seeds", callback=numbers, default="1", show_default=True, help="For instance 1-3.")
@measured
def replan(sizes: tuple[Size, ...], seeds: range, seconds: float, threads: int, file: Path | None) -> None:
    """Break something on the third day of each world: time to a VALID re-plan and items moved, beside a full solve.

    The time limit is the effort of the first plan and of the full solve; a re-plan is given a third of its bar.
    Plans are made by the product as it is, on one thread.
    """
    found: list[Inject] = []
    for size in sizes:
        for seed in seeds:
            scenario = scenarios.generate(size, seed, taut=True)
            parent = draft(scenario, Order(scenario=scenario.name, effort=seconds))
            for change in injects(scenario, parent, Random(seed)):
                found.append(_measured(scenario, parent, change, seconds, WITHIN[size] / 3))
                click.echo(found[-1].model_dump_json())
                keep(file, time_limit=seconds, threads=1, injects=[one.model_dump(mode="json") for one in found])
    for size in sizes:
        own = [one for one in found if one.world.startswith(size)]
        late = [one for one in own if one.verdict != "VALID" or one.seconds > WITHIN[size]]
        share = mean(one.moved for one in own) / max(1, mean(one.moved_from_scratch for one in own))
        click.echo(f"{size}: VALID within {WITHIN[size]:g} s: {'holds' if not late else f'MISSED by {len(late)}'}")
        click.echo(f"{size}: moves {share:.2f} of a full solve (bar 0.33): {'holds' if share <= 1 / 3 else 'MISSED'}")


def injects(scenario: Scenario, parent: Plan, draw: Random) -> tuple[Change, ...]:
    """One change of each kind that happens, drawn among what the plan uses."""
    world = scenario.world
    used = sorted({asset for item in parent.items for asset in item.assets})
    row = draw.choice(world.consumption)
    return (
        AssetLost(asset=draw.choice(used)),
        LegClosed(leg=draw.choice(world.legs).id, start=2 * DAY, end=4 * DAY),
        Bays(workshop=world.workshops[0].id, count=-1),
        InstructorsChanged(instructors=draw.choice(world.instructors).id, count=-1),
        Demand(site=row.site, item=row.item, percent=120),
    )


def _measured(scenario: Scenario, parent: Plan, change: Change, effort: float, short: float) -> Inject:
    order = Order(scenario=scenario.name, effort=short, parent=parent.id, changes=(change,), now=2 * DAY)
    begun = time.monotonic()
    plan = draft(scenario, order, parent=parent)
    seconds = time.monotonic() - begun
    free = draft(scenario, order.model_copy(update={"effort": effort, "closeness": 0, "seed": 2}), parent=parent)
    return Inject(
        world=scenario.name,
        change=change.kind,
        verdict=plan.verdict,
        seconds=round(seconds, 2),
        items=len(parent.items),
        moved=len(plan.movements),
        moved_from_scratch=len(movements(parent, free)),
    )
