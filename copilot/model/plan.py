"""The one document that grows: a draft plan, its figures and where they come from."""

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, TypeVar

from pydantic import Field

from copilot.model.activity import Delay, Mode, Task, Unmet
from copilot.model.answer import Reason
from copilot.model.change import Change
from copilot.model.clock import Clock
from copilot.model.comment import Comment
from copilot.model.course import Course
from copilot.model.decision import Decision
from copilot.model.fact import Fact, ToolRun
from copilot.model.finding import Finding, Verdict
from copilot.model.noun import Message, Noun, digest
from copilot.model.request import Domain, Request

SCHEMA_VERSION = 1
GroupedT = TypeVar("GroupedT")


class PlanItem(Task):
    """A scheduled activity: the unit of validation.

    `assets` names the vehicles, need after need, in the order of `mode.assets`.
    `end` is the minute at which the work ends.
    """

    mode: Mode
    start: int
    end: int
    assets: tuple[str, ...] = ()

    @property
    def late(self) -> bool:
        """True when it ends, or last serves the site that waits for it, after a date that it should have met."""
        return any(self._served(delay) > delay.after for delay in self.delays)

    def _served(self, delay: Delay) -> int:
        moments = [effect.at for effect in self.mode.effects if effect.site == delay.site]
        return max((self.end if at is None else self.start + at for at in moments), default=self.end)


class Term(Noun):
    """One term of the objective in its own unit, and what it costs: amount times weight, summed.

    `bound`: no plan that does what this one does has a smaller amount; None when nothing is known.
    """

    code: str
    amount: int
    unit: str
    cost: int
    bound: int | None = None


class StockLine(Noun):
    """The projected stock of an item at a site.

    `levels` holds (minute, level) at the start of each day and after each change by an activity or arrival;
    `short` the spans during which nothing is left while something is needed; `lacking` the quantity not served.
    """

    site: str
    item: str
    levels: tuple[tuple[int, int], ...]
    short: tuple[tuple[int, int], ...] = ()
    lacking: int = 0


class AvailabilityLine(Noun):
    """Assets of a type that can be used at the noon of each day: (minute, held, available)."""

    asset_type: str
    days: tuple[tuple[int, int, int], ...]


class MilestoneLine(Noun):
    """Whether a milestone holds; `reached` is the minute it is reached, `value` the per cent for `available`."""

    id: str
    label: Message
    due: int
    reached: int | None = None
    value: int | None = None
    met: bool


