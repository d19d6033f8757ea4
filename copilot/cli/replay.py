"""`intendance replay`: a scenario played through its injects, or a run made again from its trail."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files, recording
from copilot.app.recording import Replayed
from copilot.cli.playing import play_out
from copilot.cli.speaking import cores_option, json_option, language_option, model_option, out, print_json, table
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@click.argument("what")
@click.option("--live", is_flag=True, help="Of a run: ask today's model and solve again, then show what differs.")
@click.option("--scenario", type=click.Path(exists=True, path_type=Path), help="Of a run: the folder, if not bundled.")
@click.option("--until", help="Of a scenario: the last moment played, local (2026-11-12 06:00) or in minutes.")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Of a scenario: write each plan here."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of a scenario.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=5.0,
    show_default=True,
    help="Of a scenario: the effort of each plan, about seconds of one core; deterministic.",
)
@cores_option
@model_option
@language_option
@json_option
def replay(
    what: str,
    live: bool,
    scenario: Path | None,
    until: str | None,
    folder: Path | None,
    seed: int,
    time_limit: float,
    cores: int,
    model: str,
    language: Language,
    as_json: bool,
) -> None:
    """Play the scenario WHAT through its injects, or make the run WHAT again from its trail alone.

    A scenario: at each inject what has begun is frozen and the rest planned again with the least change. A run: no
    model, no solver, the same plan to the last byte.
    """
    if files.is_scenario(what):
        found = files.scenario(what)
        order = Order(scenario=found.name, language=language, seed=seed, effort=time_limit, cores=cores, model=model)
        raise click.exceptions.Exit(0 if play_out(found, order, until, folder, language, as_json) else 1)
    again = recording.replay(Settings(), what, live, None if scenario is None else files.scenario(str(scenario)))
    if as_json:
        print_json(again.model_dump(mode="json", exclude={"plan", "before"}))
    else:
        _print(again, Speaker(language, again.plan.names, again.plan.clock), live)
    raise click.exceptions.Exit(0 if again.same or live else 1)


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
