"""Nouns with their moments as local dates and times: a model reads a calendar, not minutes after an instant."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Union, get_args

from pydantic import Field, TypeAdapter, create_model

from copilot.model.change import Change
from copilot.model.clock import Clock
from copilot.model.noun import Moment, Noun

Local = Annotated[str, Field(pattern=r"^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]$")]
CHANGES: TypeAdapter[Change] = TypeAdapter(Change)


@cache
def localized(noun: type[Noun]) -> type[Noun]:
    """The same noun, its moments as "2027-03-04T08:00"."""
    fields: dict[str, Any] = {}
    for name, field in noun.model_fields.items():
        moment = any(isinstance(mark, Moment) for mark in field.metadata)
        optional = type(None) in get_args(field.annotation)
        kind: Any = (Local | None if optional else Local) if moment else field.annotation
        fields[name] = (kind, ... if field.is_required() else field.default) if moment else (kind, field)
    return create_model(noun.__name__, __base__=Noun, __doc__=noun.__doc__, **fields)


def local_change() -> Any:
    """The type of any change, its moments as local dates and times."""
    kinds = get_args(get_args(Change)[0])
    return Annotated[Union[tuple(localized(kind) for kind in kinds)], Field(discriminator="kind")]  # noqa: UP007


def change_of(local: Noun, clock: Clock) -> Change:
    """The change that a local one stands for; ValueError for a date that does not exist or a value out of bounds."""
    kinds = {kind.__name__: kind for kind in get_args(get_args(Change)[0])}
    fields = kinds[type(local).__name__].model_fields
    values = {
        name: minute_of(value, clock)
        if isinstance(value, str) and any(isinstance(mark, Moment) for mark in fields[name].metadata)
        else value
        for name, value in local
    }
    return CHANGES.validate_python(values)


def minute_of(local: str, clock: Clock) -> int:
    """The minute of a local date and time; ValueError for one that does not exist."""
    return clock.minute(datetime.fromisoformat(local))
