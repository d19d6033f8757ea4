"""What a round trip of so many vehicles takes, whoever drives it."""

from dataclasses import dataclass

from copilot.model.activity import PoolNeed
from copilot.model.noun import Span
from copilot.model.request import Limits
from copilot.model.world import World
from tools.solve.routes.drive import Drive, RoundTrip, drive, may_not_start


@dataclass(frozen=True, eq=False)
class Timetable:
    """The drive, the docks that it holds, the minutes at which it may not leave; `never`: at none of the window."""

    drive: Drive
    docks: tuple[PoolNeed, ...]
    closed: tuple[Span, ...]
    never: bool


def timetable(world: World, limits: Limits, trip: RoundTrip, vehicles: int) -> Timetable:
    """The timetable of a round trip under the limits of a request."""
    found = drive(world, trip, vehicles)
    closed = may_not_start(world, found, limits)
    never = any(first <= 0 and last >= world.clock.end for first, last in closed)
    return Timetable(found, _docks(world, found, vehicles), closed, never)


def _docks(world: World, trip: Drive, vehicles: int) -> tuple[PoolNeed, ...]:
    return tuple(
        PoolNeed(
            pool=f"dock:{site}",
            amount=min(vehicles, world.site[site].handling_capacity),
            begin=begin,
            length=minutes,
        )
        for (site, begin), minutes in zip(trip.stops, trip.handling, strict=True)
        if minutes
    )
