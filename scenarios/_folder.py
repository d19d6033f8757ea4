"""A folder of tables and files, as the source of a scenario."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from copilot.model.noun import LANGUAGES, Language, Noun
from copilot.model.request import Limits, Milestone, Priorities
from copilot.model.scenario import Expectation, Scenario
from copilot.model.world import OPTIONAL_TABLES, TABLES, Report
from scenarios._assemble import EXPECTED, HEAD, MILESTONES, REQUEST, Head, Source, Structure, assemble
from scenarios._files import Line, read_lines, read_text, read_toml
from scenarios._injects import INJECTS
from scenarios._marks import refuse_above
from scenarios._problems import Problems
from scenarios._rows import columns_of


def read_folder(folder: Path, asked: Path | None = None) -> Scenario:
    """The scenario of a folder; raises one ScenarioError with all problems when there is any.

    `asked` is a request that replaces the folder's: a `.toml` file replaces its structure, any other text its words.
    """
    return assemble(asking(Folder(folder), asked))


class Folder:
    """Implements Source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self._folder.name

    def head(self, problems: Problems) -> Line | None:
        """The cells of `scenario.toml`, or None; tables of an unknown name are told beside it."""
        content = read_toml(self._folder / HEAD, HEAD, problems)
        line = None if content is None else _line(Head, HEAD, None, content, problems)
        for path in sorted((self._folder / "tables").glob("*.csv")):
            if path.stem not in TABLES:
                problems.add(path.stem, "unknown_table", value=path.stem, known=TABLES)
        return line

    def lines(self, table: str, columns: tuple[str, ...], problems: Problems) -> list[Line]:
        """The lines of a CSV table; none for one that may be left out, and is."""
        file = self._folder / "tables" / f"{table}.csv"
        left_out = table in OPTIONAL_TABLES and not file.exists()
        return [] if left_out else read_lines(file, columns, problems)

    def structure(self, problems: Problems) -> Structure:
        """What `request.toml` says."""
        return _structure(self._folder / REQUEST, problems)

    def words(self, problems: Problems) -> dict[Language, str]:
        """The planner's words in each language that the folder has them in."""
        present = [language for language in LANGUAGES if (self._folder / f"request.{language}.md").is_file()]
        names = {language: f"request.{language}.md" for language in present or LANGUAGES[:1]}
        words = {language: read_text(self._folder / name, name, problems) for language, name in names.items()}
        for language, name in names.items():
            refuse_above(words[language], problems, name)
        return {language: text.strip() for language, text in words.items() if text}

    def reports(self, problems: Problems) -> tuple[Report, ...]:
        """The reports, by name."""
        paths = sorted((self._folder / "reports").glob("*.md"))
        texts = [(path.stem, read_text(path, f"reports/{path.name}", problems)) for path in paths]
        for name, text in texts:
            refuse_above(text, problems, f"reports/{name}.md")
        return tuple(Report(id=name, text=text.strip()) for name, text in texts if text)

    def injects(self, columns: tuple[str, ...], problems: Problems) -> list[Line]:
        """The lines of `injects.csv`, when there is one."""
        file = self._folder / f"{INJECTS}.csv"
        return read_lines(file, columns, problems) if file.is_file() else []

    def expectation(self, problems: Problems) -> Expectation:
        """The bounds of `expected.json`, when there is one."""
        if not (self._folder / EXPECTED).is_file():
            return Expectation()
        text = read_text(self._folder / EXPECTED, EXPECTED, problems)
        try:
            return Expectation.model_validate_json(text or "{}")
        except ValidationError as error:
            for detail in error.errors():
                where = ".".join(str(part) for part in detail["loc"])
                problems.add(EXPECTED, "expectation", column=where, value=detail["msg"])
            return Expectation()


class _Asking:
    """A source whose request is replaced by a file: its structure, or its words."""

    def __init__(self, source: Source, asked: Path) -> None:
        self._source = source
        self._asked = asked
        self._structured = asked.suffix == ".toml"
        self.name, self.head, self.lines = source.name, source.head, source.lines
        self.reports, self.injects, self.expectation = source.reports, source.injects, source.expectation

    def structure(self, problems: Problems) -> Structure:
        """What the file says, when it is a structure."""
        return _structure(self._asked, problems) if self._structured else self._source.structure(problems)

    def words(self, problems: Problems) -> dict[Language, str]:
        """The words of the file, when they are words, in each language that the source speaks."""
        written = self._source.words(problems)
        if self._structured:
            return written
        return dict.fromkeys(written, read_text(self._asked, self._asked.name, problems) or "")


def asking(source: Source, asked: Path | None) -> Source:
    """The source with another request, when one is given."""
    return source if asked is None else _Asking(source, asked)


def _structure(file: Path, problems: Problems) -> Structure:
    content = dict(read_toml(file, REQUEST, problems) or {})
    rows = content.pop(MILESTONES, [])
    rows = rows if isinstance(rows, list) else [rows]
    milestones = [_line(Milestone, MILESTONES, number, cells, problems) for number, cells in enumerate(rows, start=1)]
    priorities = _line(Priorities, REQUEST, None, content.pop("priorities", {}), problems)
    limits = _line(Limits, REQUEST, None, content.pop("limits", {}), problems)
    for name in content:
        problems.add(REQUEST, "unknown_column", column=name, value=name, known=("priorities", "limits", MILESTONES))
    return Structure(priorities, limits, milestones)


def _line(noun: type[Noun], name: str, number: int | None, content: Any, problems: Problems) -> Line:
    """One TOML table as a line of a table, so that the same rules read it; what is left out is an empty cell."""
    content = content if isinstance(content, Mapping) else {}
    columns = columns_of(noun)
    for key in content:
        if key not in columns:
            problems.add(name, "unknown_column", number, key, key, known=columns)
    cells = dict.fromkeys(columns, "") | {key: _cell(value) for key, value in content.items() if key in columns}
    return Line(number or 0, cells)


def _cell(value: Any) -> str:
    """What a planner would have written in a cell for a TOML value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_cell(member) for member in value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
