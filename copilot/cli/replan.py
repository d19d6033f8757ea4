"""`intendance replan`: a plan made again after changes, with as little moved as they allow."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import books, files
from copilot.app.again import again
from copilot.app.recording import recorded
from copilot.cli.speaking import cores_option, err, json_option, language_option, model_option, out, print_json, table
from copilot.cli.summary import print_summary
from copilot.model.noun import Language
from copilot.model.plan import Plan
from copilot.ports import Event
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@click.argument("scenario")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--changes",
    "told",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON list of what has changed.",
)
@click.option(
    "--decisions",
    "decided",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON list of decisions on PLAN, as `workbook decisions` writes it.",
)
@click.option("--now", type=click.IntRange(min=0), default=0, show_default=True, help="Minute of the plan.")
@click.option(
    "--closeness",
    type=click.IntRange(0, 10_000),
    default=20,
    show_default=True,
    help="What moving an item costs: 0 for the best plan, more to move less.",
)
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write plan.json, plan.md here."
)
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True, max=3600), default=10.0, show_default=True)
@cores_option
@model_option
@language_option
@json_option
def replan(
    scenario: str,
    plan: Path,
    told: Path | None,
    decided: Path | None,
    now: int,
    closeness: int,
    folder: Path | None,
    time_limit: float,
    cores: int,
    model: str,
    language: Language,
    as_json: bool,
) -> None:
    """Make PLAN, drafted for SCENARIO, again: what had begun stays, what is decided stays, little else moves."""
    parent = files.read_plan(plan)
    standing = {one.item: one for one in parent.decisions}
    standing |= {one.item: one for one in (books.read_decisions(decided, parent) if decided else ())}
    order = again(
        parent,
        effort=time_limit,
        cores=cores,
        model=model,
        decisions=tuple(standing.values()),
        changes=(*parent.changes, *(files.read_changes(told) if told else ())),
        now=max(now, parent.now),
        closeness=closeness,
    )
    run, child = recorded(
        Settings(), files.scenario(scenario), order, parent, lambda event: _tell(event, Speaker(language))
    )
    written = files.write(child, folder, language) if folder else ()
    if as_json:
        print_json(child.model_dump(mode="json"))
    else:
        speak = Speaker(language, child.names, child.clock)
        print_summary(child, language, 0)
        print_movements(child, speak)
        out.print(Text(speak("cli.run", run=run)))
        for path in written:
            out.print(Text(speak("cli.written", path=str(path))))
    raise click.exceptions.Exit(0 if child.verdict == "VALID" and child.goal_met else 1)


def print_movements(plan: Plan, speak: Speaker) -> None:
    """Prints each item that moved since the parent plan, and why."""
    for number, change in enumerate(plan.changes, start=1):
        out.print(Text(speak("cli.replan.change", number=number, change=speak.say(change.label()))))
    out.print(Text(speak("cli.replan.moved", count=len(plan.movements), items=len(plan.items)), style="bold"))
    lines = table(*(speak(f"cli.head.{name}") for name in ("item", "moved", "cause")))
    for one in plan.movements:
        lines.add_row(one.item, speak(f"movement.{one.what}"), speak.say(one.cause))
    if plan.movements:
        out.print(lines)


def _tell(event: Event, speak: Speaker) -> None:
    if event.source == "check":
        err.print(Text(speak.say(event.message)))
