"""The service in process, over the store and the scenarios."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol

from copilot.adapters.store import Store
from copilot.app.again import again, is_course
from copilot.app.bringing import BOOK, scenario_book, scenario_taken
from copilot.app.closed import Closed, closed
from copilot.app.decided import read_decided
from copilot.app.grounds import Grounds
from copilot.app.lots import LotTaken, in_conflict
from copilot.app.service import Asked, BookRead, Document, ScenarioRead, ScenarioTitle
from copilot.app.situation import Situation, situation
from copilot.app.standing import kept, refuse_impossible, standings
from copilot.app.trying import try_edit
from copilot.exports import SUFFIX
from copilot.model.change import Change
from copilot.model.course import COURSES
from copilot.model.decision import Decision, ItemEdit
from copilot.model.errors import AlreadyDecidedError, PlannerError, ScenarioError, UnknownNameError
from copilot.model.finding import Review
from copilot.model.ground import marks_of
from copilot.model.marking import Marks
from copilot.model.noun import LANGUAGES, Language, digest
from copilot.model.order import CLOSENESS, Errand, Order
from copilot.model.plan import Plan
from copilot.model.record import DecisionRecord, PlanSummary, Presence, Run, RunEvent, TrailEntry
from copilot.model.request import Request
from copilot.model.scenario import Scenario
from copilot.model.world import TABLES, World
from copilot.ports import Checker, Exporter

MIME = {
    "json": "application/json",
    "markdown": "text/markdown",
    "xlsx": BOOK,
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "logstat": BOOK,
    "ics": "text/calendar",
    "mspdi": "application/xml",
    "geojson": "application/geo+json",
}
VARIANT_EFFORT = 10.0
NAMED_BY_ID = tuple(table for table, noun in TABLES.items() if "id" in noun.model_fields)
TRAIL_PAGE = 200
PLAYS = 50
"""How many plays of all scenarios are looked through."""
SEALED = {"json"}
"""Formats that leave as the plan was sealed: a reader may check the hash, and decisions taken since would break it."""


class Library(Protocol):
    """Where scenarios are found."""

    def names(self) -> tuple[str, ...]:
        """The names of the scenarios."""

    def load(self, name_or_folder: str, /) -> Scenario:
        """A scenario, read and found right."""


class LocalService:
    """Implements Service; it only queues runs, a worker executes them."""

    def __init__(
        self,
        store: Store,
        library: Library,
        check: Checker,
        exporters: Mapping[str, Exporter],
        model: str = "none",
        two_people: bool = False,
        keep: Callable[[Scenario], str] | None = None,
    ) -> None:
        self._keep = keep
        self._model = model
        self._two_people = two_people
        self._store = store
        self._library = library
        self._ground = Grounds(library.load).of
        self._check = check
        self._exporters = exporters
        self._plan = lru_cache(maxsize=32)(store.plans.get)  # a plan never changes

    def scenarios(self) -> tuple[ScenarioTitle, ...]:
        """The bundled scenarios; one that cannot be read has no title."""
        return tuple(self._title(name) for name in self._library.names())

    def asked(self, scenario: str, language: Language) -> Asked:
        """What a scenario asks; in the other language when it is not written in this one."""
        found = self._library.load(scenario)
        request = found.request(language)
        return Asked(
            scenario=scenario,
            world=digest(found.world),
            clock=found.world.clock,
            request=request,
            names=names_of(found.world),
            units={item.id: item.unit for item in found.world.items},
            rows={table: tuple(row.id for row in getattr(found.world, table)) for table in NAMED_BY_ID},
            minimums={f"{stock.site}/{stock.item}": stock.minimum for stock in found.world.stocks},
        )

    def start(self, order: Order) -> str:
        """Queues a draft and returns its run's identifier; what is under way already is not queued again."""
        self._library.load(order.scenario)
        return self._store.runs.going(order) or self._store.runs.add(order)

    def model(self) -> str:
        """Who answers for the agents here, and reads words: `none` when nobody does."""
        return self._model

    def ask(self, plan: str, question: str, language: Language) -> str:
        """Queues a question about a plan and returns its run's identifier."""
        shown = self._plan(plan)
        about = {"scenario": shown.scenario, "language": language, "parent": plan, "effort": VARIANT_EFFORT}
        return self.start(Order(**about, errand="ask", words=question, model=self._model))

    def why(self, plan: str, item: str) -> str:
        """Queues why an item of a plan is not earlier, or a need not met; the run that tells already, if any does."""
        order = _why(self._plan(plan), item)
        known = self._store.runs.same(order)
        return self.start(order) if known is None or known.stopped_by is not None else known.id

    def explained(self, plan: str, item: str) -> Run | None:
        """The run that tells why, or will; None when nobody has asked."""
        return self._store.runs.same(_why(self._plan(plan), item))

    def read(self, scenario: str, text: str, report: bool, language: Language) -> str:
        """Queues words or a report to be read and returns the run's identifier."""
        errand: Errand = "report" if report else "words"
        return self.start(Order(scenario=scenario, language=language, errand=errand, words=text, model=self._model))

    def redraft(self, plan: str, seed: int, effort: float, language: Language, by: str = "") -> str:
        """Queues a new revision of a plan that keeps the decisions standing on it."""
        shown = self._plan(plan)
        decisions = kept(shown, standings(shown, self._parent(shown), self.decisions(plan)))
        wanted = {"model": self._model, "by": by, "language": language, "seed": seed, "effort": effort}
        wanted["closeness"] = shown.solving.closeness or CLOSENESS
        return self.start(again(shown, decisions=decisions, **wanted))

    def vary(
        self, plan: str, changes: tuple[Change, ...], language: Language, by: str = "", effort: float | None = None
    ) -> str:
        """Queues a variant of a plan with more changes, in a line of its own."""
        shown = self._plan(plan)
        decisions = kept(shown, standings(shown, self._parent(shown), self.decisions(plan)))
        wanted = {
            "model": self._model,
            "by": by,
            "language": language,
            "effort": effort or VARIANT_EFFORT,
            "branch": True,
            "closeness": shown.solving.closeness or CLOSENESS,
        }
        return self.start(again(shown, decisions=decisions, changes=(*shown.changes, *changes), **wanted))

    def courses(self, plan: str, language: Language, by: str = "") -> tuple[str, ...]:
        """Queues the courses of action that a plan is not, as variants of it; returns the runs that are under way."""
        shown = self._plan(plan)
        decisions = kept(shown, standings(shown, self._parent(shown), self.decisions(plan)))
        wanted = {"model": self._model, "by": by, "language": language, "branch": True, "closeness": 0}
        orders = [
            again(shown, decisions=decisions, course=course, effort=shown.solving.effort, **wanted)
            for course in COURSES
            if course != shown.solving.course
        ]
        going = {run.order.course: run.id for run in self.runs() if not run.over and is_course(run.order, shown)}
        made = {one.solving.course for one in self._leaning(shown) if one.decisions == decisions}
        return tuple(going.get(order.course) or self.start(order) for order in orders if order.course not in made)

    def _leaning(self, shown: Plan) -> list[Plan]:
        """The variants of a plan that change nothing but what they lean to."""
        listed = (self._plan(one.id) for one in self.plans(shown.scenario) if one.variant and one.parent == shown.id)
        return [one for one in listed if one.changes == shown.changes]

    def adopt(self, plan: str) -> None:
        """Makes a variant the last revision of its parent's line."""
        self._store.plans.adopt(plan)

    def cancel(self, run: str) -> None:
        """Stops a run."""
        self._store.runs.cancel(run)

    def stop(self, run: str, by: str) -> None:
        """Asks a run to stop and give the best plan that it has."""
        self._store.runs.stop(run, by)

    def run(self, run: str) -> Run:
        """A run as it stands."""
        return self._store.runs.get(run)

    def runs(self) -> tuple[Run, ...]:
        """The last runs, newest first."""
        return self._store.runs.recent()

    def plays(self, scenario: str) -> tuple[Run, ...]:
        """The last plays of a scenario through its injects, newest first."""
        return tuple(run for run in self._store.runs.recent(PLAYS, "play") if run.order.scenario == scenario)

    def events(self, run: str, after: int = 0) -> tuple[RunEvent, ...]:
        """What was told of a run after a rank."""
        return self._store.trails.events(run, after)

    def run_of(self, plan: str) -> Run | None:
        """The run that gave a plan, or None."""
        return self._store.runs.of_plan(plan)

    def trail(self, run: str, after: int = 0) -> tuple[TrailEntry, ...]:
        """The next lines of a run's trail after a rank, a page of them."""
        return self._store.trails.of(run, after, TRAIL_PAGE)

    def present(self, plan: str, person: str) -> tuple[Presence, ...]:
        """Notes that a person looks at a plan; everybody who does."""
        return self._store.people.present(plan, person)

    def preference(self, person: str, name: str) -> str | None:
        """What a person prefers under a name, or None."""
        return self._store.people.preference(person, name)

    def prefer(self, person: str, name: str, value: str) -> None:
        """Keeps what a person prefers."""
        self._store.people.prefer(person, name, value)

    def plan(self, plan: str) -> Plan:
        """A plan, whole."""
        return self._plan(plan)

    def plans(self, scenario: str | None = None) -> tuple[PlanSummary, ...]:
        """The last plans, newest first."""
        return self._store.plans.listed(scenario)

    def latest(self, plan: str) -> str:
        """The identifier of the last revision of the same draft."""
        return self._store.plans.latest(plan)

    def changed(self, plan: str) -> bool:
        """True when the scenario is no longer the one that the plan was made for, or cannot be read any more."""
        return self._world(plan) is None

    def check(self, plan: str) -> Review:
        """The checker's answer on a plan against the scenario as it is now."""
        shown = self._plan(plan)
        return self._check(self._library.load(shown.scenario).world, shown.request, shown)

    def try_edit(self, plan: str, item: str, edit: ItemEdit) -> Review:
        """What an edit of an item would break: what the checker would find that it does not find as the plan stands."""
        shown = self._plan(plan)
        found = self._library.load(shown.scenario)
        return try_edit(self._check, found.world, _asked(found, shown), shown, self._parent(shown), item, edit)

    def closed(self, plan: str) -> tuple[Closed, ...]:
        """When the places of a plan are closed and its vehicles away; nothing once the scenario is another."""
        world = self._world(plan)
        return () if world is None else closed(world)

    def marks(self, plan: str) -> Marks:
        """The highest marking of all that went into a plan, and every caveat; of what it asks, its scenario gone."""
        shown = self._plan(plan)
        return marks_of(shown, self._ground(shown))

    def situation(self, plan: str) -> Situation | None:
        """The ground that a plan stands on and what it makes of it; None once the scenario is another."""
        world = self._world(plan)
        return None if world is None else situation(world, self._plan(plan))

    def decide(self, decision: Decision, seen: int, known: int | None = None) -> int:
        """Records a decision on top of rank `seen`; returns its own rank, or AlreadyDecidedError."""
        refuse_impossible(decision, self._plan(decision.plan))
        run = self.run_of(decision.plan) if self._two_people and decision.verb == "approve" else None
        if run is not None and run.order.by in ("", decision.by):
            raise PlannerError("error.approve_own")
        return self._store.decisions.add(decision, seen, known)

    def accept(self, plan: str, seen: dict[str, int], by: str) -> LotTaken:
        """Accepts several items, each on top of the rank seen; never one in conflict, nor one decided meanwhile."""
        wrong = in_conflict(self._plan(plan))
        accepted, before = [], []
        for item, rank in seen.items():
            if item in wrong:
                continue
            decision = Decision(plan=plan, item=item, verb="accept", by=by, at=datetime.now(UTC))
            try:
                self.decide(decision, rank)
            except AlreadyDecidedError as error:
                before.append(error.first)
            else:
                accepted.append(item)
        aside = tuple(item for item in seen if item in wrong)
        return LotTaken(accepted=tuple(accepted), conflicts=aside, before=tuple(before))

    def scenario_book(self, scenario: str, language: Language) -> Document:
        """A scenario as a workbook, or one to be filled in when none is named."""
        return scenario_book(self._library.load(scenario) if scenario else None, language)

    def take_scenario(self, book: Document, language: Language) -> ScenarioRead:
        """Keeps the scenario of a workbook among those at hand, or says everything that is wrong with it."""
        if self._keep is None:
            raise PlannerError("error.no_shelf")
        return scenario_taken(book, language, self._keep)

    def read_book(self, plan: str, book: Document, by: str, language: Language) -> BookRead:
        """The decisions that a plan's workbook holds, in a person's name; nothing is recorded."""
        shown = self._plan(plan)
        shown = shown.model_copy(update={"decisions": self._all_decisions(shown)})
        return read_decided(shown, book, by, language)

    def decide_all(self, plan: str, decisions: tuple[Decision, ...], seen: dict[str, int]) -> None:
        """Records decisions on items of a plan, all of them or none."""
        shown = self._plan(plan)
        for decision in decisions:
            if decision.plan != plan or not decision.item:
                raise PlannerError("error.decisions_other", given=decision.plan[:12], plan=plan[:12])
            refuse_impossible(decision, shown)
        self._store.decisions.add_all((one, seen.get(one.item, 0)) for one in decisions)

    def decisions(self, plan: str) -> tuple[DecisionRecord, ...]:
        """All decisions on a plan and its items, by item and rank."""
        return self._store.decisions.of(plan)

    def formats(self) -> tuple[str, ...]:
        """The formats that a plan can be exported to."""
        return tuple(self._exporters)

    def export(self, plan: str, to: str, language: Language) -> Document:
        """A plan as a document; UnknownNameError when there is no such format."""
        if to not in self._exporters:
            raise UnknownNameError("format", to, self._exporters)
        shown = self._plan(plan)
        if to not in SEALED:
            shown = shown.model_copy(update={"decisions": self._all_decisions(shown)})
        ground = self._ground(shown)
        return Document(
            name=f"{shown.scenario}-{shown.revision}-{plan[:8]}.{SUFFIX.get(to, to)}",
            mime=MIME.get(to, "application/octet-stream"),
            content=self._exporters[to](shown, language, ground),
            marks=marks_of(shown, ground),
        )

    def _all_decisions(self, plan: Plan) -> tuple[Decision, ...]:
        """Those kept on items, then those on the whole, in the order they were taken."""
        records = self.decisions(plan.id)
        whole = tuple(record.decision for record in records if not record.decision.item)
        return kept(plan, standings(plan, self._parent(plan), records)) + whole

    def _world(self, plan: str) -> World | None:
        """The world that a plan was made for, its changes made; None when the scenario no longer gives it."""
        ground = self._ground(self._plan(plan))
        return None if ground is None else ground.world

    def _parent(self, plan: Plan) -> Plan | None:
        return self._plan(plan.parent) if plan.parent else None

    def _title(self, name: str) -> ScenarioTitle:
        try:
            found = self._library.load(name)
        except ScenarioError:
            return ScenarioTitle(name=name, titles={})
        return ScenarioTitle(name=name, titles={"fr": found.title_fr, "en": found.title_en})


def _why(plan: Plan, item: str) -> Order:
    """The same for whoever asks: it is answered once."""
    return Order(scenario=plan.scenario, errand="why", words=item, language=plan.request.language, parent=plan.id)


def _asked(found: Scenario, plan: Plan) -> Request:
    """What a plan was asked before its changes."""
    return plan.asked or found.request(plan.request.language)


def names_of(world: World) -> dict[str, dict[str, str]]:
    """The names of the rows that have one, in each language: {"sites/DP1": {"fr": ..., "en": ...}}."""
    return {
        f"{table}/{row.id}": {language: getattr(row, f"name_{language}") for language in LANGUAGES}
        for table, noun in TABLES.items()
        if "name_fr" in noun.model_fields
        for row in getattr(world, table)
    }
