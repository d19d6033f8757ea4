"""`intendance workbook`: scenarios as workbooks, both ways, and what planners decide in the workbook of a plan."""

import sys
from pathlib import Path

import click
from rich.text import Text

from copilot.app import books, files
from copilot.cli.speaking import err, language_option, out
from copilot.model.errors import BookError, ScenarioError
from copilot.model.noun import Language
from copilot.settings import Settings
from copilot.texts import Speaker

_FILE = click.Path(dir_okay=False, path_type=Path)
_BOOK = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def workbook() -> None:
    """Scenarios as .xlsx workbooks, and decisions from the workbook of a plan."""


@workbook.command()
@click.argument("book", type=_FILE)
@language_option
def template(book: Path, language: Language) -> None:
    """Write BOOK, a workbook to be filled in."""
    books.write_template(book, language)
    _tell(book, language)


@workbook.command(name="from")
@click.argument("scenario")
@click.argument("book", type=_FILE)
@language_option
def from_scenario(scenario: str, book: Path, language: Language) -> None:
    """Write SCENARIO as BOOK."""
    books.write_scenario(scenario, book, language)
    _tell(book, language)


@workbook.command(name="to")
@click.argument("scenario", type=click.Path(file_okay=False, path_type=Path))
@click.argument("book", type=_BOOK)
@click.option("--marked", type=_FILE, help="Where a copy of a refused workbook goes; else beside it.")
@language_option
def to_scenario(scenario: Path, book: Path, marked: Path | None, language: Language) -> None:
    """Read BOOK into SCENARIO, a new folder; a copy with each wrong cell marked when it is refused."""
    try:
        books.read_scenario(book, scenario)
    except ScenarioError as error:
        copy = _copy(book, marked, language)
        if books.mark_scenario(book, error, copy, language):
            err.print(Text(Speaker(language)("cli.book.marked", path=str(copy))))
        raise
    _tell(scenario, language)


@workbook.command()
@click.argument("plan", type=_BOOK)
@click.argument("book", type=_BOOK)
@click.option("--by", default=lambda: Settings().user, show_default="INTENDANCE_USER", help="Who decided.")
@click.option("--out", "target", type=_FILE, help="File to write; else stdout.")
@click.option("--marked", type=_FILE, help="Where a copy of a refused workbook goes; else beside it.")
@language_option
def decisions(plan: Path, book: Path, by: str, target: Path | None, marked: Path | None, language: Language) -> None:
    """Read what a planner decided in BOOK, the workbook of PLAN (a plan.json), as a JSON list."""
    shown = files.read_plan(plan)
    try:
        content = books.written(books.decisions(shown, book, by))
    except BookError as error:
        copy = _copy(book, marked, language)
        if books.mark_decisions(shown, book, error, copy, language):
            err.print(Text(Speaker(language)("cli.book.marked", path=str(copy))))
        raise
    if target is None:
        sys.stdout.buffer.write(content)
    else:
        books.put(target, content)
        _tell(target, language)


def _copy(book: Path, marked: Path | None, language: Language) -> Path:
    """Where the copy of a refused workbook goes."""
    return marked or book.with_name(f"{book.stem}-{Speaker(language)('cli.book.to_correct')}.xlsx")


def _tell(path: Path, language: Language) -> None:
    out.print(Text(Speaker(language)("cli.written", path=str(path))))
