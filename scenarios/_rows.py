"""Lines of text cells turned into nouns; each cell, then each row, names everything wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from copilot.model.clock import Clock
from copilot.model.marking import declared
from copilot.model.noun import Noun, Ref, Row
from copilot.model.world import TABLES
from scenarios._cells import CellError, Parser, identifier, parser_of, read_cell
from scenarios._files import Line
from scenarios._problems import Problems

NounT = TypeVar("NounT", bound=Noun)
_ORDERED = (("start", "end"), ("open_from", "open_to"), ("available_from", "available_to"))
_RANGE_CODES = {
    "greater_than": ("more_than", "gt"),
    "greater_than_equal": ("at_least", "ge"),
    "less_than_equal": ("at_most", "le"),
    "string_pattern_mismatch": ("weekdays", "pattern"),
    "string_too_short": ("too_short", "min_length"),
}


@dataclass(frozen=True)
class Parsed(Generic[NounT]):
    """What could be understood of a line: the values of its good cells, and the noun when all are good."""

    line: Line
    values: dict[str, Any]
    noun: NounT | None


def columns_of(noun: type[Noun]) -> dict[str, FieldInfo]:
    """The columns of a noun's table and the fields that they fill."""
    return {name: field for name, field in noun.model_fields.items() if name != "row"}


def reference_of(field: FieldInfo) -> Ref | None:
    """The column that a field's names are looked up in."""
    return next((mark for mark in field.metadata if isinstance(mark, Ref)), None)


def row_reader(noun: type[NounT], table: str, clock: Clock, problems: Problems) -> Callable[[Line], Parsed[NounT]]:
    """What turns the lines of one table into nouns and writes down every problem on the way."""
    fields = columns_of(noun)
    parsers = {name: _column_parser(table, name, field, clock) for name, field in fields.items()}

    def read(line: Line) -> Parsed[NounT]:
        values, faulty = _values(table, line, fields, parsers, problems)
        before = {"row": line.number} if issubclass(noun, Row) else {}
        found = _noun(noun, table, line, before | values, faulty, problems)
        in_order = _in_order(table, line, values, problems)
        return Parsed(line, values, found if in_order and not faulty else None)

    return read


def _column_parser(table: str, name: str, field: FieldInfo, clock: Clock) -> Parser:
    return identifier if name == "id" or (table, name) in _LOOKED_UP else parser_of(field, clock)


def _values(
    table: str, line: Line, fields: Mapping[str, FieldInfo], parsers: Mapping[str, Parser], problems: Problems
) -> tuple[dict[str, Any], set[str]]:
    """The values of the good cells, and the columns without one."""
    values: dict[str, Any] = {}
    faulty: set[str] = set()
    for name, field in fields.items():
        cell = line.cells.get(name)
        try:
            if cell is None:
                faulty.add(name)
            elif declared(cell) == "above":
                raise CellError("marking_above")
            elif cell:
                values[name] = read_cell(parsers[name], cell)
            elif field.is_required():
                raise CellError("empty_cell")
        except CellError as error:
            faulty.add(name)
            problems.add(table, error.code, line.number, name, cell or "", args=error.args_said)
    return values, faulty


def _noun(
    noun: type[NounT], table: str, line: Line, values: dict[str, Any], faulty: set[str], problems: Problems
) -> NounT | None:
    try:
        return noun.model_validate(values)
    except ValidationError as error:
        for detail in error.errors():
            if not (detail["loc"] and detail["loc"][0] in faulty):
                _explain(table, line, detail, problems)
        return None


def _explain(table: str, line: Line, detail: ErrorDetails, problems: Problems) -> None:
    column = str(detail["loc"][0]) if detail["loc"] else None
    value = line.cells.get(column, "") if column else ""
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        problems.add(table, str(context["error"]), line.number, column, value)
        return
    code, limit = _RANGE_CODES[detail["type"]]
    problems.add(table, code, line.number, column, value, args={"limit": context[limit]})


def _in_order(table: str, line: Line, values: dict[str, Any], problems: Problems) -> bool:
    """Whether each span of the row ends after it starts."""
    backwards = [
        (first, last)
        for first, last in _ORDERED
        if isinstance(values.get(first), int) and isinstance(values.get(last), int) and values[last] <= values[first]
    ]
    for first, last in backwards:
        problems.add(table, "ends_before_start", line.number, last, line.cells[last], args={"first": first})
    return not backwards


def _looked_up(nouns: Iterable[type[Noun]]) -> set[tuple[str, str]]:
    """The columns whose cells are used as names elsewhere."""
    references = (reference_of(field) for noun in nouns for field in columns_of(noun).values())
    return {(reference.table, reference.column) for reference in references if reference}


_LOOKED_UP = _looked_up(TABLES.values())
