"""A folder turned into a scenario, or into the list of everything that is wrong with it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, ValidationError

from copilot.model.clock import DAY, Clock
from copilot.model.noun import LANGUAGES, Language, Noun
from copilot.model.request import Limits, Marking, Milestone, Priorities, Request
from copilot.model.scenario import Expectation, Scenario
from copilot.model.world import TABLES, Report, World
from scenarios._cells import CellError, local_moment
from scenarios._coherence import check_world
from scenarios._files import Line, read_lines, read_text, read_toml
from scenarios._problems import Problems
from scenarios._references import check_keys, check_references
from scenarios._rows import Parsed, columns_of, row_reader

HEAD = "scenario.toml"
REQUEST = "request.toml"
MILESTONES = "milestones"
_NO_CLOCK = Clock(start=datetime(2000, 1, 1, tzinfo=UTC), step=60, steps=1)


class Head(Noun):
    """What `scenario.toml` says; `start` is a local date-time."""

    title_fr: str
    title_en: str
    start: str
    zone: str
    step_minutes: int = Field(ge=1, le=DAY)
    steps: int = Field(ge=1, le=10_000)
    marking: Marking = "NP"
    caveats: tuple[str, ...] = ()


def read_folder(folder: Path, asked: Path | None = None) -> Scenario:
    """The scenario of a folder; raises one ScenarioError with all problems when there is any.

    `asked` is a request that replaces the folder's: a `.toml` file replaces its structure, any other text its words.
    """
    problems = Problems()
    head = _head(folder, problems)
    clock = _clock(head, problems) if head else None
    sheets = _sheets(folder, clock or _NO_CLOCK, problems)
    structure = asked if asked is not None and asked.suffix == ".toml" else folder / REQUEST
    request = _request(structure, clock or _NO_CLOCK, sheets, problems)
    check_references(TABLES | {MILESTONES: Milestone}, sheets, problems)
    check_keys(sheets, problems)
    world = World(
        clock=clock or _NO_CLOCK,
        reports=_reports(folder, problems),
        **{table: tuple(parsed.noun for parsed in sheets[table] if parsed.noun) for table in TABLES},
    )
    check_world(world, request, problems)
    words = _words(folder, problems)
    if asked is not None and asked.suffix != ".toml":
        text = read_text(asked, asked.name, problems) or ""
        words = dict.fromkeys(words, text)
    expectation = _expectation(folder, problems)
    problems.refuse(folder.name)
    assert head is not None
    shared = {"marking": head.marking, "caveats": head.caveats}
    return Scenario(
        name=folder.name,
        title_fr=head.title_fr,
        title_en=head.title_en,
        world=world,
        requests={
            language: request.model_copy(update={"words": text, "language": language, **shared})
            for language, text in words.items()
        },
        expectation=expectation,
    )


def _head(folder: Path, problems: Problems) -> Head | None:
    content = read_toml(folder / HEAD, HEAD, problems)
    return None if content is None else _part(Head, HEAD, content, _NO_CLOCK, problems)


def _clock(head: Head, problems: Problems) -> Clock | None:
    if DAY % head.step_minutes:
        problems.add(HEAD, "step", column="step_minutes", value=str(head.step_minutes))
    if head.zone not in available_timezones():
        problems.add(HEAD, "zone", column="zone", value=head.zone, known=sorted(available_timezones()))
        return None
    try:
        start = local_moment(head.start).replace(tzinfo=ZoneInfo(head.zone))
    except CellError as error:
        problems.add(HEAD, error.code, column="start", value=head.start)
        return None
    return Clock(start=start, zone=head.zone, step=head.step_minutes, steps=head.steps)


def _sheets(folder: Path, clock: Clock, problems: Problems) -> dict[str, list[Parsed[Any]]]:
    sheets: dict[str, list[Parsed[Any]]] = {}
    for path in sorted((folder / "tables").glob("*.csv")):
        if path.stem not in TABLES:
            problems.add(path.stem, "unknown_table", value=path.stem, known=TABLES)
    for table, noun in TABLES.items():
        lines = read_lines(folder / "tables" / f"{table}.csv", tuple(columns_of(noun)), problems)
        read = row_reader(noun, table, clock, problems)
        sheets[table] = [read(line) for line in lines]
    return sheets


def _request(file: Path, clock: Clock, sheets: dict[str, list[Parsed[Any]]], problems: Problems) -> Request:
    """The structure of the request, without its words; its milestones are put among the sheets."""
    content = dict(read_toml(file, REQUEST, problems) or {})
    rows = content.pop(MILESTONES, [])
    rows = rows if isinstance(rows, list) else [rows]
    sheets[MILESTONES] = [
        _parsed(Milestone, MILESTONES, number, cells, clock, problems) for number, cells in enumerate(rows, start=1)
    ]
    priorities = _part(Priorities, REQUEST, content.pop("priorities", {}), clock, problems)
    limits = _part(Limits, REQUEST, content.pop("limits", {}), clock, problems)
    for name in content:
        problems.add(REQUEST, "unknown_column", column=name, value=name, known=("priorities", "limits", MILESTONES))
    return Request(
        words="",
        priorities=priorities or Priorities(),
        limits=limits or Limits(),
        milestones=tuple(parsed.noun for parsed in sheets[MILESTONES] if parsed.noun),
    )


def _part(noun: type[Any], file: str, content: Any, clock: Clock, problems: Problems) -> Any:
    return _parsed(noun, file, None, content, clock, problems).noun


def _parsed(
    noun: type[Any], name: str, number: int | None, content: Any, clock: Clock, problems: Problems
) -> Parsed[Any]:
    """One TOML table read with the same rules as a line of a table; what is left out is an empty cell."""
    content = content if isinstance(content, Mapping) else {}
    columns = columns_of(noun)
    for key in content:
        if key not in columns:
            problems.add(name, "unknown_column", number, key, key, known=columns)
    cells = dict.fromkeys(columns, "") | {key: _cell(value) for key, value in content.items() if key in columns}
    return row_reader(noun, name, clock, problems)(Line(number or 0, cells))


def _cell(value: Any) -> str:
    """What a planner would have written in a cell for a TOML value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_cell(member) for member in value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _words(folder: Path, problems: Problems) -> dict[Language, str]:
    """The planner's words in each language that the folder has them in."""
    present = [language for language in LANGUAGES if (folder / f"request.{language}.md").is_file()]
    names = {language: f"request.{language}.md" for language in present or LANGUAGES[:1]}
    words = {language: read_text(folder / name, name, problems) for language, name in names.items()}
    return {language: text.strip() for language, text in words.items() if text}


def _reports(folder: Path, problems: Problems) -> tuple[Report, ...]:
    paths = sorted((folder / "reports").glob("*.md"))
    texts = [(path.stem, read_text(path, f"reports/{path.name}", problems)) for path in paths]
    return tuple(Report(id=name, text=text.strip()) for name, text in texts if text)


def _expectation(folder: Path, problems: Problems) -> Expectation:
    name = "expected.json"
    if not (folder / name).is_file():
        return Expectation()
    text = read_text(folder / name, name, problems)
    try:
        return Expectation.model_validate_json(text or "{}")
    except ValidationError as error:
        for detail in error.errors():
            where = ".".join(str(part) for part in detail["loc"])
            problems.add(name, "expectation", column=where, value=detail["msg"])
        return Expectation()
