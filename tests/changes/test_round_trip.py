"""Whatever a change holds, it comes back the same from JSON; what it may not hold is refused."""

from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from copilot.model.change import Change
from copilot.model.change.base import Edited

ADAPTER: TypeAdapter[Change] = TypeAdapter(Change)
KINDS: tuple[type[Edited], ...] = get_args(get_args(Change)[0])


def _limit(field: FieldInfo, *names: str) -> int | None:
    return next((getattr(one, name) for one in field.metadata for name in names if hasattr(one, name)), None)


def _values(field: FieldInfo) -> st.SearchStrategy[Any]:
    kind = field.annotation
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if any(getattr(one, "pattern", None) for one in field.metadata):
        return st.text("1234567", min_size=1, max_size=7)
    if kind is int:
        low, high = _limit(field, "ge"), _limit(field, "le")
        above = _limit(field, "gt")
        return st.integers(low if above is None else above + 1, high)
    made: dict[Any, st.SearchStrategy[Any]] = {bool: st.booleans(), str: st.text(max_size=9)}
    made |= {str | None: st.none() | made[str], int | None: st.none() | st.integers(0)}
    made[tuple[str, ...]] = st.lists(made[str], min_size=1, max_size=3).map(tuple)
    return made[kind]


def _cells(kind: type[Edited]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: _values(field) for name, field in kind.model_fields.items()})


def _made(cells: dict[str, Any]) -> Change | None:
    """The change, or None where its fields contradict one another."""
    try:
        return ADAPTER.validate_python(cells)
    except ValidationError:
        return None


@settings(max_examples=300, deadline=None)
@given(change=st.sampled_from(KINDS).flatmap(_cells).map(_made).filter(bool))
def test_a_change_comes_back_the_same_from_json(change: Change) -> None:
    """Of any kind and with any value that its fields allow: the same after a round trip, with the same steps."""
    again = ADAPTER.validate_json(ADAPTER.dump_json(change))
    assert (again, again.steps(), again.label()) == (change, change.steps(), change.label())


def test_there_are_thirty_five_kinds() -> None:
    """Each kind is told from the others by its name."""
    assert len({kind.model_fields["kind"].default for kind in KINDS}) == len(KINDS) == 35


@pytest.mark.parametrize(
    "cells",
    [
        {"kind": "rate", "site": "S", "item": "I", "per_day": -1},
        {"kind": "leg_slowed", "leg": "L", "percent": 9},
        {"kind": "priority", "domain": "health", "weight": 3},
        {"kind": "priority", "domain": "logistics", "weight": 6},
        {"kind": "event_priority", "event": "E", "priority": 0},
        {"kind": "convoy_size", "vehicles": 0},
        {"kind": "cost", "what": "legs", "of": "L", "amount": 1},
        {"kind": "cost", "what": "sites", "of": "S", "amount": 10_001},
        {"kind": "absence", "what": "asset", "of": "A", "start": 60, "end": 60},
        {"kind": "absence", "what": "asset", "of": "A", "count": 2, "start": 0, "end": 60},
        {"kind": "absence", "what": "asset", "of": "A", "start": 0, "end": 10**9},
        {"kind": "sourcing", "how": "only", "depots": []},
        {"kind": "plan_item", "name": "CV-1", "how": "at"},
        {"kind": "plan_item", "name": "CV-1", "how": "forced", "start": 5},
        {"kind": "rate", "site": "S", "item": "I", "per_day": 1, "per_hour": 1},
    ],
)
def test_what_is_out_of_bounds_is_refused(cells: dict[str, Any]) -> None:
    """Quantities beyond their bounds, unknown words, spans without length and fields too many are no change."""
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(cells)
