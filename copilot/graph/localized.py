"""Nouns with their moments as local dates and times: a model reads a calendar, not minutes after an instant."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Union, get_args

from pydantic import Field, TypeAdapter, create_model
from pydantic.fields import FieldInfo

from copilot.model.change import Change
from copilot.model.clock import Clock
from copilot.model.noun import Moment, Noun, TimeOfDay

Local = Annotated[str, Field(pattern=r"^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]$")]
Hour = Annotated[str, Field(pattern="^[0-2][0-9]:[0-5][0-9]$")]
SAID: dict[type[Any], Any] = {Moment: Local, TimeOfDay: Hour}
"""How what is kept in minutes is said."""
CHANGES: TypeAdapter[Change] = TypeAdapter(Change)


@cache
def localized(noun: type[Noun]) -> type[Noun]:
    """The same noun, its moments as "2027-03-04T08:00", its times of day as "05:30"."""
    fields: dict[str, Any] = {}
    for name, field in noun.model_fields.items():
        said = next((SAID[type(mark)] for mark in field.metadata if type(mark) in SAID), None)
        if said is None:
            fields[name] = (field.annotation, field)
        else:
            kind: Any = said | None if type(None) in get_args(field.annotation) else said
            fields[name] = (kind, ... if field.is_required() else field.default)
    return create_model(noun.__name__, __base__=Noun, __doc__=noun.__doc__, **fields)


def local_change() -> Any:
    """The type of any change, its moments as local dates and times."""
    kinds = get_args(get_args(Change)[0])
    return Annotated[Union[tuple(localized(kind) for kind in kinds)], Field(discriminator="kind")]  # noqa: UP007


def kinds_of_change() -> str:
    """Every kind of change with its fields and what it says, one a line: what a model may propose."""
    lines = []
    for kind in get_args(get_args(Change)[0]):
        fields = [name for name in kind.model_fields if name != "kind"]
        said = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
        lines.append(f"- `{kind.model_fields['kind'].default}` ({', '.join(fields)}): {said}")
    return "\n".join(lines)


def change_of(local: Noun, clock: Clock) -> Change:
    """The change that a local one stands for; ValueError for a date that does not exist or a value out of bounds."""
    kinds = {kind.__name__: kind for kind in get_args(get_args(Change)[0])}
    fields = kinds[type(local).__name__].model_fields
    return CHANGES.validate_python({name: _kept(value, fields[name], clock) for name, value in local})


def _kept(value: Any, field: FieldInfo, clock: Clock) -> Any:
    if isinstance(value, str) and any(isinstance(mark, Moment) for mark in field.metadata):
        return minute_of(value, clock)
    if isinstance(value, str) and any(isinstance(mark, TimeOfDay) for mark in field.metadata):
        return minutes(value)
    return value


def minutes(hour: str) -> int:
    """The minutes after midnight of an hour such as "05:30"."""
    hours, after = hour.split(":")
    return 60 * int(hours) + int(after)


def minute_of(local: str, clock: Clock) -> int:
    """The minute of a local date and time; ValueError for one that does not exist."""
    return clock.minute(datetime.fromisoformat(local))
