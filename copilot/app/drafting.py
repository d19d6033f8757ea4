"""One run: from a scenario and an order to a checked plan."""

from dataclasses import dataclass

import agents
from copilot.graph.build import Run
from copilot.model.changing import apply
from copilot.model.finding import Review
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.scenario import Scenario
from copilot.model.world import World
from copilot.ports import Event, Progress
from tools.check import check


def silent(event: Event) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True)
class _Judge:
    """The checker, given the world and the request as they were before the plan's changes."""

    world: World
    request: Request

    def __call__(self, world: World, request: Request, plan: Plan, parent: Plan | None = None) -> Review:
        return check(self.world, self.request, plan, parent)


def draft(scenario: Scenario, order: Order, progress: Progress = silent, parent: Plan | None = None) -> Plan:
    """The plan drafted for an order, with the checker's verdict; the same bytes for the same inputs, seed and effort.

    `parent` is the plan named by the order, whose undecided items move as little as their cost allows. ChangeError
    when the order's changes cannot be made; the checker is given the world as it was, and makes them itself.
    """
    asked = scenario.requests.get(order.language) or next(iter(scenario.requests.values()))
    world, request = apply(scenario.world, asked, order.changes)

    run = Run(
        world=world,
        request=request,
        order=order,
        parent=parent,
        agents=agents.ALL,
        check=_Judge(scenario.world, asked),
        progress=progress,
    )
    plan: Plan = run.graph().invoke({"brought": {}})["plan"]
    return plan
