"""`python -m bench desk`: one planner on 300 and on 3,000 activities beside a bare page, then 120 planners at once."""

import os
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.about import keep
from bench.desk import acts, served
from bench.desk.browser import Cost, Walk, browsing, walked
from bench.desk.crowd import Felt, crowd
from bench.desk.plans import prepared

BAR_RATIO, BAR_SECONDS = 2.5, 0.3
COLUMNS = ("page", "activities", "what", "wait ms", "beside bare", "answer ms", "server CPU ms", "kB received")


@click.command()
@click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path), help="Where the plans are kept, to be reused."
)
@click.option("--times", type=click.IntRange(min=3), default=15, show_default=True, help="How often each interaction.")
@click.option("--planners", type=click.IntRange(min=0), default=120, show_default=True)
@click.option("--think", type=click.FloatRange(min=0.1), default=12.0, show_default=True, help="Seconds of thought.")
@click.option("--seconds", type=click.FloatRange(min=1), default=60.0, show_default=True, help="The crowd is measured.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep figures.")
def desk(home: Path | None, times: int, planners: int, think: float, seconds: float, file: Path | None) -> None:
    """Measure the desk: time to interactive, interactions, CPU and payload; then many planners at once."""
    with tempfile.TemporaryDirectory() as folder:
        plans = prepared(home or Path(folder))
        before = os.getloadavg()
        with served.desk(home or Path(folder)) as opened:
            walks = _walks(opened, [(one.plan, one.activities) for one in plans], times)
            felt = []
            if planners:
                alone = crowd(opened.address, plans[0].plan, 1, 0.5, seconds / 3)
                spent = opened.spent()
                felt = [alone, crowd(opened.address, plans[0].plan, planners, think, seconds)]
                click.echo(f"desk: {opened.resident():.0f} MiB, {opened.spent() - spent:.1f} s of processor", err=True)
    load = {"before": before, "after": os.getloadavg()}
    keep(
        file,
        load=load,
        walks=[one.model_dump(mode="json") for one in walks],
        crowd=[one.model_dump(mode="json") for one in felt],
    )
    _show(walks)
    _judge(walks, felt)
    click.echo("load of the machine before and after: " + ", ".join(f"{one[0]:.1f}" for one in load.values()))


def _walks(opened: served.Served, plans: list[tuple[str, int]], times: int) -> list[Walk]:
    with browsing() as browser:
        found = []
        for name, script in (("bare", served.BARE), ("30 texts", served.TEXTS)):
            with served.bare(script) as bare:
                found.append(walked(browser, bare, name, 0, "/", "button", {"press": acts.press}, times))
        for plan, activities in plans:
            calendar = f"/brouillon?tab=timeline&plan={plan}"
            chosen = {"select": acts.select, "filter": acts.narrow}
            found.append(walked(browser, opened, "Brouillon", activities, calendar, ".bar[data-item]", chosen, times))
            queue = f"/validation?plan={plan}"
            decided = {"decide": acts.decide}
            found.append(
                walked(browser, opened, "Validation", activities, queue, "button[name=accept]", decided, times)
            )
    return found


def _show(walks: list[Walk]) -> None:
    least = walks[0]
    table = Table(*COLUMNS, title="one planner in a browser, medians")
    for walk in walks:
        table.add_row(walk.page, str(walk.activities), "open", *_cells(walk.ready, least.ready))
        for name, cost in walk.acts.items():
            table.add_row(walk.page, str(walk.activities), name, *_cells(cost, least.acts["press"]))
    Console(width=120).print(table)


def _cells(cost: Cost, least: Cost) -> tuple[str, ...]:
    told = "" if cost.told is None else f"{cost.told:.0f}"
    return f"{cost.wait:.0f}", f"{cost.wait / least.wait:.2f}", told, f"{cost.cpu:.0f}", f"{cost.payload:.0f}"


def _judge(walks: list[Walk], felt: list[Felt]) -> None:
    least, most = walks[0].acts["press"].wait, max(walk.activities for walk in walks)
    slowest = max(cost.wait / least for walk in walks if walk.activities == most for cost in walk.acts.values())
    held = "holds" if slowest <= BAR_RATIO else "MISSED"
    click.echo(
        f"slowest interaction at {most} activities: {slowest:.2f} times the bare page's (bar {BAR_RATIO}): {held}"
    )
    for one in felt:
        click.echo(
            f"{one.planners} planner(s): median rerun {one.median:.3f} s, p95 {one.p95:.3f} s, "
            f"{one.late} of {one.reruns} over 1 s, {one.payload / 1e6:.1f} MB each"
        )
    if felt:
        held = "holds" if felt[-1].median <= BAR_SECONDS else "MISSED"
        ratio = felt[-1].median / felt[0].median
        click.echo(f"median of {felt[-1].planners}: {ratio:.2f} times one planner's (bar {BAR_SECONDS} s): {held}")
