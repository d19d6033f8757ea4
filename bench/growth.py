"""`python -m bench growth`: time and memory to a first VALID draft as worlds grow, with the exponents fitted."""

import time
from pathlib import Path
from typing import get_args

import click
import numpy as np

import scenarios
from bench.about import keep
from bench.coupled.measure import World, measure
from bench.coupled.task import Limits
from bench.options import numbers, several
from copilot.model.noun import Noun
from scenarios._generate import Size

SIZES: tuple[Size, ...] = get_args(Size)


class Grown(Noun):
    """One world: seconds from its tables to a judged first draft, what the contributions take of it, peak memory."""

    world: str
    activities: int
    verdict: str
    contributions: float
    seconds: float
    peak_mib: int | None


@click.command()
@click.option("--size", "sizes", callback=several(SIZES), default=",".join(SIZES), help="Sizes of taut worlds.")
@click.option("--seeds", callback=numbers, default="1", show_default=True, help="For instance 1-3.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep figures.")
def growth(sizes: tuple[Size, ...], seeds: range, file: Path | None) -> None:
    """Draft each world once, as fast as can be, from its tables to the checker's verdict; on one core."""
    found = []
    for size in sizes:
        for seed in seeds:
            found.append(_grown(size, seed))
            click.echo(found[-1].model_dump_json())
    fitted = {"seconds": _exponent(found, [one.seconds for one in found])}
    if all(one.peak_mib for one in found):
        fitted["memory"] = _exponent(found, [float(one.peak_mib or 0) for one in found])
    keep(file, worlds=[one.model_dump(mode="json") for one in found], exponents=fitted)
    for what, exponent in fitted.items():
        click.echo(f"{what} grow as activities to the power {exponent:.2f}")


def _grown(size: Size, seed: int) -> Grown:
    scenario = scenarios.generate(size, seed, taut=True)
    begun = time.monotonic()
    world = World(scenario, seed)
    one = measure(world, "greedy", Limits(seconds=None, threads=1, seed=seed))
    return Grown(
        world=scenario.name,
        activities=one.activities,
        verdict=one.verdict,
        contributions=round(world.seconds, 2),
        seconds=round(time.monotonic() - begun, 2),
        peak_mib=one.peak_mib,
    )


def _exponent(found: list[Grown], values: list[float]) -> float:
    """The slope of the line through the logarithms, by least squares."""
    return float(np.polyfit(np.log([one.activities for one in found]), np.log(values), 1)[0])
