"""One run: from a scenario and an order to a checked plan."""

from collections.abc import Callable
from dataclasses import dataclass

import agents
from copilot.graph.build import Run
from copilot.graph.context import context
from copilot.graph.once import once
from copilot.graph.thinking import Thinking, never
from copilot.model.changing import apply
from copilot.model.errors import OperatorError
from copilot.model.finding import Review
from copilot.model.noun import canonical, digest
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.scenario import Scenario
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Backend, Event, Progress, Trail
from tools.check import check


def silent(event: Event) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True)
class Means:
    """What a run has besides its inputs: a model, a trail, and what it was told meanwhile.

    `stopped`: nobody wants its plan any more; `enough`: the best plan so far is wanted at once.
    """

    backend: Backend | None = None
    trail: Trail | None = None
    stopped: Callable[[], bool] = never
    enough: Callable[[], bool] = never


@dataclass(frozen=True)
class _Judge:
    """The checker, given the world and the request as they were before the plan's changes."""

    world: World
    request: Request

    def __call__(self, world: World, request: Request, plan: Plan, parent: Plan | None = None) -> Review:
        return check(self.world, self.request, plan, parent)


NOTHING = Means()


def draft(
    scenario: Scenario, order: Order, progress: Progress = silent, parent: Plan | None = None, means: Means = NOTHING
) -> Plan:
    """The plan drafted for an order, with the checker's verdict; the same bytes for the same inputs, seed and effort.

    `parent` is the plan named by the order, whose undecided items move as little as their cost allows. ChangeError
    when the order's changes cannot be made; the checker is given the world as it was, and makes them itself.
    OperatorError when the trail is that of other inputs.
    """
    asked = asked_of(scenario, order)
    world, request = apply(scenario.world, asked, order.changes)
    same_inputs(scenario.world, asked, order, means)
    thinking = None
    if means.backend is not None:
        thinking = Thinking(
            means.backend, context(world, request, order.language), order.language, stopped=means.stopped
        )
    run = Run(
        world=world,
        request=request,
        order=order,
        parent=parent,
        agents=agents.ALL,
        check=_Judge(scenario.world, asked),
        progress=progress,
        thinking=thinking,
        rapporteur=agents.RAPPORTEUR,
        trail=means.trail,
        enough=means.enough,
    )
    plan: Plan = run.graph().invoke({"brought": {}})["plan"]
    if means.trail is not None:
        means.trail.record("plan", "run", canonical({"plan": plan.id}), canonical({"whole": digest(plan)}))
    return plan


def asked_of(scenario: Scenario, order: Order) -> Request:
    """What an order asks: its own request, else the scenario's in its language, else in another."""
    return order.request or scenario.request(order.language)


def same_inputs(world: World, request: Request, order: Order, means: Means) -> None:
    """OperatorError when a run is taken up again on other inputs than it began with."""
    now = {
        "world": digest(world),
        "request": digest(request),
        "version": VERSION,
        "model": "none" if means.backend is None else means.backend.model,
    }
    if once(means.trail, "input", "run", order.model_dump(mode="json"), dict[str, str], lambda: now) != now:
        raise OperatorError("error.trail_inputs")
