"""What every noun shares: it is frozen, refuses unknown fields, and has one canonical form."""

import gc
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


class Noun(BaseModel):
    """A frozen value; two nouns with the same fields are the same noun."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The noun with some fields changed; what was worked out from the old fields is forgotten."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


class Row(Noun):
    """A noun read from one row of a table, so that a Fact can point at its cells."""

    row: int = Field(default=0, ge=0, description="line in its table, the header being line 1")


@dataclass(frozen=True)
class Ref:
    """Marks a field whose value (or whose keys, or each of whose members) names a row of another table."""

    table: str
    column: str = "id"


@dataclass(frozen=True)
class Moment:
    """Marks a field written as a local date or date-time in a table, kept as minutes after the clock's start."""


@dataclass(frozen=True)
class TimeOfDay:
    """Marks a field written as HH:MM in a table, kept as minutes after midnight."""


@dataclass(frozen=True)
class Measure:
    """Marks a figure of a tool's result with its unit; "@field" stands for what the result's own field says.

    `about`: where the same figure stands in the plan, if it does, with the result's own fields in braces.
    """

    name: str
    about: str = ""


Minute = Annotated[int, Moment()]
DayMinute = Annotated[int, Field(ge=0, le=1440), TimeOfDay()]
Span = tuple[int, int]


class Message(Noun):
    """A text to be said in the reader's language: a key of the text files and what fills it in.

    An argument of the form "@table/id" stands for the name of that row in the reader's language;
    one of the form "t:minutes" stands for a date and time, "d:minutes" for a length of time.
    """

    code: str
    args: dict[str, str | int | float] = Field(default_factory=dict)


@contextmanager
def unswept() -> Iterator[None]:
    """Python does not look for cycles of garbage meanwhile.

    Frozen nouns make none, and looking through a brigade's million of them takes as long as building them.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def canonical(value: BaseModel | dict[str, Any]) -> str:
    """The one JSON text of a value: sorted keys, no spaces, unescaped Unicode."""
    data = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(value: BaseModel | dict[str, Any]) -> str:
    """The SHA-256 of a value's canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
