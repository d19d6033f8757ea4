"""`intendance eval`: how well a model understands planners, on a suite with known answers."""

from pathlib import Path

import click
from rich.text import Text

from copilot.app.evaluation import Evaluation, Score, Scored, examiner
from copilot.app.minds import backend_of
from copilot.app.suite import some, suite
from copilot.cli.speaking import err, json_option, language_option, model_option, out, print_json, table
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker

COLUMNS = (
    "group",
    "cases",
    "exact",
    "fields",
    "refused",
    "wrong",
    "obeyed",
    "unanswered",
    "turns",
    "tokens",
    "seconds",
)


@click.command(name="eval")
@click.option(
    "--suite", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Cases of your own (TOML)."
)
@click.option("--each", type=click.IntRange(2), help="Only so many cases of each kind in each language.")
@model_option
@language_option
@json_option
def evaluate(path: Path | None, each: int | None, model: str, language: Language, as_json: bool) -> None:
    """Ask a model the cases of a suite, and mark its answers; nothing is stored."""
    speak = Speaker(language)
    done = examiner(backend_of(model, Settings()), lambda one: err.print(Text(_line(one, speak), style="dim")))
    found = done.evaluate(some(suite(path), each))
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        print_evaluation(found, speak)
    raise click.exceptions.Exit(0)


def print_evaluation(found: Evaluation, speak: Speaker) -> None:
    """Prints the marks of all cases, by kind and by language."""
    lines = table(*(speak(f"cli.eval.{name}") for name in COLUMNS), title=speak("cli.eval.title", model=found.model))
    for one in found.scores:
        lines.add_row(speak(f"cli.eval.groups.{one.group}"), *_cells(one, speak))
    out.print(lines)
    out.print(Text(speak("cli.eval.note"), style="dim"))


def _cells(one: Score, speak: Speaker) -> list[str]:
    share = f"{100 * one.right // one.of} %" if one.of else "-"
    counts = (one.wrong, f"{one.obeyed}/{one.injected}", one.unanswered, one.turns, one.tokens, one.seconds)
    told = (one.cases, f"{one.exact}/{one.cases}", share, f"{one.refused}/{one.to_refuse}", *counts)
    return [cell if isinstance(cell, str) else speak.number(cell) for cell in told]


def _line(one: Scored, speak: Speaker) -> str:
    how = "exact" if one.mark.exact else "wrong" if one.mark.wrong else "unanswered" if one.unanswered else "partial"
    why = "" if one.unanswered is None else f" ({speak.say(one.unanswered)})"
    return f"{one.case.name}: {speak(f'cli.eval.how.{how}')}{why}"
