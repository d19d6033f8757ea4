"""When places are closed and vehicles are away: what a timeline shows behind the bars."""

from typing import Literal

from copilot.model.clock import Clock
from copilot.model.noun import Noun, Span
from copilot.model.world import World


class Closed(Noun):
    """A row of a table ("workshops/W1") that can do nothing from start to end, and why."""

    row: str
    start: int
    end: int
    why: Literal["hours", "absence"]


def closed(world: World) -> tuple[Closed, ...]:
    """The closing hours of workshops and areas, and the absences of vehicles."""
    clock = world.clock
    opened = {f"workshops/{one.id}": (one.open_days, one.open_from, one.open_to) for one in world.workshops}
    opened |= {f"areas/{one.id}": (one.open_days, one.open_from, one.open_to) for one in world.areas}
    found = [
        Closed(row=row, start=first, end=last, why="hours")
        for row, hours in opened.items()
        for first, last in _between(clock, clock.open_spans(*hours))
    ]
    found += [
        Closed(row=f"assets/{one.of}", start=max(one.start, 0), end=min(one.end, clock.end), why="absence")
        for one in world.absences
        if one.what == "asset" and one.end > 0 and one.start < clock.end
    ]
    return tuple(found)


def _between(clock: Clock, spans: tuple[Span, ...]) -> list[Span]:
    """What of the window lies outside the spans."""
    edges = [0, *(edge for span in spans for edge in span), clock.end]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
