"""`intendance export`: a plan as a document."""

import sys
from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.cli.speaking import err, language_option
from copilot.model.noun import Language
from copilot.texts import Speaker

ALL = "all"


@click.command()
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "form", required=True, help="Format: " + ", ".join((*files.formats(), ALL)) + ".")
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    help=f"File or folder to write, else stdout; with {ALL}, PLAN's folder.",
)
@click.option("--scenario", help="Scenario that PLAN was made for, when it is not at hand under the name in PLAN.")
@language_option
def export(plan: Path, form: str, target: Path | None, scenario: str | None, language: Language) -> None:
    """Write PLAN (a plan.json) in another form."""
    read = files.read_plan(plan)
    found = files.scenario_of(read) if scenario is None else files.scenario(scenario)
    if form == ALL or (target is not None and target.is_dir()):
        forms = files.formats() if form == ALL else (form,)
        for path in files.write(read, target or plan.parent, language, forms, found, plan.stem):
            err.print(Text(Speaker(language)("cli.written", path=str(path))))
        return
    content = files.export(read, form, language, found)
    if target is None:
        sys.stdout.buffer.write(content)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
