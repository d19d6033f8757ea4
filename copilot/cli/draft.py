"""`intendance draft`: the plan of a scenario."""

import time
from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.app.drafting import asked_of
from copilot.app.recording import recorded
from copilot.cli.speaking import cores_option, err, json_option, language_option, model_option, out, print_json
from copilot.cli.summary import print_summary
from copilot.model.noun import Language
from copilot.model.order import Order
from copilot.ports import Event
from copilot.settings import Settings
from copilot.texts import Speaker, texts


@click.command()
@click.argument("scenario")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write plan.json, plan.md here."
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=30.0,
    show_default=True,
    help="Effort, about so many seconds of one core; deterministic.",
)
@click.option(
    "--request", "asked", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another request."
)
@click.option(
    "--changes",
    "told",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON list of what has changed since the scenario was written.",
)
@cores_option
@model_option
@language_option
@json_option
def draft(
    scenario: str,
    folder: Path | None,
    seed: int,
    time_limit: float,
    cores: int,
    model: str,
    asked: Path | None,
    told: Path | None,
    language: Language,
    as_json: bool,
) -> None:
    """Draft one plan for SCENARIO, a bundled name or a folder."""
    began = time.monotonic()
    structured = asked is not None and asked.suffix == ".json"
    found = files.scenario(scenario, None if structured else asked)
    order = Order(scenario=found.name, language=language, seed=seed, effort=time_limit, cores=cores, model=model)
    speak = Speaker(language)
    if asked is not None and asked.suffix not in (".toml", ".json"):
        err.print(Text(speak("cli.words_not_read"), style="yellow"))
    if asked is not None:
        request = files.read_request(asked) if structured else asked_of(found, order)
        order = order.model_copy(update={"request": request})
    if told is not None:
        order = order.model_copy(update={"changes": files.read_changes(told)})
    run, plan = recorded(Settings(), found, order, None, lambda event: _tell(event, speak, time.monotonic() - began))
    written = files.write(plan, folder, language) if folder else ()
    if as_json:
        print_json(plan.model_dump(mode="json"))
    else:
        print_summary(plan, language, time.monotonic() - began)
        out.print(Text(speak("cli.run", run=run)))
        for path in written:
            out.print(Text(speak("cli.written", path=str(path))))
    raise click.exceptions.Exit(0 if plan.verdict == "VALID" and plan.goal_met else 1)


def _tell(event: Event, speak: Speaker, seconds: float) -> None:
    source = texts(speak.language).get(f"desk.source.{event.source}", event.source)
    err.print(Text.assemble((f"{seconds:6.1f} s  ", "dim"), (f"{source:<15} ", "cyan"), speak.say(event.message)))
