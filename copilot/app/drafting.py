"""One run: from a scenario and an order to a checked plan."""

import agents
from copilot.graph.build import Run
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.ports import Event, Progress
from tools.check import check


def silent(event: Event) -> None:
    """A progress that nobody watches."""


def draft(scenario: Scenario, order: Order, progress: Progress = silent, parent: Plan | None = None) -> Plan:
    """The plan drafted for an order, with the checker's verdict; the same bytes for the same inputs, seed and effort.

    `parent` is the plan named by the order, whose undecided items move as little as their cost allows.
    """
    request = scenario.requests.get(order.language) or next(iter(scenario.requests.values()))
    run = Run(
        world=scenario.world,
        request=request,
        order=order,
        parent=parent,
        agents=agents.ALL,
        check=check,
        progress=progress,
    )
    plan: Plan = run.graph().invoke({"brought": {}})["plan"]
    return plan
