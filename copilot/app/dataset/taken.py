"""Which runs gave something that a person took: a plan approved, or words read and taken as they were read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from copilot.model.advice import Answered
from copilot.model.change import Change
from copilot.model.decision import Decision
from copilot.model.intake import Intake
from copilot.model.record import DecisionRecord, Run

Untaken = Literal["not_decided", "returned", "taken_in_part"]


def standing(records: Iterable[DecisionRecord]) -> dict[str, Decision]:
    """The last decision on each item of a plan, and on the whole under the empty name."""
    return {one.decision.item: one.decision for one in sorted(records, key=lambda one: one.seq)}


def untaken(run: Run, later: Sequence[Run], on_plan: Mapping[str, Decision]) -> Untaken | None:
    """Why nothing of a run was taken as it was; None when it was.

    A plan is taken when the last word on it is an approval. What was read of words is taken when an order given later
    for the same scenario holds the request, if any field of it was read, and every change; so are the changes of a
    what-if. Nothing is taken of an answer that proposes nothing.
    """
    whole = on_plan.get("")
    if whole is not None and whole.verb == "approve":
        return None
    proposed = _proposed(run)
    if proposed or _asks(run):
        orders = [
            one.order for one in later if one.order.errand == "draft" and one.order.scenario == run.order.scenario
        ]
        wanted = run.result.request if _asks(run) and isinstance(run.result, Intake) else None
        for order in orders:
            if all(change in order.changes for change in proposed) and (wanted is None or order.request == wanted):
                return None
        if any(change in order.changes for order in orders for change in proposed) or any(
            wanted is not None and order.request == wanted for order in orders
        ):
            return "taken_in_part"
    return "not_decided" if whole is None else "returned"


def _asks(run: Run) -> bool:
    """True when fields of a request were read of words."""
    return isinstance(run.result, Intake) and run.result.request is not None and bool(run.result.taken)


def _proposed(run: Run) -> list[Change]:
    if isinstance(run.result, Intake):
        return [one.change for one in run.result.changes]
    return [one.change for one in run.result.advice.changes] if isinstance(run.result, Answered) else []
