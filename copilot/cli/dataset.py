"""`intendance dataset`: what planners decided, as files to fine-tune a model with."""

from pathlib import Path
from typing import get_args

import click
from rich.text import Text

from copilot.app.dataset.collecting import Collected
from copilot.app.dataset.manifest import Manifest
from copilot.app.dataset.writing import collected, write
from copilot.cli.speaking import err, json_option, language_option, out, print_json, table
from copilot.model.noun import Language
from copilot.model.request import Marking
from copilot.settings import Settings
from copilot.texts import Speaker


@click.group()
def dataset() -> None:
    """Fine-tuning files from what planners decided."""


@dataset.command()
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write into."
)
@click.option(
    "--marking", type=click.Choice(get_args(Marking)), default="NP", show_default=True, help="Highest that may leave."
)
@click.option(
    "--exclude",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Texts or hashes, one a line, or a suite of cases (.toml): none of them is exported.",
)
@click.option(
    "--validation",
    type=click.FloatRange(min=0, max=0.5),
    default=0.1,
    show_default=True,
    help="Share of the requests kept to validate with.",
)
@language_option
@json_option
def export(
    folder: Path, marking: Marking, exclude: Path | None, validation: float, language: Language, as_json: bool
) -> None:
    """Write what the runs that a person decided on teach, in Mistral's chat format, with a manifest."""
    found = collected(Settings(), marking, exclude, validation)
    speak = Speaker(language)
    if found.empty:
        err.print(Text(speak(_nothing(found)), style="bold red"))
    written = () if found.empty else write(found, folder)
    if as_json:
        print_json(found.manifest.model_dump(mode="json"))
    else:
        _print(found.manifest, speak)
        for path in written:
            out.print(Text(speak("cli.written", path=str(path))))
    raise click.exceptions.Exit(1 if found.empty else 0)


def _nothing(found: Collected) -> str:
    """Why there is nothing: no run that a model answered, or none that may leave as it is."""
    reasons = found.manifest.left_out.runs.keys()
    if reasons <= {"not_done", "no_model"}:
        return "dataset.no_trail"
    return "dataset.no_decision" if reasons <= {"not_done", "no_model", "not_decided"} else "dataset.nothing_left"


def _print(manifest: Manifest, speak: Speaker) -> None:
    lines = table(*(speak(f"dataset.head.{name}") for name in ("source", "train", "validation", "preferences")))
    for source, one in manifest.sources.items():
        lines.add_row(source, *(str(count) for count in (one.train, one.validation, one.preferences)))
    if manifest.sources:
        out.print(lines)
        out.print(Text(speak("dataset.marked", marking=manifest.marking, count=len(manifest.runs))))
    for kind, reasons in manifest.left_out.model_dump().items():
        for reason, count in reasons.items():
            said = speak(f"dataset.{kind}", count=count)
            out.print(Text(f"{said} {speak(f'dataset.reason.{reason}')}", style="yellow"))
