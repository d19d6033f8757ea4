"""`python -m bench play`: the bundled scenarios played through their injects, timed at each."""

import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

import scenarios
from bench.about import keep
from bench.options import measured, several
from copilot.app.drafting import draft
from copilot.app.playing import play
from copilot.model.noun import Noun
from copilot.model.order import Order
from copilot.model.plan import Plan

COLUMNS = ("scenario", "injects", "s", "moved", "added", "removed", "milestones lost", "plan")


class Timed(Noun):
    """How long the answer to what happened at one moment took, and what it moved; no inject for the first draft."""

    scenario: str
    injects: tuple[str, ...]
    seconds: float
    moved: int
    added: int
    removed: int
    lost: tuple[str, ...]
    verdict: str
    goal_met: bool
    sound: bool


@click.command("play")
@click.option("--scenario", "names", callback=several(scenarios.names()), default=",".join(scenarios.names()))
@measured
def timed(names: tuple[str, ...], seconds: float, threads: int, file: Path | None) -> None:
    """Play each scenario: seconds to the plan that answers each inject, and items moved; the effort is the limit."""
    found: list[Timed] = []
    for name in names:
        for one in _played(name, seconds, threads):
            found.append(one)
            click.echo("  ".join(_row(one)), err=True)
            keep(file, effort=seconds, threads=threads, moments=[row.model_dump(mode="json") for row in found])
    table = Table(*COLUMNS, title=f"scenarios played, effort {seconds:g} a plan, {threads} threads")
    for one in found:
        table.add_row(*_row(one))
    Console(width=140).print(table)
    for name in names:
        own = [one for one in found if one.scenario == name and one.injects]
        slowest, held = max(one.seconds for one in own), all(one.sound for one in own)
        said = "all VALID and within what was reasoned" if held else "MISSED"
        click.echo(
            f"{name}: {len(own)} re-plans, slowest {slowest:.1f} s, {sum(one.moved for one in own)} moved: {said}"
        )


def _played(name: str, seconds: float, threads: int) -> list[Timed]:
    scenario = scenarios.load(name)
    spent: list[float] = []

    def planned(order: Order, parent: Plan | None) -> tuple[str, Plan]:
        begun = time.monotonic()
        plan = draft(scenario, order, parent=parent)
        spent.append(time.monotonic() - begun)
        return "", plan

    order = Order(scenario=name, effort=seconds, cores=threads)
    return [
        Timed(
            scenario=name,
            injects=tuple(inject.id for inject in one.injects),
            seconds=round(spent[-1], 2),
            moved=one.count("moved", "equipped", "routed"),
            added=one.count("added"),
            removed=one.count("removed"),
            lost=one.lost,
            verdict=one.verdict,
            goal_met=one.goal_met,
            sound=one.sound,
        )
        for one, _ in play(scenario, order, planned)
    ]


def _row(one: Timed) -> tuple[str, ...]:
    return (
        one.scenario,
        " ".join(one.injects) or "draft",
        f"{one.seconds:.1f}",
        *(str(count) for count in (one.moved, one.added, one.removed)),
        ", ".join(one.lost),
        one.verdict if one.goal_met else f"{one.verdict}, goal not met",
    )
