"""One cell: from the text that a planner writes to the value that a noun holds, led by the noun's own annotations."""

import re
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from copilot.model.clock import Clock
from copilot.model.marking import LOWEST_FIRST, refused
from copilot.model.noun import Moment, TimeOfDay
from copilot.model.request import Marking
from scenarios._problems import Args

Parser = Callable[[str], Any]
IDENTIFIER = re.compile(r"\w[\w.-]{0,63}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")
_COMMA_DECIMAL = re.compile(r"[+-]?[0-9\s]*,[0-9]+")
_MOMENT = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_TIME = re.compile(r"([0-9]{2}):([0-5][0-9])")
_FORMULA_SIGNS = ("=", "+", "-", "@")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class CellError(ValueError):
    """A cell that cannot be understood: the code of what was expected, and the figures to say it."""

    def __init__(self, code: str, **args: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.args_said: Args = args


def bare(annotation: Any, marks: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """The type of a cell that is not empty, and every mark on it."""
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return bare(inner[0], marks + inner[1:])
    if get_origin(annotation) in (Union, types.UnionType):
        return bare(next(kind for kind in inner if kind is not type(None)), marks)
    return annotation, marks


def is_marked(field: FieldInfo, mark: type) -> bool:
    """True when a field, or what it holds when not empty, carries a mark."""
    return any(isinstance(found, mark) for found in bare(field.annotation, tuple(field.metadata))[1])


def read_cell(parser: Parser, cell: str) -> Any:
    """The value of a cell, once it is known not to be a formula."""
    if cell[:1] in ("=", "@"):
        raise CellError("formula")
    return parser(cell)


def parser_of(field: FieldInfo, clock: Clock) -> Parser:
    """What reads the cells of a field."""
    if is_marked(field, Moment):
        return partial(_moment, clock)
    if is_marked(field, TimeOfDay):
        return _time_of_day
    kind = bare(field.annotation)[0]
    if kind == Marking:
        return _marking
    if get_origin(kind) is Literal:
        return partial(_choice, get_args(kind))
    return _SIMPLE[get_origin(kind) or kind]


def cell(value: Any, field: FieldInfo, clock: Clock) -> str:
    """The text of a cell that is read back as the value."""
    if value is None:
        return ""
    if is_marked(field, Moment):
        return f"{clock.at(value):%Y-%m-%d %H:%M}"
    if is_marked(field, TimeOfDay):
        return f"{value // 60:02}:{value % 60:02}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}:{count}" for name, count in value.items())
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _text(cell: str) -> str:
    if cell[:1] in _FORMULA_SIGNS:
        raise CellError("formula")
    if _CONTROL.search(cell):
        raise CellError("control_character")
    return cell


def identifier(cell: str) -> str:
    """A name that other cells, pools and addresses can use."""
    if not IDENTIFIER.fullmatch(_text(cell)):
        raise CellError("identifier")
    return cell


def _whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise CellError("decimal_comma" if _COMMA_DECIMAL.fullmatch(cell) else "whole_number")
    return int(cell)


def _decimal(cell: str) -> float:
    if not _DECIMAL.fullmatch(cell):
        raise CellError("decimal_comma" if _COMMA_DECIMAL.fullmatch(cell) else "decimal_number")
    return float(cell)


def _yes_or_no(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise CellError("yes_or_no")
    return cell == "yes"


def _choice(allowed: tuple[str, ...], cell: str) -> str:
    if cell not in allowed:
        raise CellError("choice", allowed=", ".join(allowed))
    return cell


def _marking(cell: str) -> str:
    """A marking that the house may hold; one above is refused as such."""
    if refused(cell):
        raise CellError("marking_above")
    return _choice(LOWEST_FIRST, cell)


def _members(cell: str) -> tuple[str, ...]:
    members = tuple(_text(member.strip()) for member in cell.split(";"))
    if "" in members:
        raise CellError("list")
    if len(set(members)) < len(members):
        raise CellError("listed_twice")
    return members


def _counts(cell: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for pair in cell.split(";"):
        name, colon, count = (part.strip() for part in pair.partition(":"))
        if not colon or not name or not _WHOLE.fullmatch(count):
            raise CellError("counts")
        if _text(name) in counts:
            raise CellError("listed_twice")
        counts[name] = int(count)
    return counts


def _moment(clock: Clock, cell: str) -> int:
    return clock.minute(local_moment(cell))


def local_moment(cell: str) -> datetime:
    """A local date (its midnight) or date-time."""
    if not _MOMENT.fullmatch(cell):
        raise CellError("moment")
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        raise CellError("moment") from None


def _time_of_day(cell: str) -> int:
    found = _TIME.fullmatch(cell)
    minute = int(found[1]) * 60 + int(found[2]) if found else -1
    if not 0 <= minute <= 1440:
        raise CellError("time_of_day")
    return minute


_SIMPLE: dict[Any, Parser] = {
    str: _text, int: _whole, float: _decimal, bool: _yes_or_no, tuple: _members, dict: _counts,
}  # fmt: skip
