"""A plan shaken, and what would harden it made again, costed and shaken by the same disturbances."""

from collections.abc import Iterator
from dataclasses import dataclass

from copilot.app.again import again
from copilot.app.drafting import Means, asked_of, draft
from copilot.graph.once import once
from copilot.model.change import Change, Demand
from copilot.model.changing import apply
from copilot.model.errors import ChangeError, PlannerError
from copilot.model.noun import Message, digest
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.scenario import Scenario
from copilot.model.stress import Asked, Hardening, Odds, Stressed
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Event, Progress
from tools.look.movements import movements
from tools.simulate import findings
from tools.simulate.draws import BLOCK
from tools.simulate.harden import Idea, ideas
from tools.simulate.shake import Shake

TOLD = 20
"""How often, at most, one shaking tells how far it is."""


@dataclass(frozen=True)
class Stressing:
    """One plan of a scenario to be shaken, as an order asks."""

    scenario: Scenario
    plan: Plan
    order: Order
    means: Means
    progress: Progress

    def stressed(self) -> Stressed:
        """What shakes the plan and what would harden it; asked once, then read in the trail.

        PlannerError when the scenario is no longer the one that the plan was made for.
        """
        world, request = self._world(self.plan.changes)
        if digest(world) != self.plan.world:
            raise PlannerError("error.stress_changed")
        wanted = self._wanted
        asked = {"version": VERSION, "plan": self.plan.id, "seed": self.order.seed, "asked": wanted.model_dump()}
        if wanted.proposals:
            asked["effort"] = self.order.effort
        return once(self.means.trail, "solve", "stress", asked, Stressed, lambda: self._found(world, request))

    def _found(self, world: World, request: Request) -> Stressed:
        shake = self._shake(world, request, self.plan)
        found = shake.all(self.order.cores, self._told)
        weak = findings.weakest(shake, found)
        tried = ideas(shake, found, weak, self._wanted.proposals) if self._wanted.proposals else ()
        return Stressed(
            plan=self.plan.id,
            runs=found.runs,
            seed=self.order.seed,
            shaking=self._wanted.shaking,
            milestones=findings.milestones(shake, found),
            weak=weak,
            dry=findings.dry(shake, found),
            proposals=tuple(self._all_tried(tried)),
        )

    def _all_tried(self, tried: tuple[Idea, ...]) -> Iterator[Hardening]:
        for number, idea in enumerate(tried, start=1):
            self._say("event.stress_tries", number=number, count=len(tried))
            made = self._tried(idea)
            if made is not None:
                yield made

    def _tried(self, idea: Idea) -> Hardening | None:
        """The plan made again with the changes, and shaken; None where the changes cannot be made at all."""
        changes = (*self.plan.changes, *idea.changes)
        order = again(self.plan, changes=changes, effort=self.order.effort, branch=True)
        means = Means(enough=self.means.enough, stopped=self.means.stopped)
        try:
            made = draft(self.scenario, order, parent=self.plan, means=means)
        except ChangeError:
            return None
        return Hardening(
            why=idea.why,
            changes=idea.changes,
            verdict=made.verdict,
            goal_met=made.goal_met,
            cost=_cost(made) - _cost(self.plan),
            moved=len(movements(self.plan, made)),
            odds=self._odds(made, idea.changes) if made.verdict == "VALID" and made.goal_met else (),
        )

    def _odds(self, made: Plan, changes: tuple[Change, ...]) -> tuple[Odds, ...]:
        """A margin planned for is not used: what is used stays what it was."""
        real = tuple(one for one in changes if not isinstance(one, Demand))
        world, request = self._world((*self.plan.changes, *real))
        return findings.odds(self._shake(world, request, made).all(self.order.cores))

    def _world(self, changes: tuple[Change, ...]) -> tuple[World, Request]:
        asked = self.plan.asked or asked_of(self.scenario, self.order)
        return apply(self.scenario.world, asked, changes)

    def _shake(self, world: World, request: Request, plan: Plan) -> Shake:
        return Shake(world, request, plan, self._wanted.shaking, self._wanted.runs, self.order.seed)

    @property
    def _wanted(self) -> Asked:
        return self.order.stress or Asked()

    def _told(self, done: int, runs: int) -> None:
        if done == runs or done * TOLD // runs > (done - BLOCK) * TOLD // runs:
            self._say("event.stress_runs", done=done, runs=runs)

    def _say(self, code: str, **args: str | int | float) -> None:
        self.progress(Event(source="stress", message=Message(code=code, args=args)))


def _cost(plan: Plan) -> int:
    return sum(term.cost for term in plan.terms if term.code != "moved")
