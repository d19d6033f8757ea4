"""`intendance why`: what keeps a task out of a plan, and what would help."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.model.explanation import Explanation, Relief
from copilot.model.noun import Language
from copilot.texts import Speaker


@click.command()
@click.argument("scenario")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("tasks", nargs=-1)
@language_option
@json_option
def why(scenario: str, plan: Path, tasks: tuple[str, ...], language: Language, as_json: bool) -> None:
    """Say what keeps TASKS (all, when none is named) out of PLAN, drafted for SCENARIO, and what would help."""
    found, names = files.why(files.scenario(scenario), read := files.read_plan(plan), tasks)
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
        return
    speak = Speaker(language, names, read.clock)
    if not found:
        out.print(Text(speak("cli.why.nothing")))
    for one in found:
        _print(one, speak)


def _print(one: Explanation, speak: Speaker) -> None:
    out.print(Text(speak("cli.why.about", task=one.about, label=speak.say(one.label)), style="bold"))
    if not one.requirements:
        out.print(Text("  " + speak("cli.why.unproven")))
        return
    minimal = speak("cli.why.minimal") if one.minimal else ""
    out.print(Text("  " + speak("cli.why.conflict", minimal=minimal)))
    for requirement in one.requirements:
        label = "" if requirement.label is None else f" ({speak.say(requirement.label)})"
        out.print(Text(f"    - {speak.say(requirement.message)}{label}"))
    out.print(Text("  " + speak("cli.why.reliefs" if one.reliefs else "cli.why.no_relief")))
    for number, relief in enumerate(one.reliefs, start=1):
        out.print(Text(f"    {number}. {_said(relief, speak)}"))


def _said(relief: Relief, speak: Speaker) -> str:
    cost = f"{'+' if relief.cost >= 0 else '-'}{speak.number(abs(relief.cost))}"
    said = speak(
        "cli.why.relief", relief=speak.say(relief.message), cost=cost, moved=relief.moved, gained=len(relief.gained)
    )
    return said + (speak("cli.why.missing", tasks=", ".join(relief.missing)) if relief.missing else "")
