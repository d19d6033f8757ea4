"""A scenario put together from whatever holds it, or the list of everything that is wrong with it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field

from copilot.model.clock import DAY, Clock
from copilot.model.marking import refused
from copilot.model.noun import Language, Noun
from copilot.model.request import Limits, Marking, Milestone, Priorities, Request
from copilot.model.scenario import Expectation, Scenario
from copilot.model.world import TABLES, Report, World
from scenarios._cells import CellError, local_moment
from scenarios._coherence import check_world
from scenarios._files import Line
from scenarios._injects import INJECTS, Written, played, written_injects
from scenarios._problems import Problems
from scenarios._references import check_keys, check_references
from scenarios._rows import Parsed, columns_of, row_reader

HEAD = "scenario.toml"
REQUEST = "request.toml"
MILESTONES = "milestones"
EXPECTED = "expected.json"
NO_CLOCK = Clock(start=datetime(2000, 1, 1, tzinfo=UTC), step=60, steps=1)
"""What dates are read with where there is no clock to be had: they are refused anyway."""


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


@dataclass(frozen=True)
class Structure:
    """The request without its words, as cells."""

    priorities: Line
    limits: Line
    milestones: list[Line]


class Source(Protocol):
    """Where a scenario is written: each part as text cells, and a problem for each part that cannot be read."""

    @property
    def name(self) -> str:
        """The name of the scenario."""

    def head(self, problems: Problems) -> Line | None:
        """The cells of the head, or None."""

    def lines(self, table: str, columns: tuple[str, ...], problems: Problems) -> list[Line]:
        """The lines of a table."""

    def structure(self, problems: Problems) -> Structure:
        """The request without its words."""

    def words(self, problems: Problems) -> dict[Language, str]:
        """The planner's words in each language that they are written in."""

    def reports(self, problems: Problems) -> tuple[Report, ...]:
        """The reports received."""

    def injects(self, columns: tuple[str, ...], problems: Problems) -> list[Line]:
        """The lines of what happens as the scenario is played; there may be none."""

    def expectation(self, problems: Problems) -> Expectation:
        """What may be expected of a plan."""


def assemble(source: Source) -> Scenario:
    """The scenario of a source; raises one ScenarioError with all problems when there is any."""
    problems = Problems()
    head = _head(source, problems)
    clock = _clock(head, problems) if head else None
    sheets = _sheets(source, clock or NO_CLOCK, problems)
    request = _request(source, clock or NO_CLOCK, sheets, problems)
    check_references(TABLES | {MILESTONES: Milestone}, sheets, problems)
    sheets[INJECTS] = written_injects(source.injects(tuple(columns_of(Written)), problems), clock or NO_CLOCK, problems)
    check_keys(sheets, problems)
    world = World(
        clock=clock or NO_CLOCK,
        reports=source.reports(problems),
        **{table: tuple(parsed.noun for parsed in sheets[table] if parsed.noun) for table in TABLES},
    )
    check_world(world, request, problems)
    words = source.words(problems)
    expectation = source.expectation(problems)
    injects = played(sheets[INJECTS], world, request, problems)
    problems.refuse(source.name)
    assert head is not None
    shared = {"marking": head.marking, "caveats": head.caveats}
    return Scenario(
        name=source.name,
        title_fr=head.title_fr,
        title_en=head.title_en,
        world=world,
        requests={
            language: request.model_copy(update={"words": text, "language": language, **shared})
            for language, text in words.items()
        },
        expectation=expectation,
        injects=injects,
    )


def _head(source: Source, problems: Problems) -> Head | None:
    line = source.head(problems)
    head = None if line is None else row_reader(Head, HEAD, NO_CLOCK, problems)(line).noun
    for caveat in head.caveats if head else ():
        if refused(caveat):
            problems.add(HEAD, "marking_above", column="caveats", value=caveat)
    return head


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


def _sheets(source: Source, clock: Clock, problems: Problems) -> dict[str, list[Parsed[Any]]]:
    sheets: dict[str, list[Parsed[Any]]] = {}
    for table, noun in TABLES.items():
        lines = source.lines(table, tuple(columns_of(noun)), problems)
        read = row_reader(noun, table, clock, problems)
        sheets[table] = [read(line) for line in lines]
    return sheets


def _request(source: Source, clock: Clock, sheets: dict[str, list[Parsed[Any]]], problems: Problems) -> Request:
    """The structure of the request, without its words; its milestones are put among the sheets."""
    written = source.structure(problems)
    read = row_reader(Milestone, MILESTONES, clock, problems)
    sheets[MILESTONES] = [read(line) for line in written.milestones]
    priorities = row_reader(Priorities, REQUEST, clock, problems)(written.priorities).noun
    limits = row_reader(Limits, REQUEST, clock, problems)(written.limits).noun
    return Request(
        words="",
        priorities=priorities or Priorities(),
        limits=limits or Limits(),
        milestones=tuple(parsed.noun for parsed in sheets[MILESTONES] if parsed.noun),
    )
