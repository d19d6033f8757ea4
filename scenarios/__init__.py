"""Bundled scenarios: folders of tables, read and validated, and worlds made up from a seed."""

from pathlib import Path

from copilot.model.errors import UnknownNameError
from copilot.model.scenario import Scenario
from scenarios._folder import read_folder
from scenarios._generate import generate

__all__ = ["generate", "load", "names"]

_HOME = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of the bundled scenarios."""
    return tuple(sorted(head.parent.name for head in _HOME.glob("*/scenario.toml")))


def load(name_or_folder: str, asked: Path | None = None) -> Scenario:
    """The scenario of a bundled name or of a folder; ScenarioError carries every problem of its files at once.

    `asked` is a request to put in the place of the scenario's own: its structure (.toml) or its words (any other text).
    """
    if name_or_folder in names():
        return read_folder(_HOME / name_or_folder, asked)
    folder = Path(name_or_folder)
    if folder.is_dir():
        return read_folder(folder, asked)
    raise UnknownNameError("scenario", name_or_folder, names())
