"""`intendance why`: what keeps a task out of a plan or an item from being earlier, and what would help."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app import files
from copilot.cli.speaking import json_option, language_option, out, print_json
from copilot.cli.summary import term_name
from copilot.model.explanation import Explanation, Relief
from copilot.model.noun import Language
from copilot.texts import Speaker

MOST = 10
"""Late items named at most."""


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

    Of an item of PLAN, say why it is not done earlier, and what that would cost.

    With --adopt N --out FILE, write the changes of the N-th relaxation of one TASK: `intendance replan` takes them.
    """
    if (adopt is None) is not (file is None) or (adopt is not None and len(tasks) != 1):
        raise click.UsageError("--adopt N --out FILE go together, with one TASK")
    told = files.why(files.scenario(scenario), read := files.read_plan(plan), tasks)
    speak = Speaker(language, told.names, read.clock)
    if adopt is not None and file is not None:
        _adopt(told.found[0], adopt, file, f"intendance replan {scenario} {plan} --changes {file}", speak)
    elif as_json:
        print_json([one.model_dump(mode="json") for one in told.found])
    else:
        _print_all(told, f"intendance why {scenario} {plan}", speak)


def _print_all(told: files.Told, command: str, speak: Speaker) -> None:
    for one in told.found:
        print_explanation(one, speak)
    if not told.found:
        out.print(Text(speak("cli.why.nothing")))
    first = next((one.about for one in told.found if any(relief.changes for relief in one.reliefs)), None)
    if first is not None:
        hint = speak("cli.why.how_to_adopt", command=f"{command} {first} --adopt 1 --out changes.json")
        out.print(Text(hint), soft_wrap=True)
    if told.late:
        said = ", ".join(f"{name} ({hours} h)" for name, hours in list(told.late.items())[:MOST])
        out.print(Text(speak("cli.why.are_late", items=said)), soft_wrap=True)


def _adopt(one: Explanation, number: int, file: Path, command: str, speak: Speaker) -> None:
    changes = files.adopt(one, number, file)
    for change in changes:
        out.print(Text(f"- {speak.say(change.label())}"))
    out.print(Text(speak("cli.written", path=str(file))))
    out.print(Text(speak("cli.why.then", command=f"{command} --time-limit {one.effort:g}")), soft_wrap=True)


def print_explanation(one: Explanation, speak: Speaker) -> None:
    """Prints why a task is left out or an item not done earlier, and what would help."""
    out.print(Text(speak("cli.why.about", task=one.about, label=speak.say(one.label)), style="bold"))
    if one.start is None:
        _print_left_out(one, speak)
    else:
        _print_done(one, speak)
    out.print(Text("  " + speak("cli.why.chain")))
    for number, link in enumerate(one.chain, start=1):
        out.print(Text(f"    {number}. {speak.say(link)}"))


def _print_left_out(one: Explanation, speak: Speaker) -> None:
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


def _print_done(one: Explanation, speak: Speaker) -> None:
    hours = [speak("cli.why.late", hours=late, term=term_name(code, speak)) for code, late in one.late.items()]
    late = ", ".join(hours) or speak("cli.why.on_time")
    out.print(Text("  " + speak("cli.why.begins", start=f"t:{one.start}", late=late)))
    earlier = one.earlier
    if earlier is None:
        out.print(Text("  " + speak("cli.why.never" if one.never else "cli.why.not_found")))
        return
    code = "cli.why.earlier_on_time" if earlier.on_time else "cli.why.earlier_late"
    said = speak(code, start=f"t:{earlier.start}", cost=_signed(earlier.cost, speak), moved=earlier.moved)
    said += speak("cli.why.later", items=", ".join(earlier.later)) if earlier.later else ""
    said += speak("cli.why.out", items=", ".join(earlier.out)) if earlier.out else ""
    out.print(Text("  " + said))


def _said(relief: Relief, speak: Speaker) -> str:
    cost = _signed(relief.cost, speak)
    parts = speak("cli.why.and").join(speak.say(part) for part in relief.parts)
    said = speak("cli.why.relief", relief=parts, cost=cost, moved=relief.moved, gained=len(relief.gained))
    return said + (speak("cli.why.missing", tasks=", ".join(relief.missing)) if relief.missing else "")


def _signed(cost: int, speak: Speaker) -> str:
    return f"{'+' if cost >= 0 else '-'}{speak.number(abs(cost))}"
