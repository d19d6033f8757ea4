"""Which lanes an item lies on, and how bars that overlap on one lane are laid under one another."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

from copilot.model.plan import PlanItem
from copilot.ui import words

By = Literal["assets", "workshops", "units", "sites"]
LANES: tuple[By, ...] = get_args(By)
NO_VEHICLE = "assets/"
"""The lane of what needs no vehicle."""


class Held(NamedTuple):
    """A lane ("assets/6105-0021") that an item holds from start to end; `slot` is the vehicle's place in its list."""

    lane: str
    start: int
    end: int
    slot: int = -1


def held(item: PlanItem, by: By) -> Iterator[Held]:
    """The lanes that an item lies on, each with the minutes it holds them."""
    if by == "assets":
        slots = iter(enumerate(item.assets))
        for need in item.mode.assets:
            span = need.span(item.start, item.end)
            yield from (
                Held(f"assets/{asset}", *span, slot) for _, (slot, asset) in zip(range(need.count), slots, strict=False)
            )
        if not item.assets:
            yield Held(NO_VEHICLE, item.start, item.end)
        return
    if by == "workshops":
        places = [("workshops", item.mode.workshop), ("areas", item.mode.area)]
        lanes = [f"{table}/{name}" for table, name in places if name]
    elif by == "units":
        lanes = [f"units/{unit}" for unit in sorted(words.units(item))]
    else:
        lanes = [f"sites/{site}" for site in sorted(words.sites(item))]
    yield from (Held(lane, item.start, item.end) for lane in lanes)


def tracks(spans: Iterable[tuple[int, int]]) -> list[int]:
    """For each span, the first of the tracks on which it overlaps none of the spans before it."""
    ends: list[int] = []
    found = []
    for start, end in spans:
        track = next((rank for rank, last in enumerate(ends) if last <= start), len(ends))
        if track == len(ends):
            ends.append(end)
        else:
            ends[track] = end
        found.append(track)
    return found
