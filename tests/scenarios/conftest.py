"""A copy of the mini scenario that tests may spoil."""

import csv
import shutil
from pathlib import Path

import pytest

import scenarios
from copilot.model.errors import Problem, ScenarioError
from copilot.model.noun import LANGUAGES
from copilot.model.scenario import Scenario
from copilot.texts import Speaker

MINI = Path(scenarios.__file__).parent / "mini"


class Spoilt:
    """A folder to be spoilt, and what loading it says."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def table(self, name: str) -> Path:
        """The file of a table."""
        return self.path / "tables" / f"{name}.csv"

    def change(self, table: str, row: int, **cells: str) -> None:
        """Rewrites cells of one line of a table; line 1 is the header."""
        path = self.table(table)
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        for column, text in cells.items():
            lines[row - 1][lines[0].index(column)] = text
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)

    def append(self, table: str, *lines: str) -> None:
        """Adds lines at the end of a table."""
        with self.table(table).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replaces the first place of a text in a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        (self.path / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def load(self) -> Scenario:
        """The scenario of the folder."""
        return scenarios.load(str(self.path))

    def problems(self) -> tuple[Problem, ...]:
        """What loading says is wrong; every message must be sayable in both languages."""
        with pytest.raises(ScenarioError) as caught:
            self.load()
        for language in LANGUAGES:
            for problem in caught.value.problems:
                assert Speaker(language).say(problem.message)
        return caught.value.problems

    def problem(self) -> Problem:
        """The one thing that is wrong."""
        problems = self.problems()
        assert len(problems) == 1, problems
        return problems[0]


@pytest.fixture
def folder(tmp_path: Path) -> Spoilt:
    """A copy of the mini scenario."""
    return Spoilt(Path(shutil.copytree(MINI, tmp_path / "spoilt")))
