"""`python -m bench stress`: plans carried out under disturbances, so many times a second."""

import time
from pathlib import Path
from typing import get_args

import click

import scenarios
from bench.about import keep
from bench.options import measured, several
from copilot.app.drafting import draft
from copilot.model.changing import apply
from copilot.model.noun import Noun
from copilot.model.order import Order
from copilot.model.scenario import Scenario
from copilot.model.stress import Shaking
from scenarios._generate import Size
from tools.simulate.shake import Shake

GENERATED: dict[str, Size] = {size: size for size in get_args(Size)}
SIZES = (*scenarios.names(), *GENERATED)


class Shaken(Noun):
    """One plan: its items, runs, processes, and runs a second, the start of processes included."""

    world: str
    items: int
    runs: int
    processes: int
    per_second: int


@click.command()
@click.option("--world", "worlds", callback=several(SIZES), default="mini,crue-argens,camp-champagne,company,battalion")
@click.option("--runs", type=click.IntRange(min=1), default=2000, show_default=True)
@measured
def stress(worlds: tuple[str, ...], runs: int, seconds: float, threads: int, file: Path | None) -> None:
    """Shake the plan of each world, with one process and with as many as threads; both give the same counts."""
    found = []
    for name in worlds:
        made = name in GENERATED
        scenario = scenarios.generate(GENERATED[name], 1, taut=True) if made else scenarios.load(name)
        for one in _shaken(scenario, runs, seconds, threads):
            found.append(one)
            click.echo(one.model_dump_json())
            keep(file, shaken=[each.model_dump(mode="json") for each in found])


def _shaken(scenario: Scenario, runs: int, seconds: float, threads: int) -> list[Shaken]:
    plan = draft(scenario, Order(scenario=scenario.name, effort=seconds))
    world, request = apply(scenario.world, scenario.request("fr"), plan.changes)
    shake = Shake(world, request, plan, Shaking(), runs, 1)
    found, counts = [], []
    for processes in sorted({1, threads}):
        begun = time.monotonic()
        counts.append(shake.all(processes, worth=0).held.tolist())
        per_second = round(runs / (time.monotonic() - begun))
        figures = {"runs": runs, "processes": processes, "per_second": per_second}
        found.append(Shaken(world=scenario.name, items=len(plan.items), **figures))
    if counts[0] != counts[-1]:
        raise click.ClickException(f"{scenario.name}: not the same with {threads} processes")
    return found
