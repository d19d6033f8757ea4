"""The one service that the desk and the command line talk to: nouns in, nouns out, in process or over a wire."""

from typing import Protocol

from pydantic import ConfigDict

from copilot.app.closed import Closed
from copilot.app.lots import LotTaken
from copilot.app.situation import Situation
from copilot.model.change import Change
from copilot.model.clock import Clock
from copilot.model.decision import Decision, ItemEdit
from copilot.model.errors import Problem
from copilot.model.finding import Review
from copilot.model.marking import Marks
from copilot.model.noun import Language, Noun
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.record import DecisionRecord, PlanSummary, Presence, Run, RunEvent, TrailEntry
from copilot.model.request import Request


class ScenarioTitle(Noun):
    """A scenario as lists show it: its title in each language, or none when it cannot be read."""

    name: str
    titles: dict[Language, str]


class Asked(Noun):
    """What a scenario asks, with what is needed to say it: the window, and the names of rows in each language.

    `rows` holds the identifiers of each table, `units` the unit that each item is counted in, `minimums` the level
    that planners do not want a stock to go below, by "site/item".
    """

    scenario: str
    world: str
    clock: Clock
    request: Request
    names: dict[str, dict[str, str]]
    units: dict[str, str]
    minimums: dict[str, int]
    rows: dict[str, tuple[str, ...]]


class Document(Noun):
    """A file to take away; its content is base64 in JSON. `marks` is what a plan's document bears."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    name: str
    mime: str
    content: bytes
    marks: Marks | None = None


class BookRead(Noun):
    """What a plan's workbook says: decisions to record, or everything that is wrong and the same file marked."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    marked: Document | None = None


class ScenarioRead(Noun):
    """What became of a workbook brought: the name that its scenario is kept under, or everything that is wrong."""

    name: str = ""
    problems: tuple[Problem, ...] = ()
    marked: Document | None = None


