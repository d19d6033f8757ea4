"""`python -m bench coupled`: joint worlds, all methods in the same run."""

from collections.abc import Iterator
from pathlib import Path
from statistics import geometric_mean
from typing import get_args

import click
from rich.console import Console
from rich.table import Table

import scenarios
from bench.about import keep
from bench.coupled.measure import METHODS, Measure, World, measure
from bench.coupled.task import Limits
from bench.options import measured, numbers, several
from copilot.model.scenario import Scenario
from scenarios._generate import Size

COLUMNS = (
    "world",
    "activities",
    "method",
    "cost",
    "ratio",
    "left out",
    "first s",
    "whole s",
    "total s",
    "MiB",
    "verdict",
)
LATE = 1.2
"""A method that takes more than so many times its time, and a second, had more than the others."""
AHEAD = 1.3
"""At battalion, how many times more domains in turn are to cost."""


@click.command()
@click.option("--size", "sizes", callback=several(get_args(Size)), default="", help="Sizes of taut made-up worlds.")
@click.option("--world", "bundled", callback=several(scenarios.names()), default="", help="Bundled worlds as well.")
@click.option("--seeds", callback=numbers, default="1", show_default=True, help="For instance 1-5.")
@click.option("--methods", callback=several(tuple(METHODS)), default=",".join(METHODS), help="Which to measure.")
@measured
def coupled(
    sizes: tuple[Size, ...],
    bundled: tuple[str, ...],
    seeds: range,
    methods: tuple[str, ...],
    seconds: float,
    threads: int,
    file: Path | None,
) -> None:
    """Plan each world by each method within the same time and threads, and judge every plan by the checker."""
    found: list[Measure] = []
    for scenario, seed in _worlds(sizes, bundled, seeds):
        world = World(scenario, seed)
        for method in methods:
            found.append(measure(world, method, Limits(seconds, threads, seed)))
            click.echo("  ".join(_row(found[-1], found)), err=True)
            keep(file, time_limit=seconds, threads=threads, measures=[one.model_dump(mode="json") for one in found])
    _show(found, seconds, threads)


def _worlds(sizes: tuple[Size, ...], bundled: tuple[str, ...], seeds: range) -> Iterator[tuple[Scenario, int]]:
    for name in bundled:
        for seed in seeds:
            yield scenarios.load(name), seed
    for size in sizes:
        for seed in seeds:
            yield scenarios.generate(size, seed, taut=True), seed


def _show(found: list[Measure], seconds: float, threads: int) -> None:
    console = Console(width=160)
    table = Table(*COLUMNS, title=f"coupled worlds, {seconds:g} s, {threads} threads")
    for one in found:
        table.add_row(*_row(one, found))
    console.print(table)
    for line in bars(found, seconds):
        console.print(line)


def bars(found: list[Measure], seconds: float) -> Iterator[str]:
    """Each bar and whether it holds; a method that is lost, late or absent on a world is beaten there."""
    late = [one for one in found if one.total > LATE * seconds + 1]
    mine = {(one.world, one.seed): one for one in found if one.method == "ours"}
    beaten = [
        f"{one.world} by {one.method}"
        for one in found
        if one.method != "ours"
        and not one.lost
        and one not in late
        and (own := mine.get((one.world, one.seed))) is not None
        if own.lost or own in late or one.cost < own.cost
    ]
    yield f"none lost or late: {_held(not any(one.lost or one in late for one in mine.values()))}"
    if late:
        yield f"late, not counted: {', '.join(f'{one.world} by {one.method} ({one.total:.0f} s)' for one in late)}"
    yield f"no worse than the best peer on any world: {_held(not beaten)} {', '.join(beaten)}".rstrip()
    ratios = [
        one.cost / mine[one.world, one.seed].cost
        for one in found
        if one.method == "in turn" and (one.world, one.seed) in mine and one.world.startswith("battalion")
    ]
    if ratios:
        mean = geometric_mean(ratios)
        yield f"battalion, domains in turn cost {mean:.2f} times ours (bar {AHEAD}): {_held(mean >= AHEAD)}"


def _held(held: bool) -> str:
    return "holds" if held else "MISSED"


def _row(one: Measure, found: list[Measure]) -> tuple[str, ...]:
    own = next((o for o in found if (o.world, o.seed, o.method) == (one.world, one.seed, "ours")), None)
    ratio = "-" if own is None or not own.cost else f"{one.cost / own.cost:.3f}"
    return (
        one.world,
        str(one.activities),
        one.method,
        f"{one.cost:,}" + (" (optimal)" if one.status == "optimal" else ""),
        ratio,
        f"{one.left_out} ({one.mandatory_left_out} mandatory)" if one.left_out else "0",
        _seconds(one.first),
        _seconds(one.whole),
        _seconds(one.total),
        "-" if one.peak_mib is None else str(one.peak_mib),
        f"{one.verdict}, LOST {' '.join(one.errors)}" if one.lost else one.verdict,
    )


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
