"""A world and a request after some changes."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from copilot.model.change import Change
from copilot.model.change.base import Addition, Edit, Removal
from copilot.model.errors import ChangeError, Problem, nearest
from copilot.model.noun import Message, Noun, Row
from copilot.model.request import ASKED, Request
from copilot.model.world import TABLES, Absence, Loss, World

Cell = tuple[str, int, str]
REQUEST = "request/"
"""How the name of a part of the request begins, beside the tables of the world."""
ROWS: dict[str, type[Row]] = (
    TABLES | {"absences": Absence, "losses": Loss} | {REQUEST + name: ASKED[name] for name in ASKED}
)


def apply(world: World, request: Request, changes: Iterable[Change]) -> tuple[World, Request]:
    """The world and the request in which the changes hold, one after the other.

    ChangeError names every change that fits no row, or that gives a row a value it may not have.
    """
    problems: list[Problem] = []
    for number, change in enumerate(changes, start=1):
        for step in change.steps():
            if isinstance(step, Edit):
                world, request = _edited(world, request, step, number, problems)
            elif isinstance(step, Addition):
                world, request = _larger(world, request, step, number, problems)
            elif not problems:
                world, request = _smaller(world, request, step)
    if problems:
        raise ChangeError(problems)
    return world, request


def touched(world: World, request: Request, changes: Iterable[Change]) -> dict[Cell, int]:
    """For each cell that a change gives its value to, the place of that change: (table, row, column)."""
    found: dict[Cell, int] = {}
    for number, change in enumerate(changes):
        for step in change.steps():
            if isinstance(step, Edit) and step.column != "id":
                rows = _matching(world, request, step)
                found |= {(step.table, row.row if isinstance(row, Row) else 0, step.column): number for row in rows}
            elif isinstance(step, Addition):
                added = [row for row in _parts(world, request, step.table) if _is(row, _own(step))]
                found |= {(step.table, row.row, column): number for row in added for column in step.cells}
    return found


def _edited(world: World, request: Request, edit: Edit, number: int, problems: list[Problem]) -> tuple[World, Request]:
    rows = _matching(world, request, edit)
    if not rows:
        problems.append(_unknown(world, request, edit, number))
        return world, request
    parts = []
    for row in _parts(world, request, edit.table):
        if row in rows:
            try:
                row = type(row).model_validate(
                    row.model_dump() | {edit.column: _value(getattr(row, edit.column), edit)}
                )
            except ValidationError as error:
                problems.append(_refused(edit.table, edit.column, " / ".join(edit.match.values()), number, error))
        parts.append(row)
    return _with(world, request, edit.table, parts)


def _larger(
    world: World, request: Request, step: Addition, number: int, problems: list[Problem]
) -> tuple[World, Request]:
    """The tables with a row more, on the line after the last."""
    rows = _parts(world, request, step.table)
    name = str(step.cells.get("id", ""))
    if name and any(row.id == name for row in rows):
        message = Message(code="error.change_taken", args={"number": number})
        problems.append(Problem(table=step.table, column="id", value=name, message=message))
        return world, request
    line = max((row.row for row in rows), default=1) + 1
    try:
        row = ROWS[step.table].model_validate({**step.cells, "row": line})
    except ValidationError as error:
        problems.append(_refused(step.table, "", name, number, error))
        return world, request
    return _with(world, request, step.table, (*rows, row))


def _smaller(world: World, request: Request, step: Removal) -> tuple[World, Request]:
    kept = [row for row in _parts(world, request, step.table) if not _is(row, step.match)]
    return _with(world, request, step.table, kept)


def _own(step: Addition) -> dict[str, Any]:
    """What tells an added row from the others."""
    return {"id": step.cells["id"]} if "id" in step.cells else dict(step.cells)


def _is(row: Noun, cells: dict[str, Any]) -> bool:
    return all(getattr(row, column) == value for column, value in cells.items())


def _parts(world: World, request: Request, table: str) -> tuple[Any, ...]:
    """The rows of a table; a part of the request that is no table is its own only row."""
    held = getattr(request if table.startswith(REQUEST) else world, table.removeprefix(REQUEST))
    return (held,) if isinstance(held, Noun) else held


def _with(world: World, request: Request, table: str, rows: Iterable[Any]) -> tuple[World, Request]:
    name, held = table.removeprefix(REQUEST), tuple(rows)
    if not table.startswith(REQUEST):
        return world.model_copy(update={name: held}), request
    alone = isinstance(getattr(request, name), Noun)
    return world, request.model_copy(update={name: held[0] if alone else held})


def _matching(world: World, request: Request, edit: Edit) -> list[Noun]:
    return [row for row in _parts(world, request, edit.table) if _is(row, edit.match)]


def _value(held: Any, edit: Edit) -> Any:
    if edit.how == "add":
        return held + edit.value
    if edit.how == "set":
        return edit.value
    share = held * int(edit.value)
    return share // 100 if isinstance(held, int) else round(share / 100, 6)


def _unknown(world: World, request: Request, edit: Edit, number: int) -> Problem:
    named = " / ".join(edit.match.values())
    rows = _parts(world, request, edit.table)
    known = [" / ".join(str(getattr(row, column)) for column in edit.match) for row in rows]
    message = Message(code="error.change_unknown", args={"number": number})
    return Problem(table=edit.table, value=named, message=message, nearest=nearest(named, known))


def _refused(table: str, column: str, value: str, number: int, error: ValidationError) -> Problem:
    what = error.errors(include_url=False)[0]["msg"]
    message = Message(code="error.change_refused", args={"number": number, "what": what})
    return Problem(table=table, column=column, value=value, message=message)
