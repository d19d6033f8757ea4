"""What a planner may do to an item on the timeline, and what the browser's answer means.

An item moves in time by the plan's step and may take vehicles among the candidates of its mode. It is not resized: a
mode fixes how long it lasts.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.model.decision import ItemEdit
from copilot.model.plan import Plan, PlanItem


class Moved(BaseModel):
    """Where the browser says that an item was put: not to be believed before it is checked."""

    model_config = ConfigDict(extra="forbid", strict=True)

    item: str
    start: int
    assets: list[str]


def editable(items: Iterable[PlanItem]) -> dict[str, Any]:
    """What may be done to each item: its vehicles, how many of each group of candidates, where it may not start.

    Groups and closed minutes are written once and pointed at by rank: hundreds of items share them.
    """
    groups: dict[tuple[str, ...], int] = {}
    closed: dict[tuple[tuple[int, int], ...], int] = {}
    edits = []
    for item in items:
        needs = [(need.count, groups.setdefault(need.candidates, len(groups))) for need in item.mode.assets]
        edits.append((item.assets, needs, closed.setdefault(item.mode.closed, len(closed))))
    return {"edits": edits, "groups": list(groups), "closed": list(closed)}


def edit_of(plan: Plan, answer: Mapping[str, Any]) -> tuple[PlanItem, ItemEdit] | None:
    """The item and the edit that the browser's answer stands for; None when it names no item or changes nothing."""
    try:
        moved = Moved.model_validate(answer)
    except ValidationError:
        return None
    item = plan.item.get(moved.item)
    if item is None:
        return None
    edit = ItemEdit(
        start=None if moved.start == item.start else moved.start,
        assets=None if tuple(moved.assets) == item.assets else tuple(moved.assets),
    )
    return None if edit == ItemEdit() else (item, edit)
