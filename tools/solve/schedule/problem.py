"""What the engine is given and what it gives back."""

from dataclasses import dataclass, field
from typing import Literal

from copilot.model.activity import Activity, Away, Contribution, Limit, Pool, Reservoir
from copilot.model.clock import Clock
from copilot.model.noun import Span


@dataclass(frozen=True)
class Pin:
    """An activity held to a start (minute) and to assets, by a person's decision; None leaves it free."""

    start: int | None = None
    mode: str | None = None
    assets: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Placed:
    """An activity's place in a schedule: minutes, mode and named assets, need after need."""

    activity: str
    mode: str
    start: int
    end: int
    assets: tuple[str, ...]


MOVED = 20
"""What moving an item of the reference costs, unless told otherwise."""


@dataclass(frozen=True)
class Problem:
    """Activities of every domain over one set of resources, stocks and limits; `moved`: what moving an item costs."""

    clock: Clock
    activities: tuple[Activity, ...]
    pools: tuple[Pool, ...] = ()
    calendars: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    away: tuple[Away, ...] = ()
    reservoirs: tuple[Reservoir, ...] = ()
    pins: dict[str, Pin] = field(default_factory=dict)
    reference: dict[str, Placed] = field(default_factory=dict)
    moved: int = MOVED

    @property
    def decided(self) -> tuple[str, ...]:
        """The activities that a person's decision holds."""
        return tuple(activity.id for activity in self.activities if activity.id in self.pins)

    @classmethod
    def joined(
        cls,
        clock: Clock,
        contributions: tuple[Contribution, ...],
        pins: dict[str, Pin] | None = None,
        rejected: frozenset[str] = frozenset(),
        reference: dict[str, Placed] | None = None,
    ) -> "Problem":
        """All contributions as one problem, without the activities that a person rejected."""
        return cls(
            clock=clock,
            activities=tuple(
                _opened(activity, (pins or {}).get(activity.id))
                for one in contributions
                for activity in one.activities
                if activity.id not in rejected
            ),
            pools=tuple({pool.id: pool for one in contributions for pool in one.pools}.values()),
            calendars={name: spans for one in contributions for name, spans in one.calendars.items()},
            limits=tuple(limit for one in contributions for limit in one.limits),
            away=tuple(away for one in contributions for away in one.away),
            reservoirs=tuple(reservoir for one in contributions for reservoir in one.reservoirs),
            pins=pins or {},
            reference=reference or {},
        )


def _opened(activity: Activity, pin: Pin | None) -> Activity:
    """The activity allowed as early as a person puts it: how early to deliver is an agent's policy, not a fact."""
    if pin is None or pin.start is None or pin.start >= activity.earliest or activity.latest is not None:
        return activity
    return activity.model_copy(update={"earliest": pin.start})


@dataclass(frozen=True)
class Schedule:
    """What was placed, what was left out, what it costs, and a cost that no schedule can be under; None: not asked.

    `cut_by_clock` or `stopped` by a person, it is not what the same search would give again.
    """

    status: Literal["optimal", "feasible", "none"]
    placed: tuple[Placed, ...]
    absent: tuple[str, ...]
    unkept: tuple[str, ...] = ()
    cost: int = 0
    bound: int | None = None
    cut_by_clock: bool = False
    stopped: bool = False
