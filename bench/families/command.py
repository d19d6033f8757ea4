"""`python -m bench rcpsp|mmrcpsp|jsp|fjsp`: a table of a public scheduling family."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.about import keep
from bench.families.compare import Result, compare, holds, summary
from bench.options import bks_option, instances_option, measured

COLUMNS = ("instance", "best known", "method", "makespan", "gap %", "bound", "s", "")


def command(family: str) -> click.Command:
    """The command that measures a family."""

    @click.command(family)
    @instances_option
    @bks_option
    @measured
    @click.option("--seed", type=int, default=1, show_default=True)
    @click.option("--limit", "most", type=click.IntRange(min=1), help="Only so many instances.")
    def run(
        folder: Path, bks: Path | None, seconds: float, threads: int, file: Path | None, seed: int, most: int | None
    ) -> None:
        """Solve each instance with the engine and with PyJobShop, verify, and compare with the best known."""
        results: list[Result] = []
        for one in compare(family, folder, bks, seconds, threads, seed, most):
            results.append(one)
            click.echo("  ".join(row(one)), err=True)
            keep(
                file, family=family, time_limit=seconds, threads=threads, seed=seed, summary=summary(results),
                bar_holds=holds(results), results=[one.model_dump(mode="json") for one in results],
            )  # fmt: skip
        _show(family, results, seconds, threads, seed)

    return run


def row(one: Result) -> tuple[str, ...]:
    """A result as the cells of a line."""
    state = f"LOST: {one.broken or 'nothing found'}" if one.makespan is None else "proven" if one.optimal else ""
    cells = (one.best_known, one.method, one.makespan, None if one.gap is None else f"{one.gap:.2f}", one.bound)
    return (one.instance, *("-" if cell is None else str(cell) for cell in cells), f"{one.seconds:.1f}", state)


def _show(family: str, results: list[Result], seconds: float, threads: int, seed: int) -> None:
    console = Console(width=140)
    table = Table(*COLUMNS, title=f"{family}, {seconds:g} s, {threads} threads, seed {seed}")
    for one in results:
        table.add_row(*row(one))
    console.print(table)
    for name, figures in summary(results).items():
        said = ", ".join(f"{key.replace('_', ' ')} {_said(value)}" for key, value in figures.items())
        console.print(f"{name}: {said}")
    console.print(f"bar (mean gap no larger than PyJobShop's, none lost): {'holds' if holds(results) else 'MISSED'}")


def _said(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
