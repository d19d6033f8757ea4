"""What is not there for a time, as the agents offer it to the joint plan."""

from collections.abc import Iterable
from itertools import pairwise

from copilot.model.activity import Away
from copilot.model.world import World
from copilot.model.world.absence import Absence, Missing

Outages = tuple[tuple[int, int, int], ...]


def away(world: World) -> tuple[Away, ...]:
    """When each vehicle is absent."""
    rows = (row for row in world.absences if row.what == "asset")
    return tuple(Away(asset=row.of, start=row.start, end=row.end) for row in rows)


def outages(
    world: World, what: Missing, of: str, count: int, first: int | None = None, last: int | None = None
) -> Outages:
    """When fewer than `count` of something are there, and how many are lost, between two minutes or always."""
    begin, end = (0 if first is None else first), (world.clock.end if last is None else last)
    rows = [row for row in world.absences if (row.what, row.of) == (what, of) and row.start < end and begin < row.end]
    edges = sorted({max(begin, row.start) for row in rows} | {min(end, row.end) for row in rows})
    spans = ((start, stop, min(count, _absent(rows, start))) for start, stop in pairwise(edges))
    return tuple(span for span in spans if span[2])


def _absent(rows: Iterable[Absence], minute: int) -> int:
    return sum(row.count for row in rows if row.start <= minute < row.end)
