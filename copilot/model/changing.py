"""A world and a request after some changes."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from copilot.model.change import Change, CommitmentCancelled, Edit, LegClosed, LegOpened
from copilot.model.errors import ChangeError, Problem, nearest
from copilot.model.noun import Message, Noun, Row
from copilot.model.request import Request
from copilot.model.world import World
from copilot.model.world.places import Closure

Cell = tuple[str, int, str]


def apply(world: World, request: Request, changes: Iterable[Change]) -> tuple[World, Request]:
    """The world and the request in which the changes hold, one after the other.

    ChangeError names every change that fits no row, or that gives a row a value it may not have.
    """
    problems: list[Problem] = []
    for number, change in enumerate(changes, start=1):
        for edit in change.edits():
            world, request = _edited(world, request, edit, number, problems)
        if not problems:
            world = _rows(world, change)
    if problems:
        raise ChangeError(problems)
    return world, request


def touched(world: World, request: Request, changes: Iterable[Change]) -> dict[Cell, int]:
    """For each cell that a change gives its value to, the place of that change: (table, row, column)."""
    found: dict[Cell, int] = {}
    for number, change in enumerate(changes):
        for edit in change.edits():
            if edit.column != "id":
                rows = _matching(world, request, edit)
                found |= {(edit.table, row.row if isinstance(row, Row) else 0, edit.column): number for row in rows}
        if isinstance(change, LegClosed):
            span = (change.leg, change.start, change.end)
            added = [row for row in world.closures if (row.leg, row.start, row.end) == span]
            found |= {("closures", row.row, column): number for row in added for column in ("start", "end")}
    return found


def _edited(world: World, request: Request, edit: Edit, number: int, problems: list[Problem]) -> tuple[World, Request]:
    if edit.table == "request":
        limits = request.limits.model_copy(update={edit.column: edit.value})
        return world, request.model_copy(update={"limits": limits})
    rows = _matching(world, request, edit)
    if not rows:
        problems.append(_unknown(world, request, edit, number))
        return world, request
    table = []
    for row in _table(world, request, edit.table):
        if row in rows:
            try:
                row = type(row).model_validate(
                    row.model_dump() | {edit.column: _value(getattr(row, edit.column), edit)}
                )
            except ValidationError as error:
                problems.append(_refused(edit, number, error))
        table.append(row)
    if edit.table == "request/milestones":
        return world, request.model_copy(update={"milestones": tuple(table)})
    return world.model_copy(update={edit.table: tuple(table)}), request


def _rows(world: World, change: Change) -> World:
    """The world with a row more or less, for changes that add or take away a row."""
    if isinstance(change, LegClosed):
        line = max((row.row for row in world.closures), default=1) + 1
        closure = Closure(
            row=line, leg=change.leg, start=change.start, end=change.end, reason_fr=change.leg, reason_en=change.leg
        )
        return world.model_copy(update={"closures": (*world.closures, closure)})
    if isinstance(change, LegOpened):
        kept = tuple(row for row in world.closures if row.leg != change.leg)
        return world.model_copy(update={"closures": kept})
    if isinstance(change, CommitmentCancelled):
        left = tuple(row for row in world.commitments if row.id != change.commitment)
        return world.model_copy(update={"commitments": left})
    return world


def _table(world: World, request: Request, table: str) -> tuple[Any, ...]:
    return request.milestones if table == "request/milestones" else getattr(world, table)


def _matching(world: World, request: Request, edit: Edit) -> list[Noun]:
    if edit.table == "request":
        return [request]
    rows = _table(world, request, edit.table)
    return [row for row in rows if all(getattr(row, column) == value for column, value in edit.match.items())]


def _value(held: Any, edit: Edit) -> Any:
    if edit.how == "add":
        return held + edit.value
    return held * int(edit.value) // 100 if edit.how == "percent" else edit.value


def _unknown(world: World, request: Request, edit: Edit, number: int) -> Problem:
    named = " / ".join(edit.match.values())
    known = [
        " / ".join(str(getattr(row, column)) for column in edit.match) for row in _table(world, request, edit.table)
    ]
    message = Message(code="error.change_unknown", args={"number": number})
    return Problem(table=edit.table, value=named, message=message, nearest=nearest(named, known))


def _refused(edit: Edit, number: int, error: ValidationError) -> Problem:
    what = error.errors(include_url=False)[0]["msg"]
    message = Message(code="error.change_refused", args={"number": number, "what": what})
    return Problem(table=edit.table, column=edit.column, value=" / ".join(edit.match.values()), message=message)
