"""One measurement: a method on a world, timed, weighed and judged."""

import time
from collections.abc import Mapping
from pathlib import Path

import agents
from bench.coupled.greedy import greedy
from bench.coupled.in_turn import in_turn
from bench.coupled.negotiation import negotiation
from bench.coupled.ours import monolith, ours
from bench.coupled.task import Limits, Method
from copilot.app.drafting import silent
from copilot.graph.assemble import Drafted
from copilot.graph.joint import joint
from copilot.graph.state import Brought
from copilot.graph.turn import Turn
from copilot.model.noun import Noun
from copilot.model.order import Order
from copilot.model.scenario import Scenario
from tools.check import check
from tools.solve.schedule.price import GOAL
from tools.solve.schedule.problem import Problem

METHODS: Mapping[str, Method] = {
    "ours": ours,
    "in turn": in_turn,
    "negotiation": negotiation,
    "monolith": monolith,
    "greedy": greedy,
}


class Measure(Noun):
    """What one method made of one world.

    `lost`: nothing was placed, or the checker did not find the plan VALID. `first`: when a first schedule was there;
    `whole`: when one with no mandatory task left out was; None when that never happened. Seconds of wall clock, without
    the agents' contributions (`brought`), which are the same for all; memory in MiB, None where the machine does not
    tell.
    """

    world: str
    activities: int
    seed: int
    method: str
    cost: int
    placed: int
    left_out: int
    mandatory_left_out: int
    first: float | None
    whole: float | None
    total: float
    brought: float
    status: str
    verdict: str
    errors: tuple[str, ...]
    lost: bool
    peak_mib: int | None


class World:
    """A scenario with what every agent brings to it, the same for every method."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        begun = time.monotonic()
        self.scenario = scenario
        self.request = scenario.requests["en"]
        self.seed = seed
        self.brought: dict[str, Brought] = {
            agent.name: Turn(agent, scenario.world, self.request, silent).brought() for agent in agents.ALL
        }
        self.problem: Problem = joint(scenario.world.clock, self.brought, Order(scenario=scenario.name), None)
        self.seconds = time.monotonic() - begun


def measure(world: World, method: str, limits: Limits) -> Measure:
    """A method's plan of a world, its time, its peak memory, and the checker's verdict."""
    told: list[tuple[float, int]] = []
    _forget_peak()
    begun = time.monotonic()
    schedule = METHODS[method](world.problem, limits, lambda cost, _: told.append((time.monotonic() - begun, cost)))
    total, peak = time.monotonic() - begun, _peak()
    order = Order(scenario=world.scenario.name, language="en", seed=limits.seed)
    scene = world.scenario.world
    plan = Drafted(scene, world.request, order, None, world.brought, world.problem, schedule).plan()
    review = check(scene, plan.request, plan)
    return Measure(
        world=world.scenario.name,
        activities=len(world.problem.activities),
        seed=world.seed,
        method=method,
        cost=plan.solving.objective,
        placed=len(plan.items),
        left_out=len(plan.unmet),
        mandatory_left_out=sum(need.mandatory for need in plan.unmet),
        first=next((when for when, _ in told), None),
        whole=next((when for when, cost in told if cost < GOAL), None),
        total=total,
        brought=world.seconds,
        status=schedule.status,
        verdict=review.verdict,
        errors=tuple(sorted({one.message.code for one in review.findings if one.severity == "error"})),
        lost=review.verdict != "VALID" or not plan.items,
        peak_mib=peak,
    )


def _forget_peak() -> None:
    """Starts the kernel's account of this process's peak memory anew, where it can be."""
    account = Path("/proc/self/clear_refs")
    if account.exists():
        account.write_text("5", encoding="ascii")


def _peak() -> int | None:
    account = Path("/proc/self/status")
    if not account.exists():
        return None
    lines = dict(line.split(":", 1) for line in account.read_text(encoding="ascii").splitlines())
    return int(lines["VmHWM"].split()[0]) // 1024
