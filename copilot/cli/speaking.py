"""What the command line says, and where: results on stdout, progress and refusals on stderr."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from copilot.model.errors import BookError, ChangeError, IntendanceError, Problem, ScenarioError
from copilot.model.noun import LANGUAGES, Language
from copilot.settings import Settings
from copilot.texts import Speaker

PIPED_WIDTH = 140
_PLAIN: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False}
"""Names and quotes come from files: nothing in them is a command to the console."""
out = Console(**_PLAIN, width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(**_PLAIN, stderr=True, soft_wrap=True)
_spoken: list[Language] = ["fr"]


def _remember(_context: click.Context, _parameter: click.Parameter, value: Language) -> Language:
    _spoken[:] = [value]
    return value


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --language, which refusals are said in as well."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default="fr",
        show_default=True,
        is_eager=True,
        callback=_remember,
        help="Language of what is said.",
    )(command)


cores_option = click.option(
    "--cores", type=click.IntRange(1, 256), default=1, show_default=True, help="Searches side by side."
)
model_option = click.option(
    "--model",
    default=lambda: Settings().model,
    show_default="INTENDANCE_MODEL",
    help="Who answers for the agents: none, scripted, or the name that vLLM serves.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document for machines.")


def print_json(value: Any) -> None:
    """Prints one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table with these headings."""
    made = Table(*columns, title=title, title_justify="left", title_style="bold", header_style="bold", box=None)
    made.pad_edge = False
    return made


def complain(error: IntendanceError) -> None:
    """Says a refusal on stderr, with every problem of an input."""
    speak = Speaker(_spoken[0])
    err.print(Text(speak.say(error.message), style="bold red"))
    if isinstance(error, BookError | ScenarioError | ChangeError):
        for problem in error.problems:
            err.print(Text("  " + _place(problem, speak) + " " + speak.say(problem.message) + _nearest(problem, speak)))


def _place(problem: Problem, speak: Speaker) -> str:
    parts = [speak("book.place", sheet=problem.table, cell=problem.cell) if problem.cell else problem.table]
    if problem.row and not problem.cell:
        parts.append(speak("cli.line", row=str(problem.row)))
    if problem.column:
        parts.append(speak("cli.column", column=problem.column))
    place = ", ".join(parts)
    return f"{place} [{problem.value}] :" if problem.value else f"{place} :"


def _nearest(problem: Problem, speak: Speaker) -> str:
    return " " + speak("cli.nearest", name=problem.nearest) if problem.nearest else ""
