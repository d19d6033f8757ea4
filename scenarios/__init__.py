"""Bundled scenarios: folders of tables, read and validated, workbooks that hold the same, and worlds made up."""

from pathlib import Path

from copilot.model.errors import UnknownNameError
from copilot.model.scenario import Scenario
from copilot.sheets.guard import contents
from scenarios._book.read import marked_book, scenario_of
from scenarios._book.write import template, write_book
from scenarios._folder import read_folder
from scenarios._generate import generate
from scenarios._write import write

__all__ = [
    "generate",
    "load",
    "load_book",
    "marked_book",
    "names",
    "place",
    "scenario_of",
    "template",
    "write",
    "write_book",
]

_HOME = Path(__file__).parent
BOOK = ".xlsx"


def names() -> tuple[str, ...]:
    """The names of the bundled scenarios."""
    return tuple(sorted(head.parent.name for head in _HOME.glob("*/scenario.toml")))


def load(name_or_path: str, asked: Path | None = None) -> Scenario:
    """The scenario of a bundled name, of a folder or of a workbook; ScenarioError carries every problem at once.

    `asked` is a request to put in the place of the scenario's own: its structure (.toml) or its words (any other text).
    """
    path = place(name_or_path)
    return read_folder(path, asked) if path.is_dir() else load_book(path, asked)


def place(name_or_path: str) -> Path:
    """The folder or the workbook that a scenario is read from; UnknownNameError when there is none."""
    if name_or_path in names():
        return _HOME / name_or_path
    path = Path(name_or_path)
    if path.is_dir() or (path.suffix.lower() == BOOK and path.is_file()):
        return path
    raise UnknownNameError("scenario", name_or_path, names())


def load_book(path: Path, asked: Path | None = None) -> Scenario:
    """The scenario of a workbook, whatever its file is called."""
    return scenario_of(contents(path), path.stem, asked)
