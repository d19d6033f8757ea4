"""The common currency of all domains: something that takes time, in one of several modes."""

from typing import Literal

from pydantic import Field

from copilot.model.fact import Fact, ToolRun
from copilot.model.noun import Message, Noun, Span
from copilot.model.request import Domain

Kind = Literal["convoy", "commitment", "check", "repair", "training"]


class Occupation(Noun):
    """When a need holds, within its activity.

    From `begin` minutes after the start (before it, when negative) for `length` minutes; without a length,
    until `tail` minutes after the activity's end.
    """

    begin: int = 0
    length: int | None = None
    tail: int = 0

    def span(self, start: int, end: int) -> Span:
        """The minutes held by an activity that runs from start to end."""
        first = start + self.begin
        return (first, end + self.tail if self.length is None else first + self.length)


class PoolNeed(Occupation):
    """So many places of a pool.

    Pools are named `bay:WORKSHOP`, `skill:WORKSHOP:SKILL`, `instructor:QUALIFICATION`, `area:AREA`, `unit:UNIT` (a unit
    trains for one activity at a time), `driver:UNIT` and `dock:SITE` (vehicles handled at once).
    """

    pool: str
    amount: int = Field(gt=0)


class AssetNeed(Occupation):
    """So many assets, to be named among candidates that all stand at `site` and come back to it."""

    site: str
    count: int = Field(gt=0)
    candidates: tuple[str, ...]


class Effect(Noun):
    """A quantity of an item that a site gains (or, when negative, loses) during an activity.

    `at` counts minutes from the activity's start; None is its end.
    """

    site: str
    item: str
    quantity: int
    at: int | None = None


class Mode(Noun):
    """One way to do an activity.

    With a `calendar`, `duration` counts open minutes only. `closed` lists the minutes at which it may not start.
    `route` names the sites driven through, first and last included. `km` and `hours` are added to each asset. `cost` is
    what this way costs beside kilometres.
    """

    id: str
    duration: int = Field(gt=0, description="minutes")
    calendar: str | None = None
    site: str
    workshop: str | None = None
    area: str | None = None
    route: tuple[str, ...] = ()
    stops: tuple[tuple[str, int], ...] = Field(
        default=(), description="sites where vehicles are loaded or unloaded, and the minute each handling begins"
    )
    assets: tuple[AssetNeed, ...] = ()
    pools: tuple[PoolNeed, ...] = ()
    effects: tuple[Effect, ...] = ()
    km: int = Field(default=0, ge=0)
    hours: int = Field(default=0, ge=0)
    cost: int = Field(default=0, ge=0)
    closed: tuple[Span, ...] = ()
    sources: tuple[str, ...] = ()


class Precedence(Noun):
    """The end of `activity` comes at least `lag` minutes before the start."""

    activity: str
    lag: int = 0


class Subject(Noun):
    """What an activity is about: the asset worked on, the unit that trains, the site served, and the row that asks.

    The `reference` of a convoy is the names of its lots, a space between them.
    """

    asset: str | None = None
    unit: str | None = None
    site: str | None = None
    reference: str


class Delay(Noun):
    """What each hour begun after a minute costs; `code` is the objective's term it counts in.

    Measured at the end of the activity or, when `site` is named, when the last effect on that site happens.
    """

    code: str
    after: int
    weight: int = Field(ge=0)
    site: str | None = None


class Task(Noun):
    """What is asked, whichever the mode.

    `value` is the cost of not doing it; a mandatory task left undone means that the goal is not met.
    """

    id: str
    domain: Domain
    kind: Kind
    label: Message
    subject: Subject
    earliest: int = 0
    latest: int | None = Field(default=None, description="hard limit of the end")
    delays: tuple[Delay, ...] = ()
    value: int = Field(default=0, ge=0)
    mandatory: bool = False
    after: tuple[Precedence, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def due(self) -> int | None:
        """The first minute after which the task is late."""
        return min((delay.after for delay in self.delays), default=None)


class Activity(Task):
    """A task and the modes to choose from."""

    modes: tuple[Mode, ...]


class Pool(Noun):
    """A renewable resource: `capacity` places, fewer during outages (start, end, places lost)."""

    id: str
    capacity: int = Field(ge=0)
    outages: tuple[tuple[int, int, int], ...] = ()


class Away(Noun):
    """An asset that nothing may hold from start to end."""

    asset: str
    start: int
    end: int


class Limit(Noun):
    """An asset that may not be used past a point before one of `resets` has been done.

    The point is the minute `until`, or `left` units of a counter, whichever is first; after a reset, `renewed` units
    may be used (no limit by counter when None).
    """

    id: str
    asset: str
    until: int | None = None
    counter: Literal["km", "h"] | None = None
    left: int | None = None
    renewed: int | None = None
    resets: tuple[str, ...]
    sources: tuple[str, ...] = ()


class Reservoir(Noun):
    """The stock of an item at a site: what is there, what is due to come, what is used up each day.

    `hard`: activities that take from it wait until there is enough. A soft one may run out; its lack is then counted.
    """

    site: str
    item: str
    initial: int
    minimum: int = 0
    arrivals: tuple[tuple[int, int], ...] = Field(default=(), description="(minute, quantity)")
    losses: tuple[tuple[int, int], ...] = Field(default=(), description="(minute, quantity), or all that is left")
    outflow: tuple[tuple[int, int, int], ...] = Field(default=(), description="(from, to, quantity per day)")
    sources: tuple[str, ...] = ()

    def without_use(self, until: int | None = None) -> int:
        """What would be there at a minute (None: at the end) were nothing used, brought or taken."""
        come = sum(quantity for when, quantity in self.arrivals if until is None or when <= until)
        gone = sum(quantity for when, quantity in self.losses if until is None or when <= until)
        return self.initial + come - gone


class Unmet(Noun):
    """A need that the plan does not meet, and why."""

    id: str
    domain: Domain
    label: Message
    subject: Subject | None = None
    cause: Message
    mandatory: bool = False
    value: int = 0
    sources: tuple[str, ...] = ()


class Contribution(Noun):
    """What one agent brings to the joint plan."""

    agent: Domain
    policy: dict[str, int | float | str | bool] = Field(description="the bounded choices of the agent's answer")
    activities: tuple[Activity, ...] = ()
    pools: tuple[Pool, ...] = ()
    calendars: dict[str, tuple[Span, ...]] = Field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    away: tuple[Away, ...] = ()
    reservoirs: tuple[Reservoir, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    assumptions: tuple[Message, ...] = ()
    questions: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    runs: tuple[ToolRun, ...] = ()
