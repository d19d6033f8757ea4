"""The scenarios at hand: those that ship with the product, and those that planners brought as workbooks."""

import re
import shutil
from functools import lru_cache
from itertools import count
from pathlib import Path, PurePath
from uuid import uuid4

import scenarios
from copilot.model.errors import OperatorError, UnknownNameError
from copilot.model.scenario import Scenario
from copilot.settings import Settings

FOLDER = "scenarios"
LONGEST_NAME = 48
HELD = 8
"""Scenarios kept in memory: a brigade takes a third of a second to be read, and a desk asks for it all the time."""
_ODD = re.compile(r"[^\w.-]+|^[^\w]+")


class Shelf:
    """Implements Library over the bundled scenarios and a folder, beside the store, of those that were brought."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = lru_cache(maxsize=HELD)(_read)

    def names(self) -> tuple[str, ...]:
        """The bundled names, then those brought."""
        brought = (head.parent.name for head in self._folder.glob("*/scenario.toml"))
        return (*scenarios.names(), *sorted(name for name in brought if not name.startswith(".")))

    def load(self, name_or_path: str) -> Scenario:
        """The scenario of a name, of a folder or of a workbook; UnknownNameError names the nearest one.

        It is read again as soon as one of its files is another.
        """
        path = self._place(name_or_path)
        return self._read(path, _state(path))

    def _place(self, name_or_path: str) -> Path:
        names = self.names()
        if name_or_path in names and name_or_path not in scenarios.names():
            return self._folder / name_or_path
        try:
            return scenarios.place(name_or_path)
        except UnknownNameError:
            raise UnknownNameError("scenario", name_or_path, names) from None

    def keep(self, scenario: Scenario) -> str:
        """Keeps a scenario under its own name, or the first free one after it; what is there is never written over."""
        base = _ODD.sub("-", PurePath(scenario.name).name)[:LONGEST_NAME].strip("-.") or "scenario"
        partial = self._folder / f".{uuid4().hex}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            scenarios.write(scenario, partial)
            for name in (base if number == 1 else f"{base}-{number}" for number in count(1)):
                if name not in self.names() and _renamed(partial, self._folder / name):
                    return name
        except OSError as error:
            raise OperatorError("error.book_written", path=str(self._folder), what=str(error.strerror)) from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        raise AssertionError("numbers never end")


def shelf_of(settings: Settings) -> Shelf:
    """The scenarios of an installation."""
    return Shelf(settings.home.expanduser() / FOLDER)


def _read(path: Path, _state: tuple[tuple[str, int, int, int], ...]) -> Scenario:
    return scenarios.load(str(path))


def _state(path: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Of each file of a scenario: its name, its number, its size and when it was last written, in nanoseconds."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    states = ((str(file), file.stat()) for file in files if file.is_file())
    return tuple((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states)


def _renamed(partial: Path, target: Path) -> bool:
    """False when somebody took the name meanwhile."""
    try:
        partial.rename(target)
    except OSError:
        if target.exists():
            return False
        raise
    return True
