"""Options that several benchmarks share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def several(known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """Reads names separated by commas, each one known."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
        names = tuple(name for name in value.split(",") if name)
        for name in names:
            if name not in known:
                raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}")
        return names

    return read


def numbers(_context: click.Context, _parameter: click.Parameter, value: str) -> range:
    """Reads one seed, or the first and the last with a dash between."""
    first, _, last = value.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        raise click.BadParameter(f"{value!r} is neither a number nor two numbers with a dash")
    return range(int(first), int(last or first) + 1)


def measured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --time-limit, --threads and --json."""
    for option in (
        click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep figures."),
        click.option("--threads", type=click.IntRange(min=1), default=2, show_default=True),
        click.option("--time-limit", "seconds", type=click.FloatRange(min=0.1), default=10.0, show_default=True),
    ):
        command = option(command)
    return command


instances_option = click.option(
    "--instances",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="A folder of instances, all of the family.",
)
bks_option = click.option(
    "--bks",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Best known values: folder, file, bks, lb, note.",
)
