"""`intendance trail`: who said what in a run, with which prompt, and which tool answered what."""

import json
from datetime import UTC, datetime

import click
from rich.text import Text

from copilot.app import recording
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.model.noun import Language
from copilot.model.record import TrailEntry
from copilot.settings import Settings
from copilot.texts import Speaker

SHORT = 160


@click.command()
@click.argument("run")
@click.option("--full", is_flag=True, help="Whole prompts and answers.")
@click.option("--head", default="", help="A head noted before: the trail must still be the one that had it.")
@language_option
@json_option
def trail(run: str, full: bool, head: str, language: Language, as_json: bool) -> None:
    """Show the journal of RUN, verified line by line."""
    lines, last = recording.trail(Settings(), run, head)
    speak = Speaker(language)
    if as_json:
        print_json([line.model_dump(mode="json") for line in lines])
        return
    for line in lines:
        when = datetime.fromtimestamp(line.at, UTC).strftime("%H:%M:%S")
        out.print(
            Text.assemble((f"{line.seq:>5} {when} ", "dim"), (f"{line.source:<12} ", "cyan"), _said(line, speak, full))
        )
    out.print(Text(speak("cli.trail.head", count=len(lines), head=last)))


def _said(line: TrailEntry, speak: Speaker, full: bool) -> str:
    answered = line.answered
    if line.kind == "event":
        message = json.loads(answered)
        return speak(message["code"], **message["args"])
    asked = line.asked
    if line.kind == "tool":
        call = json.loads(asked)
        asked = f"{call['tool']}({', '.join(f'{name}={value}' for name, value in call['arguments'].items())})"
    if line.kind == "model" and not full:
        asked = json.loads(asked)["prompt"]["messages"][-1]["text"]
    return f"{speak(f'cli.trail.{line.kind}')} {_cut(asked, full)} -> {_cut(answered, full)}"


def _cut(text: str, full: bool) -> str:
    bare = text if full else " ".join(text.split())
    return bare if full or len(bare) <= SHORT else bare[:SHORT] + "..."
