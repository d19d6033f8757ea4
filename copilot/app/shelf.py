"""The scenarios at hand: those that ship with the product, and those that planners brought as workbooks."""

import re
import shutil
from itertools import count
from pathlib import Path, PurePath
from uuid import uuid4

import scenarios
from copilot.model.errors import OperatorError, UnknownNameError
from copilot.model.scenario import Scenario
from copilot.settings import Settings

FOLDER = "scenarios"
LONGEST_NAME = 48
_ODD = re.compile(r"[^\w.-]+|^[^\w]+")


class Shelf:
    """Implements Library over the bundled scenarios and a folder, beside the store, of those that were brought."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """The bundled names, then those brought."""
        brought = (head.parent.name for head in self._folder.glob("*/scenario.toml"))
        return (*scenarios.names(), *sorted(name for name in brought if not name.startswith(".")))

    def load(self, name_or_path: str) -> Scenario:
        """The scenario of a name, of a folder or of a workbook; UnknownNameError names the nearest one."""
        names = self.names()
        if name_or_path in names and name_or_path not in scenarios.names():
            return scenarios.load(str(self._folder / name_or_path))
        try:
            return scenarios.load(name_or_path)
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


def _renamed(partial: Path, target: Path) -> bool:
    """False when somebody took the name meanwhile."""
    try:
        partial.rename(target)
    except OSError:
        if target.exists():
            return False
        raise
    return True
