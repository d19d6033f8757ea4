"""A scenario played: a first draft, then a plan made again each time that something happens."""

from collections.abc import Callable, Iterator
from itertools import groupby

from copilot.app.again import again
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Outside, Reaction
from copilot.model.scenario import Bound, Inject, Scenario

Planner = Callable[[Order, Plan | None], tuple[str, Plan]]
"""Makes the plan of an order, staying close to a parent; its run, and the plan."""


def play(scenario: Scenario, order: Order, plan: Planner, until: int | None = None) -> Iterator[tuple[Reaction, Plan]]:
    """The first draft, then for each minute at which something happens the plan that answers it, up to `until`.

    What had begun by then is frozen; the rest moves as little as its cost allows. The same each time for the same
    order and a planner bound by effort. Each plan is a variant of the one before: it supersedes nothing.
    """
    run, current = plan(order, None)
    yield _reaction(scenario, run, current, None, ()), current
    for at, group in groupby(scenario.injects, key=lambda inject: inject.at):
        if until is not None and at > until:
            return
        injects, before = tuple(group), current
        told = tuple(inject.change for inject in injects)
        following = again(
            before,
            by=order.by,
            branch=True,
            effort=order.effort,
            cores=order.cores,
            model=order.model,
            changes=(*before.changes, *told),
            now=at,
            closeness=order.closeness,
        )
        run, current = plan(following, before)
        yield _reaction(scenario, run, current, before, injects), current


def _reaction(scenario: Scenario, run: str, plan: Plan, before: Plan | None, injects: tuple[Inject, ...]) -> Reaction:
    met = {line.id: line.met for line in plan.milestones}
    then = met if before is None else {line.id: line.met for line in before.milestones}
    return Reaction(
        at=plan.now,
        injects=injects,
        run=run,
        plan=plan.id,
        verdict=plan.verdict,
        goal_met=plan.goal_met,
        begun=sum(item.start < plan.now for item in plan.items),
        items=len(plan.items),
        unmet=tuple(need.id for need in plan.unmet),
        movements=plan.movements,
        lost=tuple(name for name in met if then.get(name) and not met[name]),
        won=tuple(name for name in met if met[name] and not then.get(name)),
        cost=sum(term.cost for term in plan.terms if term.code != "moved"),
        outside=tuple(_outside(scenario, plan, injects)),
    )


def _outside(scenario: Scenario, plan: Plan, injects: tuple[Inject, ...]) -> Iterator[Outside]:
    found = {
        "moved": len(plan.movements),
        "unmet": len(plan.unmet),
        "milestones_met": sum(line.met for line in plan.milestones),
    }
    for inject in injects:
        after = scenario.expectation.after.get(inject.id)
        for figure, value in found.items() if after else ():
            bound: Bound | None = getattr(after, figure)
            if bound is not None and not bound.holds(value):
                yield Outside(
                    inject=inject.id, figure=figure, found=value, low=bound.low, high=bound.high, why=bound.why
                )
