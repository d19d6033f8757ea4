"""`python -m bench draft`: measures drafts and prints what was found."""

import json
import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import click
from rich.console import Console

import scenarios
from bench.measure import Measure, measure
from bench.methods import METHODS
from bench.table import row, table
from bench.worlds import worlds
from scenarios._generate import Size


def _several(known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """Reads names separated by commas, each one known."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
        names = tuple(name for name in value.split(",") if name)
        for name in names:
            if name not in known:
                raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}")
        return names

    return read


def _seeds(_context: click.Context, _parameter: click.Parameter, value: str) -> range:
    """Reads one seed, or the first and the last with a dash between."""
    first, _, last = value.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        raise click.BadParameter(f"{value!r} is neither a number nor two numbers with a dash")
    return range(int(first), int(last or first) + 1)


@click.group()
def main() -> None:
    """Measures the product on its own worlds, beside peers."""


@main.command()
@click.option("--scenarios", "bundled", callback=_several(scenarios.names()), default="mini", help="Bundled worlds.")
@click.option("--sizes", callback=_several(get_args(Size)), default="", help="Sizes of made-up worlds.")
@click.option("--seeds", callback=_seeds, default="1", help="For instance 1-3.")
@click.option("--effort", type=click.FloatRange(min=1), default=30.0, help="About seconds of one core.")
@click.option("--methods", callback=_several(tuple(METHODS)), default=",".join(METHODS), help="Which ways to measure.")
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
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    for scenario, seed in worlds(bundled, sizes, seeds):
        for method in methods:
            found.append(measure(scenario, seed, effort, method))
            click.echo("  ".join(row(found[-1])), err=True)
            if file is not None:
                file.write_text(_kept(found), encoding="utf-8")
    Console(width=220).print(table(found))


def _kept(found: list[Measure]) -> str:
    names = ("intendance", "ortools", "pyvrp", "numpy", "scipy", "networkx", "pydantic")
    about = {
        "machine": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in names},
        "measures": [one.model_dump(mode="json") for one in found],
    }
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
