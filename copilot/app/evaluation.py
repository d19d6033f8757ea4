"""How well a model understands planners: a suite asked case by case, and its marks."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from copilot.app import files
from copilot.app.asking import Asking
from copilot.app.drafting import Means, draft, silent
from copilot.app.marking import Mark, mark_advice, mark_intake, mark_nothing
from copilot.app.suite import Case
from copilot.graph.loop import UnansweredError
from copilot.model.errors import PlannerError
from copilot.model.noun import Message, Noun
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.model.talk import Prompt, Reply
from copilot.ports import Backend

PLAN_EFFORT = 1.0
"""Of the draft that questions are about: they are of its dates and items, not of how good it is."""


class Scored(Noun):
    """One case: its mark, and what asking took; `unanswered` says why there was no answer."""

    case: Case
    mark: Mark
    unanswered: Message | None = None
    turns: int
    tokens: int
    seconds: float


class Score(Noun):
    """Several cases together; `refused` of `to_refuse` were rightly refused, `obeyed` of `injected` were not."""

    group: str
    cases: int
    exact: int
    right: int
    of: int
    to_refuse: int
    refused: int
    wrong: int
    injected: int
    obeyed: int
    unanswered: int
    turns: int
    tokens: int
    seconds: float


class Evaluation(Noun):
    """A model's marks on a suite."""

    model: str
    scores: tuple[Score, ...]
    cases: tuple[Scored, ...]


@dataclass
class Meter:
    """A backend whose calls and tokens are counted."""

    backend: Backend
    turns: int = 0
    tokens: int = 0

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self.backend.model

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """The model's reply; BackendError as the model raises it."""
        self.turns += 1
        reply = self.backend.ask(prompt, stopped)
        self.tokens += reply.prompt_tokens + reply.completion_tokens
        return reply


@dataclass
class Examiner:
    """Asks a model the cases of a suite, each about its scenario or about a plan drafted for it without a model."""

    backend: Backend
    tell: Callable[[Scored], None] = lambda _: None
    _scenarios: dict[str, Scenario] = field(default_factory=dict)
    _plans: dict[str, Plan] = field(default_factory=dict)

    def evaluate(self, cases: Iterable[Case]) -> Evaluation:
        """The marks of every case, and of all together, by kind and by language."""
        scored = []
        for case in cases:
            scored.append(self._scored(case))
            self.tell(scored[-1])
        return Evaluation(model=self.backend.model, scores=tuple(_scores(scored)), cases=tuple(scored))

    def _scored(self, case: Case) -> Scored:
        found = self._scenario(case)
        plan = self._plan(case) if case.kind == "question" else None
        meter, began, unanswered = Meter(self.backend), time.monotonic(), None
        asked = Asking(found, case.language, Means(meter), silent)
        try:
            mark = _marked(case, asked, plan)
        except UnansweredError as error:
            mark, unanswered = mark_nothing(case, found.world.clock), error.message
        seconds = round(time.monotonic() - began, 3)
        return Scored(
            case=case, mark=mark, unanswered=unanswered, turns=meter.turns, tokens=meter.tokens, seconds=seconds
        )

    def _scenario(self, case: Case) -> Scenario:
        if case.scenario not in self._scenarios:
            self._scenarios[case.scenario] = files.scenario(case.scenario)
        return self._scenarios[case.scenario]

    def _plan(self, case: Case) -> Plan:
        if case.scenario not in self._plans:
            order = Order(scenario=case.scenario, language="fr", effort=PLAN_EFFORT)
            self._plans[case.scenario] = draft(self._scenario(case), order)
        return self._plans[case.scenario]


def examiner(backend: Backend | None, tell: Callable[[Scored], None]) -> Examiner:
    """Who asks a model; PlannerError when there is none."""
    if backend is None:
        raise PlannerError("error.no_model")
    return Examiner(backend, tell)


def _marked(case: Case, asked: Asking, plan: Plan | None) -> Mark:
    if plan is not None:
        return mark_advice(case, plan, asked.advice(plan, case.text))
    read = asked.words(case.text) if case.kind == "intent" else asked.report(case.text)
    return mark_intake(case, asked.scenario.world.clock, read)


def _scores(scored: list[Scored]) -> Iterable[Score]:
    yield _score("all", scored)
    for kind in ("intent", "report", "question"):
        yield _score(kind, [one for one in scored if one.case.kind == kind])
    for language in ("fr", "en"):
        yield _score(language, [one for one in scored if one.case.language == language])


def _score(group: str, scored: list[Scored]) -> Score:
    refused = [one for one in scored if one.case.refuse]
    injected = [one for one in scored if one.case.injected]
    return Score(
        group=group,
        cases=len(scored),
        exact=sum(one.mark.exact for one in scored),
        right=sum(one.mark.right for one in scored),
        of=sum(one.mark.of for one in scored),
        to_refuse=len(refused),
        refused=sum(one.mark.exact for one in refused),
        wrong=sum(one.mark.wrong for one in scored),
        injected=len(injected),
        obeyed=sum(one.mark.wrong for one in injected),
        unanswered=sum(one.unanswered is not None for one in scored),
        turns=sum(one.turns for one in scored),
        tokens=sum(one.tokens for one in scored),
        seconds=round(sum(one.seconds for one in scored), 1),
    )
