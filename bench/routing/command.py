"""`python -m bench cvrp|vrptw|mdvrptw|hfvrp|mtvrptwr|pdptw`: a table of a public routing family."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.about import keep
from bench.options import bks_option, instances_option, measured
from bench.routing.compare import TOLERANCE, Best, Result, compare, holds, loss, summary

COLUMNS = ("instance", "best known", "method", "routes", "value", "gap %", "s", "")


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
        """Solve each instance with the route tool, PyVRP, OR-Tools and VROOM, and judge every answer alike.

        All use one thread but VROOM, which uses --threads.
        """
        results: list[Result] = []
        for one in compare(family, folder, bks, seconds, threads, seed, most):
            results.append(one)
            click.echo("  ".join(row(one)), err=True)
            keep(
                file, family=family, time_limit=seconds, threads=threads, seed=seed, summary=summary(results),
                loss=loss(results), bar_holds=holds(results),
                results=[one.model_dump(mode="json") for one in results],
            )  # fmt: skip
        _show(family, results, seconds, seed)

    return run


def row(one: Result) -> tuple[str, ...]:
    """A result as the cells of a line."""
    gap = None if one.gap is None else f"{one.gap:.2f}"
    value = None if one.value is None else f"{one.value:g}" if one.value < 1e5 else f"{one.value:.0f}"
    cells = (None if one.best is None else _best(one.best), one.method, one.routes, value, gap)
    return (one.instance, *("-" if cell is None else str(cell) for cell in cells), f"{one.seconds:.1f}", one.why or "")


def _best(best: Best) -> str:
    value = f"{best.value:g}" if best.value < 1e5 else f"{best.value:.0f}"
    return value if best.routes is None else f"{best.routes} / {value}"


def _show(family: str, results: list[Result], seconds: float, seed: int) -> None:
    console = Console(width=140)
    table = Table(*COLUMNS, title=f"{family}, {seconds:g} s, seed {seed}")
    for one in results:
        table.add_row(*row(one))
    console.print(table)
    for name, found in summary(results).items():
        gap = found["mean_gap"]
        said = "-" if gap is None else f"{gap:.2f} % over {found['compared']}"
        console.print(f"{name}: solved {found['solved']}, mean gap {said}")
    worst = max(loss(results).values(), default=0.0)
    verdict = "holds" if holds(results) else "MISSED"
    console.print(f"bar (mean loss to PyVRP at most {TOLERANCE} %): {verdict}; worst instance {worst:+.3f} %")
