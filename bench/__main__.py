"""`python -m bench FAMILY`: measures the product beside its peers and prints what was found."""

from pathlib import Path
from typing import get_args

import click
from rich.console import Console

import scenarios
from bench.about import keep
from bench.families.command import command
from bench.families.read import READERS
from bench.measure import Measure, measure
from bench.methods import METHODS
from bench.options import numbers, several
from bench.table import row, table
from bench.worlds import worlds
from scenarios._generate import Size


@click.group()
def main() -> None:
    """Measures the product on public instances and on its own worlds, beside peers."""


@main.command()
@click.option("--scenarios", "bundled", callback=several(scenarios.names()), default="mini", help="Bundled worlds.")
@click.option("--sizes", callback=several(get_args(Size)), default="", help="Sizes of made-up worlds.")
@click.option("--seeds", callback=numbers, default="1", help="For instance 1-3.")
@click.option("--effort", type=click.FloatRange(min=1), default=30.0, help="About seconds of one core.")
@click.option("--methods", callback=several(tuple(METHODS)), default=",".join(METHODS), help="Which ways to measure.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep the figures.")
def draft(
    bundled: tuple[str, ...],
    sizes: tuple[Size, ...],
    seeds: range,
    effort: float,
    methods: tuple[str, ...],
    file: Path | None,
) -> None:
    """Drafts each world by each method and prints activities, times, costs, verdicts and memory."""
    found: list[Measure] = []
    for scenario, seed in worlds(bundled, sizes, seeds):
        for method in methods:
            found.append(measure(scenario, seed, effort, method))
            click.echo("  ".join(row(found[-1])), err=True)
            keep(file, measures=[one.model_dump(mode="json") for one in found])
    Console(width=220).print(table(found))


for family in READERS:
    main.add_command(command(family))


if __name__ == "__main__":
    main()
