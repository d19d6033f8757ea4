"""Words answered: a text read into proposals, a question about a plan answered by what is solved for it."""

from dataclasses import dataclass

import agents
from copilot.app.again import again
from copilot.app.drafting import Means, asked_of, draft, same_inputs
from copilot.app.stressing import Stressing
from copilot.graph.adviser import Adviser
from copilot.graph.context import context
from copilot.graph.intake import Reader
from copilot.graph.once import once
from copilot.graph.thinking import Thinking
from copilot.graph.why import Why
from copilot.model.advice import Advice, Answered, TermChange
from copilot.model.changing import apply
from copilot.model.errors import PlannerError
from copilot.model.explanation import Explanation
from copilot.model.intake import Intake
from copilot.model.noun import Language, Message, digest
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.record import Result
from copilot.model.request import Request
from copilot.model.scenario import Scenario
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Event, Progress
from tools.look.movements import movements


@dataclass(frozen=True)
class Asking:
    """One scenario to be spoken of, with a model; PlannerError when one is needed and none is configured."""

    scenario: Scenario
    language: Language
    means: Means
    progress: Progress

    def words(self, text: str) -> Intake:
        """What a planner's words ask for, to be accepted."""
        return self._reader().words(text)

    def report(self, text: str) -> Intake:
        """The changes that a report announces, to be accepted."""
        return self._reader().report(text)

    def advice(self, plan: Plan, question: str) -> Advice:
        """How a question about a plan is to be answered; nothing is solved yet."""
        world, request = apply(self.scenario.world, self._asked(plan), plan.changes)
        thinking = self._thinking(world, request)
        adviser = Adviser(agents.ADVISER, world, request, plan, thinking, self.progress, self.means.trail)
        return adviser.advise(question)

    def question(self, plan: Plan, question: str, effort: float) -> Answered:
        """The answer to a question about a plan; a variant is solved within `effort`, in a branch of its own."""
        advice = self.advice(plan, question)
        if advice.way == "what_if":
            return self._variant(plan, advice, effort)
        if advice.way == "why":
            return Answered(advice=advice, explanation=self._why(plan).explain(advice.item))
        return Answered(advice=advice)

    def why(self, plan: Plan, name: str) -> Explanation:
        """Why an item is not earlier, or a need not met, by the solver; asked once, then read in the trail.

        PlannerError when the scenario is no longer the plan's, or when the need was none that a schedule could meet.
        """
        why = self._why(plan)
        if digest(why.world) != plan.world:
            raise PlannerError("error.why_changed")
        if name not in plan.item and name not in why.missing():
            raise PlannerError("error.why_beforehand", name=name)
        self.progress(Event(source="solve", message=Message(code="event.why_starts")))
        asked = {"version": VERSION, "plan": plan.id, "name": name}
        return once(self.means.trail, "solve", "why", asked, Explanation, lambda: why.explain(name))

    def _why(self, plan: Plan) -> Why:
        asked = self._asked(plan)
        return Why.of(self.scenario.world, asked, plan, agents.ALL, self.progress, self.means.enough)

    def _variant(self, plan: Plan, advice: Advice, effort: float) -> Answered:
        changes = (*plan.changes, *(one.change for one in advice.changes))
        order = again(plan, changes=changes, effort=effort)
        found = draft(
            self.scenario, order, self.progress, plan, Means(trail=self.means.trail, enough=self.means.enough)
        )
        before = {term.code: term for term in plan.terms}
        terms = tuple(
            TermChange(code=term.code, unit=term.unit, before=before[term.code].amount, after=term.amount)
            for term in found.terms
            if term.code in before and before[term.code].amount != term.amount
        )
        return Answered(advice=advice, variant=found, moved=movements(plan, found, self.scenario.world), terms=terms)

    def _asked(self, plan: Plan) -> Request:
        return plan.asked or self.scenario.request(plan.request.language)

    def _reader(self) -> Reader:
        request = self.scenario.request(self.language)
        thinking = self._thinking(self.scenario.world, request.model_copy(update={"words": "", "milestones": ()}))
        return Reader(agents.INTAKE, self.scenario.world, request, thinking, self.progress, self.means.trail)

    def _thinking(self, world: World, request: Request) -> Thinking:
        if self.means.backend is None:
            raise PlannerError("error.no_model")
        return Thinking(
            self.means.backend, context(world, request, self.language), self.language, stopped=self.means.stopped
        )


def carried_out(scenario: Scenario, order: Order, parent: Plan | None, means: Means, progress: Progress) -> Result:
    """What became of an order that is no draft; PlannerError when it asks about no plan."""
    same_inputs(scenario.world, asked_of(scenario, order), order, means)
    about = Asking(scenario, order.language, means, progress)
    if order.errand == "words":
        return about.words(order.words)
    if order.errand == "report":
        return about.report(order.words)
    if parent is None:
        raise PlannerError("error.question_no_plan")
    if order.errand == "why":
        return about.why(parent, order.words)
    if order.errand == "stress":
        return Stressing(scenario, parent, order, means, progress).stressed()
    return about.question(parent, order.words, order.effort)
