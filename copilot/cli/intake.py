"""`intendance intake`: words or a report turned into proposals, each beside the words it came from."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.app.recording import errand
from copilot.cli.speaking import json_option, language_option, model_option, out, print_json, table
from copilot.model.intake import Intake
from copilot.model.noun import Language
from copilot.model.order import Errand, Order
from copilot.settings import Settings
from copilot.texts import Speaker


@click.command()
@click.argument("scenario")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--report", is_flag=True, help="TEXT is a report received: data, of which only changes are taken.")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write request.json, changes.json."
)
@model_option
@language_option
@json_option
def intake(
    scenario: str, text: Path, report: bool, folder: Path | None, model: str, language: Language, as_json: bool
) -> None:
    """Read TEXT about SCENARIO: what it asks for and announces, what it leaves open, what was not used of it.

    Nothing holds before it is accepted: `draft --request request.json --changes changes.json` takes it as accepted.
    """
    found = files.scenario(scenario)
    kind: Errand = "report" if report else "words"
    order = Order(scenario=found.name, language=language, errand=kind, words=files.read_text(text), model=model)
    run, read = errand(Settings(), found, order)
    if not isinstance(read, Intake):
        raise TypeError("a text was given to be read")
    if folder is not None:
        files.write_intake(read, folder)
    if as_json:
        print_json(read.model_dump(mode="json"))
    else:
        speak = Speaker(language, files.names(found), found.world.clock)
        print_intake(read, speak)
        out.print(Text(speak("cli.run_told", run=run), style="dim"))
    raise click.exceptions.Exit(0)


def print_intake(read: Intake, speak: Speaker) -> None:
    """Prints each proposal beside its words, then what is open, unused and refused."""
    lines = table(*(speak(f"cli.head.{name}") for name in ("proposed", "quote")))
    for one in read.taken:
        lines.add_row(f"{one.field} = {one.value}", one.quote)
    for change in read.changes:
        lines.add_row(speak.say(change.change.label()), change.quote)
    if read.taken or read.changes:
        out.print(lines)
    else:
        out.print(Text(speak("cli.intake.nothing")))
    asked = [*(speak.say(one) for one in read.open), *read.questions]
    for code, texts in (("open", asked), ("unused", read.unused)):
        for text in texts:
            out.print(Text(speak(f"cli.intake.{code}", text=text), style="yellow"))
    for refused in read.refused:
        out.print(Text(speak("cli.intake.refused", quote=refused.quote, why=speak.say(refused.why)), style="red"))
    out.print(Text(speak("cli.intake.proposals", model=read.model), style="dim"))