class Service(Protocol):
    """Everything a person can ask of the product; every refusal is an IntendanceError that carries its message."""

    def scenarios(self) -> tuple[ScenarioTitle, ...]:
        """The bundled scenarios."""

    def asked(self, scenario: str, language: Language) -> Asked:
        """What a scenario asks, in its own words and in structure."""

    def start(self, order: Order) -> str:
        """Queues a draft and returns its run's identifier.

        The very same order is not queued again while it is under way: the same run is returned.
        """

    def model(self) -> str:
        """Who answers for the agents here, and reads words: `none` when nobody does."""

    def ask(self, plan: str, question: str, language: Language) -> str:
        """Queues a question about a plan; returns the run's identifier, whose result is the answer."""

    def why(self, plan: str, item: str) -> str:
        """Queues why an item of a plan is not earlier, or a need not met; returns the run, its result the answer.

        What was asked before, by anybody, is not solved again: the same run is returned.
        """

    def explained(self, plan: str, item: str) -> Run | None:
        """The run that tells why, or will, if need be one that was stopped; None when nobody has asked."""

    def read(self, scenario: str, text: str, report: bool, language: Language) -> str:
        """Queues words, or a report, to be read; returns the run's identifier, whose result is what was understood."""

    def redraft(self, plan: str, seed: int, effort: float, language: Language, by: str = "") -> str:
        """Queues a new revision of a plan that keeps the decisions standing on it; returns the run's identifier."""

    def vary(
        self, plan: str, changes: tuple[Change, ...], language: Language, by: str = "", effort: float | None = None
    ) -> str:
        """Queues a variant of a plan with more changes, in a line of its own; returns the run's identifier."""

    def courses(self, plan: str, language: Language, by: str = "") -> tuple[str, ...]:
        """Queues the courses of action that a plan is not, as variants of it; returns the runs that are under way."""

    def adopt(self, plan: str) -> None:
        """Makes a variant the last revision of its parent's line; PlannerError when that line has gone on since."""

    def cancel(self, run: str) -> None:
        """Stops a run."""

    def stop(self, run: str, by: str) -> None:
        """Asks a run to stop and give the best plan that it has; PlannerError when it is over."""

    def run(self, run: str) -> Run:
        """A run as it stands."""

    def runs(self) -> tuple[Run, ...]:
        """The last runs, newest first."""

    def plays(self, scenario: str) -> tuple[Run, ...]:
        """The last plays of a scenario through its injects (`start` with the errand `play`), newest first.

        Each plan that they made is kept, but only its play names it: no list of plans does.
        """

    def events(self, run: str, after: int = 0) -> tuple[RunEvent, ...]:
        """What was told of a run after a rank."""

    def run_of(self, plan: str) -> Run | None:
        """The run that gave a plan, or None when this store has none."""

    def trail(self, run: str, after: int = 0) -> tuple[TrailEntry, ...]:
        """The next lines of a run's trail after a rank, a page of them; empty at the end."""

    def present(self, plan: str, person: str) -> tuple[Presence, ...]:
        """Notes that a person looks at a plan, and returns everybody who does, the first to come first."""

    def preference(self, person: str, name: str) -> str | None:
        """What a person prefers under a name, or None."""

    def prefer(self, person: str, name: str, value: str) -> None:
        """Keeps what a person prefers."""

    def plan(self, plan: str) -> Plan:
        """A plan, whole."""

    def plans(self, scenario: str | None = None) -> tuple[PlanSummary, ...]:
        """The last plans, newest first."""

    def latest(self, plan: str) -> str:
        """The identifier of the last revision of the same draft."""

    def changed(self, plan: str) -> bool:
        """True when the scenario is no longer the one that the plan was made for."""

    def check(self, plan: str) -> Review:
        """The checker's answer on a plan against the scenario as it is now."""

    def try_edit(self, plan: str, item: str, edit: ItemEdit) -> Review:
        """What an edit of an item would break: what the checker would find that it does not find as the plan stands."""

    def closed(self, plan: str) -> tuple[Closed, ...]:
        """When the places of a plan are closed and its vehicles away; nothing once the scenario is another."""

    def marks(self, plan: str) -> Marks:
        """The highest marking of all that went into a plan, and every caveat; of what it asks, its scenario gone."""

    def situation(self, plan: str) -> Situation | None:
        """The ground that a plan stands on and what it makes of it; None once the scenario is another."""

    def decide(self, decision: Decision, seen: int, known: int | None = None) -> int:
        """Records a decision on top of rank `seen`; returns its own rank, or AlreadyDecidedError.

        `known`: how many decisions on the plan and its items its author had seen in all; one more is refused too.
        """

    def accept(self, plan: str, seen: dict[str, int], by: str) -> LotTaken:
        """Accepts several items, each on top of the rank seen; never one in conflict, nor one decided meanwhile."""

    def scenario_book(self, scenario: str, language: Language) -> Document:
        """A scenario as a workbook, or one to be filled in when none is named."""

    def take_scenario(self, book: Document, language: Language) -> ScenarioRead:
        """Keeps the scenario of a workbook among those at hand, under a name that nobody has, or nothing of it."""

    def read_book(self, plan: str, book: Document, by: str, language: Language) -> BookRead:
        """The decisions that a plan's workbook holds, in a person's name; nothing is recorded.

        PlannerError when the workbook is that of another plan or of another revision.
        """

    def decide_all(self, plan: str, decisions: tuple[Decision, ...], seen: dict[str, int]) -> None:
        """Records decisions on items of a plan, each on top of the rank seen of its item, all of them or none."""

    def decisions(self, plan: str) -> tuple[DecisionRecord, ...]:
        """All decisions on a plan and its items, by item and rank."""

    def formats(self) -> tuple[str, ...]:
        """The formats that a plan can be exported to."""

    def export(self, plan: str, to: str, language: Language) -> Document:
        """A plan as a document, with its verdict and the decisions standing on it."""
