"""One change filled in by form: the fields of its kind, rows by their names, moments by day and hour."""

import datetime
from typing import Any, Literal, get_args, get_origin

import streamlit as st
from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from copilot.app.service import Asked
from copilot.model.change import Change
from copilot.model.change.base import Edited
from copilot.model.noun import Moment, TimeOfDay
from copilot.ui import session
from copilot.ui.session import Shown
from copilot.ui.views import moments

QUARTER = 15
KINDS: dict[str, type[Edited]] = {
    str(kind.model_fields["kind"].default): kind for kind in get_args(get_args(Change)[0])
}
TABLES = {
    "activity": "training_activities",
    "area": "areas",
    "asset": "assets",
    "assets": "assets",
    "check": "check_rules",
    "commitment": "commitments",
    "depots": "sites",
    "event": "technical_events",
    "instructors": "instructors",
    "item": "items",
    "leg": "legs",
    "order": "part_orders",
    "phase": "phases",
    "site": "sites",
    "type": "asset_types",
    "unit": "units",
    "workshop": "workshops",
}
"""The table whose row a field of a change names."""
LARGEST = 10_000_000


def show(found: Shown) -> Change | None:
    """The change that was filled in and added just now; None otherwise."""
    say = found.say
    kind = st.selectbox(
        say("desk.change_form.kind"), list(KINDS), format_func=lambda name: say(f"desk.change_kind.{name}"), key="kind"
    )
    asked = session.asked(found.plan.scenario, say.language)
    fields = {name: field for name, field in KINDS[kind].model_fields.items() if name != "kind"}
    columns = st.columns(min(4, max(1, len(fields))))
    values: dict[str, Any] = {}
    for number, (name, field) in enumerate(fields.items()):
        with columns[number % len(columns)]:
            if name in KINDS[kind].asked(values):
                values[name] = _field(found, asked, kind, name, field)
    empty = "end" in values and values["end"] <= values.get("start", 0)
    if not st.button(say("desk.change_form.add"), key="add_change"):
        return None
    try:
        if empty:
            raise ValueError("a span without length")
        return KINDS[kind].model_validate(values)  # type: ignore[return-value]
    except ValueError:
        st.error(say("desk.change_form.wrong"))
        return None


def _field(found: Shown, asked: Asked, kind: str, name: str, field: FieldInfo) -> Any:
    say = found.say
    label, key = say(f"desk.change_field.{name}"), f"change_{kind}_{name}"
    if any(isinstance(mark, Moment) for mark in field.metadata):
        return _moment(found, label, key, found.plan.clock.end if name in ("end", "due") else 0)
    if any(isinstance(mark, TimeOfDay) for mark in field.metadata):
        at = st.time_input(label, datetime.time(8), key=key, step=60 * QUARTER)
        return 60 * at.hour + at.minute
    rows = _rows(found, asked, name)
    if rows is not None:
        return _row(found, name, field, label, key, rows)
    options = _literal(field.annotation)
    if options:
        return st.selectbox(label, options, format_func=lambda one: say(f"desk.change_option.{one}"), key=key)
    if field.annotation is bool:
        return st.checkbox(label, value=True, key=key)
    if field.annotation is int:
        low, high = _bounds(field)
        return int(st.number_input(label, low, high, max(low, 1), key=key))
    return st.text_input(label, max_chars=64, key=key)


def _rows(found: Shown, asked: Asked, name: str) -> tuple[str, ...] | None:
    if name == "milestone":
        return tuple(line.id for line in found.plan.milestones)
    if name in ("name",):
        return (*found.plan.item, *(need.id for need in found.plan.unmet))
    return asked.rows.get(TABLES[name]) if name in TABLES else None


def _row(found: Shown, name: str, field: FieldInfo, label: str, key: str, rows: tuple[str, ...]) -> Any:
    names = found.plan.names | session.asked(found.plan.scenario, found.say.language).names
    table = TABLES.get(name, "")

    def named(row: str) -> str:
        said = names.get(f"{table}/{row}", {}).get(found.say.language)
        return f"{said} ({row})" if said else row

    if get_origin(field.annotation) is tuple:
        return tuple(st.multiselect(label, rows, format_func=named, key=key))
    optional = type(None) in get_args(field.annotation)
    return st.selectbox(label, rows, index=None if optional else 0, format_func=named, key=key)


def _moment(found: Shown, label: str, key: str, usual: int) -> int:
    clock = found.plan.clock
    labels = (label, found.say("desk.edit.hour"))
    return moments.moment(found.say, clock, usual, labels, key, step=QUARTER, last=clock.end)


def _literal(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _bounds(field: FieldInfo) -> tuple[int, int]:
    low, high = -LARGEST, LARGEST
    for mark in field.metadata:
        if isinstance(mark, Ge):
            low = int(mark.ge)  # type: ignore[call-overload]
        elif isinstance(mark, Gt):
            low = int(mark.gt) + 1  # type: ignore[call-overload]
        elif isinstance(mark, Le):
            high = int(mark.le)  # type: ignore[call-overload]
    return low, high
