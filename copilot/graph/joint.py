"""What all agents brought as one problem, with what people decided and the plan to stay close to."""

from collections.abc import Iterable, Mapping

from copilot.graph.state import Brought
from copilot.model.clock import Clock
from copilot.model.decision import Decision
from copilot.model.plan import Plan
from tools.solve.schedule.problem import Pin, Placed, Problem


def joint(clock: Clock, brought: Mapping[str, Brought], decisions: Iterable[Decision], parent: Plan | None) -> Problem:
    """The joint problem of a run."""
    decided = tuple(decisions)
    return Problem.joined(
        clock,
        tuple(one.contribution for one in brought.values()),
        pins=_pins(decided, parent),
        rejected=frozenset(decision.item for decision in decided if decision.verb == "reject"),
        reference={} if parent is None else places(parent),
    )


def places(plan: Plan) -> dict[str, Placed]:
    """Where a plan puts each of its items."""
    return {item.id: Placed(item.id, item.mode.id, item.start, item.end, item.assets) for item in plan.items}


def _pins(decisions: tuple[Decision, ...], parent: Plan | None) -> dict[str, Pin]:
    """What people accepted, locked or edited, as fixed places."""
    pins = {}
    for decision in decisions:
        item = None if parent is None else parent.item.get(decision.item)
        if item is None:
            continue
        if decision.verb in ("accept", "lock"):
            pins[item.id] = Pin(item.start, item.mode.id, item.assets)
        elif decision.edit is not None:
            start = item.start if decision.edit.start is None else decision.edit.start
            assets = decision.edit.assets
            pins[item.id] = Pin(start, item.mode.id if assets is None else None, assets or item.assets)
    return pins
