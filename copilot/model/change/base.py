"""What every change has: the rows it edits, adds or takes away, and how it is said."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from copilot.model.noun import Message, Moment, Noun, TimeOfDay

Text = str | int | float
LATEST = 10_000 * 1440
"""Beyond any window."""
Cells = Mapping[str, str | int | tuple[str, ...] | None]


class Edit(NamedTuple):
    """Sets, adds to or scales a column of the rows of a table (or of `request`) that match."""

    table: str
    match: dict[str, str]
    column: str
    how: Literal["set", "add", "percent"]
    value: str | int | bool


class Addition(NamedTuple):
    """Adds a row to a table; when its table has identifiers, that of the row is a new one."""

    table: str
    cells: Cells


class Removal(NamedTuple):
    """Takes away the rows of a table that match; there may be none."""

    table: str
    match: dict[str, str]


Step = Edit | Addition | Removal


def named(table: str, row: str) -> Edit:
    """An edit that changes nothing and is refused when the table has no such row."""
    return Edit(table, {"id": row}, "id", "set", row)


class Edited(Noun):
    """A change: what it does to the tables, and how it is said."""

    def steps(self) -> tuple[Step, ...]:
        """What the change stands for, one step after the other."""
        raise NotImplementedError

    def label(self) -> Message:
        """The change in the planner's words."""
        args: dict[str, Text] = {name: value for name, value in self.model_dump().items() if name != "kind"}
        return Message(code=f"change.{self.model_dump()['kind']}", args=args | self._said())

    @classmethod
    def asked(cls, _said: Mapping[str, object]) -> Collection[str]:
        """The fields that mean something beside what is said already."""
        return [name for name in cls.model_fields if name != "kind"]

    def _said(self) -> dict[str, Text]:
        return {}


def hour(minute: int) -> str:
    """A minute of the day as HH:MM."""
    return f"{minute // 60:02}:{minute % 60:02}"


When = Annotated[int, Moment(), Field(ge=-LATEST, le=LATEST, description="minutes after the start of the window")]
Opening = Annotated[int, TimeOfDay(), Field(ge=0, le=1440, description="minutes after midnight")]
