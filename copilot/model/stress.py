"""A plan shaken: what may go otherwise, how often each milestone then holds, what breaks first, what would help."""

from typing import Literal

from pydantic import Field

from copilot.model.change import Change
from copilot.model.finding import Verdict
from copilot.model.noun import Message, Noun

Cause = Literal["vehicle", "part", "people", "before", "road"]
CAUSES: tuple[Cause, ...] = ("vehicle", "part", "people", "before", "road")
"""Why an item is late or lost: its vehicles, its goods, places and people, the items before it, the way."""


class Shaking(Noun):
    """How much may go otherwise than planned.

    Breakdowns follow the laws of the types of vehicles; all else here is in no table of the world: these are
    assumptions, to be told as such, and each may be set. Zero means that nothing of the kind happens.
    """

    breakdowns: int = Field(default=100, ge=0, le=1000, description="% of the hazard that the laws of the types give")
    travel_spread: int = Field(default=15, ge=0, le=200, description="% by which the length of a journey varies")
    consumption_spread: int = Field(default=10, ge=0, le=200, description="% by which a site's consumption varies")
    late_orders: int = Field(default=20, ge=0, le=100, description="% of the orders that come late")
    late_hours: int = Field(default=24, ge=0, le=2400, description="mean delay of an order that comes late, h")
    absent: int = Field(default=3, ge=0, le=100, description="% of people absent on any one day")
    roadside_hours: int = Field(default=3, ge=0, le=240, description="what a breakdown costs the convoy, h")
    repair_wait_hours: int = Field(default=12, ge=0, le=2400, description="from the breakdown to the work on it, h")
    repair_hours: int = Field(default=6, ge=0, le=2400, description="work on a breakdown where no event says it, h")
    overtime_minutes: int = Field(default=30, ge=0, le=480, description="after closing, to finish what is late, min")
    swap_hours: int = Field(default=1, ge=0, le=240, description="wait after which another vehicle is taken, h")
    patience_hours: int = Field(default=48, ge=0, le=24_000, description="delay beyond which an item is lost, h")


QUIET = Shaking(breakdowns=0, travel_spread=0, consumption_spread=0, late_orders=0, absent=0)
"""Nothing happens: the plan is carried out as it is."""


class Asked(Noun):
    """What is asked of a stress test: how many runs, how many proposals to try at most, and what may happen."""

    runs: int = Field(default=1000, ge=1, le=1_000_000)
    proposals: int = Field(default=4, ge=0, le=10)
    shaking: Shaking = Shaking()


class Odds(Noun):
    """How often something held in so many runs, and the interval in which its probability lies, at 95 % (Wilson)."""

    held: int
    runs: int
    low: float
    high: float

    @property
    def percent(self) -> float:
        """The share of runs in which it held."""
        return round(100 * self.held / self.runs, 1)


class MilestoneOdds(Noun):
    """How often a milestone held; `planned`: whether the plan as it is holds it."""

    id: str
    label: Message
    due: int
    planned: bool
    odds: Odds


class WeakItem(Noun):
    """An item that was lost, or more than an hour late, in some runs.

    `cost`: in how many of them each milestone failed that waits for it, where it fails more often then than otherwise.
    `delay`: hours of delay that one run in ten exceeds when it is not lost; `cause`: what most often made it so.
    """

    item: str
    label: Message
    lost: int
    late: int
    delay: int
    cause: Cause
    cost: dict[str, int] = Field(default_factory=dict)


class DryStock(Noun):
    """A stock that ran dry, while it was needed, in so many runs before a milestone that wants it never to."""

    site: str
    item: str
    runs: int


class Hardening(Noun):
    """Changes that would harden the plan: made, solved again, checked, and shaken by the same disturbances.

    `cost`: how much more the plan then costs, what moving items costs left out; `moved`: items that move. Without
    `odds` it was not shaken: the plan that it gives is not valid, or leaves out something mandatory.
    """

    why: Message
    changes: tuple[Change, ...]
    verdict: Verdict
    goal_met: bool
    cost: int
    moved: int
    odds: tuple[Odds, ...] = ()


class Stressed(Noun):
    """A plan shaken so many times; `odds` of the proposals are in the order of the milestones."""

    plan: str
    runs: int
    seed: int
    shaking: Shaking
    milestones: tuple[MilestoneOdds, ...]
    weak: tuple[WeakItem, ...]
    dry: tuple[DryStock, ...] = ()
    proposals: tuple[Hardening, ...] = ()
