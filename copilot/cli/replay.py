"""`intendance replay`: a run made again from its trail, or with today's model."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files, recording
from copilot.app.recording import Replayed
from copilot.cli.speaking import json_option, language_option, out, print_json, table
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@click.argument("run")
@click.option("--live", is_flag=True, help="Ask today's model and solve again, then show what differs.")
@click.option("--scenario", type=click.Path(exists=True, path_type=Path), help="The folder, when it is not bundled.")
@language_option
@json_option
def replay(run: str, live: bool, scenario: Path | None, language: Language, as_json: bool) -> None:
    """Make RUN again from its trail alone: no model, no solver, the same plan to the last byte."""
    found = recording.replay(Settings(), run, live, None if scenario is None else files.scenario(str(scenario)))
    if as_json:
        print_json(found.model_dump(mode="json", exclude={"plan", "before"}))
    else:
        _print(found, Speaker(language, found.plan.names, found.plan.clock), live)
    raise click.exceptions.Exit(0 if found.same or live else 1)


def _print(found: Replayed, speak: Speaker, live: bool) -> None:
    if found.same:
        out.print(
            Text(
                speak("cli.replay.live_same" if live else "cli.replay.same", plan=found.plan.id[:12]),
                style="bold green",
            )
        )
        return
    style = "bold yellow" if live else "bold red"
    out.print(Text(speak("cli.replay.other", before=found.before.id[:12], plan=found.plan.id[:12]), style=style))
    for then, now in zip(found.before.agents, found.plan.agents, strict=True):
        for name in then.policy:
            if then.policy[name] != now.policy.get(name):
                values = {"before": str(then.policy[name]), "now": str(now.policy.get(name))}
                out.print(Text(speak("cli.replay.choice", choice=speak(f"desk.policy.{name}"), **values)))
    lines = table(*(speak(f"cli.head.{name}") for name in ("item", "moved", "cause")))
    for one in found.moved:
        lines.add_row(one.item, speak(f"movement.{one.what}"), speak.say(one.cause))
    if found.moved:
        out.print(lines)
