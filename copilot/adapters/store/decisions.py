"""Decisions: only ever added, each on top of the one that its author saw."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from copilot.adapters.store.database import Database
from copilot.adapters.store.plans import newest
from copilot.adapters.store.schema import decisions, plans
from copilot.model.decision import Decision
from copilot.model.errors import AlreadyDecidedError, PlannerError, UnknownNameError
from copilot.model.marking import refuse_above
from copilot.model.noun import canonical
from copilot.model.record import DecisionRecord


class Decisions:
    """Every decision, in the order it was taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, plan: str) -> tuple[DecisionRecord, ...]:
        """All decisions on a plan and its items, by item and rank."""
        with self._database.reading() as connection:
            return _of(connection, plan)

    def add(self, decision: Decision, seen: int, known: int | None = None) -> int:
        """Records a decision on top of rank `seen` (0 when nothing was decided) and returns its own rank.

        AlreadyDecidedError, with the decision that came first, when somebody decided since; with `known`, decided
        anything at all on the plan since its author saw so many decisions. PlannerError when the plan
        is approved, or is to be approved though a newer revision exists or some item is rejected or edited;
        or when a text in the decision is marked too high to be kept here.
        """
        with self._database.writing() as connection:
            _add(connection, decision, seen, known)
        return seen + 1

    def add_all(self, taken: Iterable[tuple[Decision, int]]) -> None:
        """Records decisions, each on top of the rank that goes with it, all of them or none; refuses as `add` does."""
        with self._database.writing() as connection:
            for decision, seen in taken:
                _add(connection, decision, seen)


def _add(connection: Connection, decision: Decision, seen: int, known: int | None = None) -> None:
    refuse_above(decision)
    locked = select(plans.c.id).where(plans.c.id == decision.plan).with_for_update()
    if connection.scalar(locked) is None:
        raise UnknownNameError("plan", decision.plan, ())
    # All of them weigh on the whole plan, and only its own and those on the whole weigh on an item.
    whole = not decision.item or known is not None
    taken = _of(connection, decision.plan, () if whole else (decision.item, ""))
    same = [record for record in taken if record.decision.item == decision.item]
    if len(same) > seen:
        raise AlreadyDecidedError(same[seen].decision)
    if len(same) < seen:
        raise ValueError("a decision stands on one that was never taken")
    if known is not None and len(taken) > known:
        raise AlreadyDecidedError(max((record.decision for record in taken), key=lambda one: one.at))
    _refuse(connection, decision, taken)
    connection.execute(
        insert(decisions).values(plan=decision.plan, item=decision.item, seq=seen + 1, body=canonical(decision))
    )


def _refuse(connection: Connection, decision: Decision, taken: tuple[DecisionRecord, ...]) -> None:
    last = {record.decision.item: record.decision.verb for record in taken}
    if decision.item and last.get("") == "approve":
        raise PlannerError("error.plan_approved")
    if decision.verb != "approve":
        return
    if newest(connection, decision.plan) != decision.plan:
        raise PlannerError("error.superseded")
    unsettled = sum(verb in ("reject", "edit") for item, verb in last.items() if item)
    if unsettled:
        raise PlannerError("error.unsettled", count=unsettled)


def _of(connection: Connection, plan: str, items: tuple[str, ...] = ()) -> tuple[DecisionRecord, ...]:
    query = select(decisions.c.item, decisions.c.seq, decisions.c.body).where(decisions.c.plan == plan)
    if items:
        query = query.where(decisions.c.item.in_(items))
    # Sorted here: each server has an order of its own for letters.
    rows = sorted(map(tuple, connection.execute(query)))
    return tuple(_record(seq, body) for _, seq, body in rows)


@lru_cache(maxsize=1 << 14)
def _record(seq: int, body: str) -> DecisionRecord:
    """A record is never changed, and is read at every look at its plan."""
    return DecisionRecord(seq=seq, decision=Decision.model_validate_json(body))
