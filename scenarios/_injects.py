"""What happens as a scenario is played: one change a line, read from text cells and written back."""

from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from copilot.model.change import Change
from copilot.model.change.base import Edited
from copilot.model.changing import apply
from copilot.model.clock import Clock
from copilot.model.errors import ChangeError
from copilot.model.noun import Minute, Row
from copilot.model.request import Request
from copilot.model.scenario import Inject
from copilot.model.world import World
from scenarios._cells import CellError, bare, cell, parser_of, read_cell
from scenarios._files import Line
from scenarios._problems import Args, Problems
from scenarios._rows import Parsed, row_reader

INJECTS = "injects"
DETAILS = "details"
_KINDS: dict[str, type[Edited]] = {kind.model_fields["kind"].default: kind for kind in get_args(get_args(Change)[0])}


class Written(Row):
    """A line: the kind of a change, and its fields as in "leg=D955; start=2026-11-10; end=2026-11-12"."""

    id: str
    at: Minute
    title_fr: str
    title_en: str
    change: str
    details: str = ""


def written_injects(lines: Sequence[Line], clock: Clock, problems: Problems) -> list[Parsed[Any]]:
    """The lines as far as they can be understood, with the change of each in the place of its details."""
    read = row_reader(Written, INJECTS, clock, problems)
    found = []
    for parsed in map(read, lines):
        inject = None if parsed.noun is None else _inject(parsed.noun, clock, problems)
        found.append(Parsed(parsed.line, parsed.values, inject))
    return found


def played(parsed: Sequence[Parsed[Any]], world: World, request: Request, problems: Problems) -> tuple[Inject, ...]:
    """The injects in the order in which they happen; a problem for each that fits neither window nor world."""
    injects = sorted((one.noun for one in parsed if one.noun), key=lambda inject: (inject.at, inject.row))
    if problems.broken - {INJECTS}:
        return tuple(injects)
    for inject in injects:
        if not 0 < inject.at < world.clock.end:
            problems.add(INJECTS, "inject_outside", inject.row, "at", str(world.clock.at(inject.at))[:16])
        try:
            world, request = apply(world, request, (inject.change,))
        except ChangeError as error:
            for one in error.problems:
                near = [one.nearest] if one.nearest else []
                problems.add(INJECTS, "inject_refused", inject.row, DETAILS, one.value, near, {"table": one.table})
    return tuple(injects)


def written(inject: Inject, clock: Clock) -> dict[str, str]:
    """The cells of an inject, which are read back as it."""
    fields = {name: field for name, field in type(inject.change).model_fields.items() if name != "kind"}
    told = {name: _detail(getattr(inject.change, name), field, clock) for name, field in fields.items()}
    return {
        "id": inject.id,
        "at": f"{clock.at(inject.at):%Y-%m-%d %H:%M}",
        "title_fr": inject.title_fr,
        "title_en": inject.title_en,
        "change": inject.change.kind,
        DETAILS: "; ".join(f"{name}={value}" for name, value in told.items() if value),
    }


def _inject(line: Written, clock: Clock, problems: Problems) -> Inject | None:
    change = _change(line, clock, problems)
    own = {name: getattr(line, name) for name in ("row", "id", "at", "title_fr", "title_en")}
    return None if change is None else Inject(**own, change=change)


def _detail(value: Any, field: FieldInfo, clock: Clock) -> str:
    return ", ".join(value) if isinstance(value, tuple) else cell(value, field, clock)


def _change(line: Written, clock: Clock, problems: Problems) -> Any:
    """The change that a line says, or None and a problem for each detail that is wrong."""
    kind = _KINDS.get(line.change)
    if kind is None:
        said = {"allowed": ", ".join(_KINDS)}
        problems.add(INJECTS, "choice", line.row, "change", line.change, _KINDS, said)
        return None
    fields = {name: field for name, field in kind.model_fields.items() if name != "kind"}
    given = _pairs(line.details)
    unknown: Args = {"known": ", ".join(fields)}
    faults: list[tuple[str, str, Args]] = [("detail_unknown", name, unknown) for name in given if name not in fields]
    lacking = [name for name, field in fields.items() if field.is_required() and name not in given]
    faults += [("detail_missing", name, {"name": name}) for name in lacking]
    values: dict[str, Any] = {}
    for name in [name for name in given if name in fields]:
        try:
            values[name] = _read(fields[name], given[name], clock)
        except CellError as error:
            faults.append((error.code, f"{name}={given[name]}", error.args_said))
    for code, value, args in faults:
        problems.add(INJECTS, code, line.row, DETAILS, value, fields, args)
    return None if faults else _made(kind, values, line, problems)


def _pairs(details: str) -> dict[str, str]:
    """The text of each detail by its name; what has no equals sign is a name without a text."""
    parts = (part.partition("=") for part in details.split(";") if part.strip())
    return {name.strip(): text.strip() for name, _, text in parts}


def _read(field: FieldInfo, text: str, clock: Clock) -> Any:
    if not text:
        raise CellError("empty_cell")
    several = get_origin(bare(field.annotation)[0]) is tuple
    return read_cell(parser_of(field, clock), text.replace(",", ";") if several else text)


def _made(kind: type[Edited], values: dict[str, Any], line: Written, problems: Problems) -> Any:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        for detail in error.errors():
            name = str(detail["loc"][0]) if detail["loc"] else ""
            problems.add(INJECTS, "detail_refused", line.row, DETAILS, f"{name}={values.get(name, '')}")
        return None
