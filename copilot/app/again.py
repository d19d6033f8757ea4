"""The order that makes a plan again as it stands: what it was asked, how it was solved, what had changed by then."""

from typing import Any

from copilot.model.order import Order
from copilot.model.plan import Plan


def is_course(order: Order, plan: Plan) -> bool:
    """True for the order of another course of action from the same plan."""
    same = (order.branch, order.parent, order.changes) == (True, plan.id, plan.changes)
    return same and order.course != plan.solving.course


def again(plan: Plan, **wanted: Any) -> Order:
    """The order of a plan that stays close to this one, by the standing procedures, but for the fields wanted."""
    same: dict[str, Any] = {
        "scenario": plan.scenario,
        "request": plan.asked,
        "language": plan.request.language,
        "seed": plan.solving.seed,
        "course": plan.solving.course,
        "closeness": plan.solving.closeness,
        "parent": plan.id,
        "decisions": plan.decisions,
        "changes": plan.changes,
        "now": plan.now,
    }
    return Order(**(same | wanted))