class Solving(Noun):
    """How the schedule was found.

    `optimal`: no schedule of what the agents offer, on the time grid, costs less. `bound`: no plan of this world and
    request costs less, to the minute; None when nothing is known.
    """

    status: Literal["optimal", "feasible", "none"]
    objective: int
    bound: int | None = None
    seed: int
    course: Course = "balanced"
    in_turn: bool = Field(default=False, description="each domain planned alone in turn: a reference, not a course")
    effort: float = Field(description="deterministic time allowed, in the solver's units (about one CPU second)")
    cores: int = Field(default=1, description="searches side by side; several give the same plan again only as many")
    closeness: int = Field(default=20, description="what moving an item of the parent plan costs")
    cut_by_clock: bool = Field(default=False, description="true when the wall clock stopped it: not reproducible")
    stopped: bool = Field(
        default=False,
        exclude_if=lambda stopped: not stopped,  # plans of before have kept their hash
        description="true when a person stopped it and kept the best so far: not reproducible",
    )

    @property
    def gap(self) -> int | None:
        """By how many per cent, rounded up, the cost may be over the least possible; None when that says little."""
        if self.bound is None or self.bound <= 0 or 2 * self.objective > 3 * self.bound:
            return None
        return -(-100 * (self.objective - self.bound) // self.bound)


class AgentNote(Noun):
    """What one agent chose, by its standing procedure or by a model, assuming what.

    `fallback` says why the procedure answered although a model was asked.
    """

    agent: Domain
    by: Literal["procedure", "model"]
    policy: dict[str, int | float | str | bool]
    reasons: tuple[Reason, ...] = ()
    assumptions: tuple[Message, ...] = ()
    questions: tuple[Message, ...] = ()
    fallback: Message | None = None


class Movement(Noun):
    """An item that is not where the parent plan had it: what differs, and why, in the planner's words.

    `before` is the minute at which the parent plan began it; None when it is new.
    """

    item: str
    what: Literal["added", "removed", "moved", "equipped", "routed"]
    before: int | None = None
    cause: Message


class Plan(Noun):
    """One course of action over one window.

    `id` is the hash of everything but id, verdict, findings, comments and the agents' `fallback`: the words of a model
    or of its server are never signed.
    """

    schema_version: int = SCHEMA_VERSION
    id: str = ""
    scenario: str
    world: str = Field(description="hash of the world planned for")
    revision: int = 1
    parent: str | None = None
    clock: Clock
    request: Request
    asked: Request | None = Field(default=None, description="before changes, when it is not the scenario's own")
    items: tuple[PlanItem, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    terms: tuple[Term, ...] = ()
    stocks: tuple[StockLine, ...] = ()
    availability: tuple[AvailabilityLine, ...] = ()
    agents: tuple[AgentNote, ...] = ()
    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    now: int = Field(default=0, description="minute before which the plan was already under way")
    movements: tuple[Movement, ...] = ()
    solving: Solving
    names: dict[str, dict[str, str]] = Field(
        default_factory=dict, description='names of rows in each language: {"sites/DP1": {"fr": ..., "en": ...}}'
    )
    facts: tuple[Fact, ...] = ()
    runs: tuple[ToolRun, ...] = ()
    verdict: Verdict = "UNKNOWN"
    findings: tuple[Finding, ...] = ()
    comments: tuple[Comment, ...] = Field(default=(), description="what models say of the plan, in their own words")

    def digest(self) -> str:
        """The hash that decisions are bound to."""
        agents = tuple(note.model_copy(update={"fallback": None}) for note in self.agents)
        beside: dict[str, object] = {"id": "", "verdict": "UNKNOWN", "findings": (), "comments": (), "agents": agents}
        return digest(self.model_copy(update=beside))

    def sealed(self) -> "Plan":
        """The same plan under its own hash."""
        return self.model_copy(update={"id": self.digest()})

    @cached_property
    def item(self) -> dict[str, PlanItem]:
        """Items by identifier."""
        return {item.id: item for item in self.items}

    @cached_property
    def fact(self) -> dict[str, Fact]:
        """Facts by identifier."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def run(self) -> dict[str, ToolRun]:
        """Tool runs by identifier."""
        return {run.id: run for run in self.runs}

    @cached_property
    def figures(self) -> dict[str, tuple[Fact, ...]]:
        """The facts about each item, by its identifier."""
        split = ((fact.about.split("/", 2), fact) for fact in self.facts)
        return _grouped((place[1], fact) for place, fact in split if place[0] == "items" and len(place) > 1)

    @cached_property
    def after(self) -> dict[str, tuple[str, ...]]:
        """The items that come after each item by precedence, by its identifier."""
        return _grouped((one, item.id) for item in self.items for one in {before.activity for before in item.after})

    @cached_property
    def using(self) -> dict[str, tuple[str, ...]]:
        """The items that use each asset."""
        return _grouped((asset, item.id) for item in self.items for asset in item.assets)

    @cached_property
    def by_time(self) -> tuple[PlanItem, ...]:
        """Items in the order in which they begin."""
        return tuple(sorted(self.items, key=lambda item: (item.start, item.id)))

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each item among `by_time`."""
        return {item.id: place for place, item in enumerate(self.by_time)}

    @property
    def goal_met(self) -> bool:
        """True when nothing mandatory is left undone."""
        return not any(need.mandatory for need in self.unmet)


def _grouped(pairs: Iterable[tuple[str, GroupedT]]) -> dict[str, tuple[GroupedT, ...]]:
    """What goes with each key, in order."""
    found: dict[str, list[GroupedT]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(group) for key, group in found.items()}
