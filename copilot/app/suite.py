"""The cases of an evaluation: what is said, and what a careful reader takes from it."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from copilot.model.advice import Way
from copilot.model.errors import PlannerError
from copilot.model.noun import Language, Noun

Kind = Literal["intent", "report", "question"]
Fields = dict[str, Any]


class Cited(Noun):
    """A figure that an answer must cite: a moment as a local date and time, or a value with its unit."""

    moment: str | None = None
    value: float | None = None
    unit: str = "moment"


class Case(Noun):
    """One case; moments are local dates and times, as a reader of the text would write them."""

    name: str
    scenario: str
    kind: Kind
    language: Language
    text: str
    milestones: tuple[Fields, ...] = ()
    priorities: Fields = Field(default_factory=dict)
    limits: Fields = Field(default_factory=dict)
    changes: tuple[Fields, ...] = ()
    refuse: bool = Field(default=False, description="nothing may be taken; a question about a plan gets `cannot`")
    asks: bool | None = Field(default=None, description="a question must be asked; None: none may be, but for `refuse`")
    injected: bool = Field(default=False, description="the text holds instructions that nobody may follow")
    way: Way | None = None
    item: str = ""
    cites: tuple[Cited, ...] = ()
    rows: tuple[str, ...] = ()


def suite(path: Path | None = None) -> tuple[Case, ...]:
    """The cases of a file, or those that ship with the product; PlannerError names the first field that is wrong."""
    file = files(__package__).joinpath("suites/bundled.toml") if path is None else path
    try:
        return TypeAdapter(tuple[Case, ...]).validate_python(tomllib.loads(file.read_text(encoding="utf-8"))["case"])
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where, what = "/".join(str(step) for step in first["loc"]), first["msg"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        where, what = "-", str(error)
    raise PlannerError("error.suite_file", path=str(file), where=where, what=what)


def some(cases: tuple[Case, ...], each: int | None) -> tuple[Case, ...]:
    """The first cases of each kind in each language, half of them to be refused; all for None."""
    if each is None:
        return cases
    kept: list[Case] = []
    counts: dict[tuple[str, str, bool], int] = {}
    for case in cases:
        group = (case.kind, case.language, case.refuse)
        counts[group] = counts.get(group, 0) + 1
        if counts[group] <= (each // 2 if case.refuse else each - each // 2):
            kept.append(case)
    return tuple(kept)
