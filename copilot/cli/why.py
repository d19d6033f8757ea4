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
@click.option("--adopt", type=click.IntRange(min=1), help="Number of the relaxation of the one TASK to adopt.")
@click.option(
    "--out", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what is adopted, as changes."
)
@language_option
@json_option
def why(
    scenario: str,
    plan: Path,
    tasks: tuple[str, ...],
    adopt: int | None,
    file: Path | None,
    language: Language,
    as_json: bool,
) -> None:
    """Say what keeps TASKS (all, when none is named) out of PLAN, drafted for SCENARIO, and what would help.

    With --adopt N --out FILE, write the changes of the N-th relaxation of one TASK: `intendance replan` takes them.
    """
    if (adopt is None) is not (file is None) or (adopt is not None and len(tasks) != 1):
        raise click.UsageError("--adopt N --out FILE go together, with one TASK")
    found, names = files.why(files.scenario(scenario), read := files.read_plan(plan), tasks)
    speak = Speaker(language, names, read.clock)
    if adopt is not None and file is not None:
        _adopt(found[0], adopt, file, f"intendance replan {scenario} {plan} --changes {file}", speak)
    elif as_json:
        print_json([one.model_dump(mode="json") for one in found])
    elif not found:
        out.print(Text(speak("cli.why.nothing")))
    else:
        for one in found:
            _print(one, speak)
        hint = f"intendance why {scenario} {plan} {found[-1].about} --adopt 1 --out changes.json"
        if any(relief.changes for one in found for relief in one.reliefs):
            out.print(Text(speak("cli.why.how_to_adopt", command=hint)), soft_wrap=True)


def _adopt(one: Explanation, number: int, file: Path, command: str, speak: Speaker) -> None:
    changes = files.adopt(one, number, file)
    for change in changes:
        out.print(Text(f"- {speak.say(change.label())}"))
    out.print(Text(speak("cli.written", path=str(file))))
    out.print(Text(speak("cli.why.then", command=f"{command} --time-limit {one.effort:g}")), soft_wrap=True)


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
        if relief.unsaid is not None:
            out.print(Text(f"       {speak.say(relief.unsaid)}", style="yellow"))


def _said(relief: Relief, speak: Speaker) -> str:
    cost = f"{'+' if relief.cost >= 0 else '-'}{speak.number(abs(relief.cost))}"
    parts = speak("cli.why.and").join(speak.say(part) for part in relief.parts)
    said = speak("cli.why.relief", relief=parts, cost=cost, moved=relief.moved, gained=len(relief.gained))
    return said + (speak("cli.why.missing", tasks=", ".join(relief.missing)) if relief.missing else "")
