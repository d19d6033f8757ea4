"""`intendance check`: the independent checker on a plan, drafted, edited by hand or imported."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.cli.summary import print_findings, print_verdict
from copilot.model.noun import Language
from copilot.texts import Speaker


@click.command()
@click.argument("scenario")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--request", "asked", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The request drafted for."
)
@click.option(
    "--parent",
    "before",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The plan that it was made again from: needed when some of it had begun.",
)
@language_option
@json_option
def check(
    scenario: str, plan: Path, asked: Path | None, before: Path | None, language: Language, as_json: bool
) -> None:
    """Judge PLAN (a plan.json) against SCENARIO."""
    parent = files.read_plan(before) if before else None
    structured = asked is not None and asked.suffix == ".json"
    found = files.scenario(scenario, None if structured else asked)
    request = files.read_request(asked) if asked is not None and structured else None
    judged, sealed = files.check(found, files.read_plan(plan), parent, request)
    if as_json:
        findings = [finding.model_dump(mode="json") for finding in judged.findings]
        print_json({"verdict": judged.verdict, "goal_met": judged.goal_met, "sealed": sealed, "findings": findings})
    else:
        speak = Speaker(language, judged.names, judged.clock)
        print_verdict(judged, speak)
        if not sealed:
            out.print(Text(speak("cli.not_sealed"), style="yellow"))
        print_findings(judged.findings, speak)
    raise click.exceptions.Exit(0 if judged.verdict == "VALID" and judged.goal_met else 1)
