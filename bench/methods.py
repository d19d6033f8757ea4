"""Three ways to make one plan of the same contributions: ours, one exact call, each domain alone in turn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import agents
from copilot.app.drafting import draft, silent
from copilot.graph.assemble import Drafted
from copilot.graph.state import Brought
from copilot.graph.turn import turn
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import DOMAINS, Domain
from copilot.model.scenario import Scenario
from copilot.ports import Event
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import Search, solve
from tools.solve.schedule.price import missing
from tools.solve.schedule.problem import Pin, Placed, Problem, Schedule

Report = Callable[[int], None]
Method = Callable[[Scenario, Order, Report], Plan]


def joint(scenario: Scenario, order: Order, report: Report) -> Plan:
    """The product's own draft: exact when small, a first draft and large neighbourhoods beyond."""

    def hear(event: Event) -> None:
        if event.message.code == "event.better":
            report(int(event.message.args["cost"]))

    return draft(scenario, order, hear)


def one_call(scenario: Scenario, order: Order, report: Report) -> Plan:
    """One exact CP-SAT call on the whole joint model, whatever its size."""
    brought = _brought(scenario, order)
    problem = _problem(scenario, brought)
    search = Search(problem, order.seed, Budget(order.effort), report)
    search.whole()
    return _plan(scenario, order, brought, problem, search.schedule())


def in_turn(scenario: Scenario, order: Order, report: Report) -> Plan:
    """Each domain alone with a third of the effort, around what the domains before it have placed.

    A domain does not see what later ones ask; what it leaves out, no later domain takes up again.
    """
    brought = _brought(scenario, order)
    problem = _problem(scenario, brought)
    placed: dict[str, Placed] = {}
    cut = False
    for domain in DOMAINS:
        part = _part(problem, domain, placed)
        others = _missing(problem) - _missing(part)
        found = solve(part, order.seed, Budget(order.effort / len(DOMAINS)), _above(report, others))
        if found.unkept:
            raise AssertionError(f"{domain} moved {found.unkept}")
        placed |= {one.activity: one for one in found.placed}
        cut = cut or found.cut_by_clock
    schedule = Schedule(
        status="feasible" if placed else "none",
        placed=tuple(sorted(placed.values(), key=lambda one: (one.start, one.activity))),
        absent=tuple(activity.id for activity in problem.activities if activity.id not in placed),
        cut_by_clock=cut,
    )
    return _plan(scenario, order, brought, problem, schedule)


METHODS: Mapping[str, Method] = {"joint": joint, "one call": one_call, "in turn": in_turn}


def _part(problem: Problem, domain: Domain, placed: Mapping[str, Placed]) -> Problem:
    """The activities of a domain, beside those already placed, which are pinned."""
    return replace(
        problem,
        activities=tuple(one for one in problem.activities if one.domain == domain or one.id in placed),
        pins={name: Pin(one.start, one.mode, one.assets) for name, one in placed.items()},
    )


def _above(report: Report, base: int) -> Report:
    """Reports the cost of a part with what the rest costs."""
    return lambda cost: report(cost + base)


def _missing(problem: Problem) -> int:
    return sum(missing(activity) for activity in problem.activities)


def _problem(scenario: Scenario, brought: Mapping[str, Brought]) -> Problem:
    return Problem.joined(scenario.world.clock, tuple(one.contribution for one in brought.values()))


def _brought(scenario: Scenario, order: Order) -> dict[str, Brought]:
    """What each agent brings by its standing procedure, as in a run of the graph."""
    request = scenario.requests[order.language]
    return {agent.name: turn(agent, scenario.world, request, silent) for agent in agents.ALL}


def _plan(
    scenario: Scenario, order: Order, brought: Mapping[str, Brought], problem: Problem, schedule: Schedule
) -> Plan:
    request = scenario.requests[order.language]
    return Drafted(scenario.world, request, order, None, brought, problem, schedule).plan()
