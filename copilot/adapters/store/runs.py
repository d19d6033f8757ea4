"""Runs: queued, claimed under a lease, and fenced by their epoch."""

import json
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from copilot.adapters.store.database import Database
from copilot.adapters.store.plans import put
from copilot.adapters.store.schema import runs
from copilot.model.errors import OperatorError, PlannerError, UnknownNameError
from copilot.model.marking import refuse_above
from copilot.model.noun import Message, Noun, canonical
from copilot.model.order import Errand, Order
from copilot.model.plan import Plan
from copilot.model.record import Result, Run

ATTEMPTS = 3
RESULT: TypeAdapter[Result] = TypeAdapter(Result)


class FencedError(OperatorError):
    """The run is no longer this worker's: another took it, or it was cancelled."""

    def __init__(self, run: str) -> None:
        super().__init__("error.fenced", run=run)


class Claim(Noun):
    """A worker's hold on a run, good as long as the run still bears this epoch."""

    run: str
    epoch: int
    order: Order


class Runs:
    """Every run, and the only ways to change one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, order: Order) -> str:
        """Queues an order and returns its run's identifier; PlannerError when a text in it is marked too high."""
        refuse_above(order)
        run = uuid4().hex
        with self._database.writing() as connection:
            connection.execute(
                insert(runs).values(
                    id=run, body=canonical(order), status="queued", epoch=0, created_at=self._database.now
                )
            )
        return run

    def begin(self, order: Order, owner: str, lease: float, within: str | None = None) -> Claim:
        """Holds a new run at once, for whoever executes it here and now, or for the run that it is a step of.

        PlannerError when a text in the order is marked too high to be kept here.
        """
        refuse_above(order)
        run = uuid4().hex
        with self._database.writing() as connection:
            now = self._database.now
            held = {"owner": owner, "epoch": 1, "lease_until": now + lease, "created_at": now, "within": within}
            connection.execute(insert(runs).values(id=run, body=canonical(order), status="running", **held))
        return Claim(run=run, epoch=1, order=order)

    def get(self, run: str) -> Run:
        """A run by its identifier; UnknownNameError when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(runs).where(runs.c.id == run)).one_or_none()
        if row is None:
            raise UnknownNameError("run", run, ())
        return _run(row)

    def of_plan(self, plan: str) -> Run | None:
        """The first run that gave a plan; None when the store has none."""
        query = select(runs).where(runs.c.plan == plan).order_by(runs.c.created_at, runs.c.id).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _run(row)

    def same(self, order: Order) -> Run | None:
        """The last run of the very same order that gave, or may still give, its answer; None when none does.

        One that somebody stopped only when there is none that nobody did.
        """
        good = runs.c.status.in_(("queued", "running", "done"))
        last = (runs.c.stop.is_not(None), runs.c.created_at.desc())
        query = select(runs).where(runs.c.body == canonical(order), good).order_by(*last).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _run(row)

    def going(self, order: Order) -> str | None:
        """The run of the very same order that is under way, unless somebody stopped it or it is a step of another."""
        query = select(runs.c.id).where(
            runs.c.body == canonical(order),
            runs.c.status.in_(("queued", "running")),
            runs.c.stop.is_(None),
            runs.c.within.is_(None),
        )
        with self._database.reading() as connection:
            return connection.execute(query.limit(1)).scalar()

    def recent(self, limit: int = 20, errand: Errand | None = None) -> tuple[Run, ...]:
        """The last runs, or those of an errand, newest first; not those that are a step of another."""
        query = select(runs).where(runs.c.within.is_(None)).order_by(runs.c.created_at.desc(), runs.c.id).limit(limit)
        if errand is not None:
            # Within a text of the order, quotation marks are escaped: only the field itself is written so.
            query = query.where(runs.c.body.contains(f'"errand":"{errand}"'))
        with self._database.reading() as connection:
            return tuple(_run(row) for row in connection.execute(query))

    def every(self) -> tuple[Run, ...]:
        """All runs, in the order in which they were asked for."""
        with self._database.reading() as connection:
            rows = connection.execute(select(runs).order_by(runs.c.created_at, runs.c.id)).all()
        return tuple(_run(row) for row in rows)

    def cancel(self, run: str) -> None:
        """Stops a run and its steps; their worker can write nothing more. PlannerError when it is over."""
        with self._database.writing() as connection:
            cancelled = connection.execute(
                update(runs)
                .where(or_(runs.c.id == run, runs.c.within == run), runs.c.status.in_(("queued", "running")))
                .values(status="cancelled", lease_until=None)
            )
        if not cancelled.rowcount:
            raise PlannerError("error.run_over")

    def stop(self, run: str, by: str) -> None:
        """Asks a run to stop and give the best that it has; PlannerError when it is over. The first to ask is kept."""
        with self._database.writing() as connection:
            going = and_(runs.c.id == run, runs.c.status.in_(("queued", "running")))
            if not connection.execute(update(runs).where(going).values(stop=func.coalesce(runs.c.stop, by))).rowcount:
                raise PlannerError("error.run_over")

    def is_stopped(self, run: str) -> bool:
        """True once somebody asked the run to stop."""
        with self._database.reading() as connection:
            return connection.scalar(select(runs.c.stop).where(runs.c.id == run)) is not None

    def claim(self, owner: str, lease: float) -> Claim | None:
        """The oldest run that waits or whose worker is lost, now held for `lease` seconds; None when there is none.

        A run that has already cost its last attempt is marked as failed.
        """
        with self._database.writing() as connection:
            now = self._database.now
            free = or_(runs.c.status == "queued", and_(runs.c.status == "running", runs.c.lease_until < now))
            # Nobody waits here: what another worker holds just now is not lost.
            lost = select(runs.c.id).where(free, runs.c.epoch >= ATTEMPTS).with_for_update(skip_locked=True)
            connection.execute(
                update(runs)
                .where(runs.c.id.in_(lost))
                .values(status="failed", lease_until=None, error=canonical(Message(code="error.run_lost")))
            )
            row = connection.execute(
                select(runs).where(free).order_by(runs.c.created_at).limit(1).with_for_update(skip_locked=True)
            ).one_or_none()
            if row is None:
                return None
            connection.execute(
                update(runs)
                .where(runs.c.id == row.id)
                .values(status="running", owner=owner, epoch=row.epoch + 1, lease_until=now + lease)
            )
            return Claim(run=row.id, epoch=row.epoch + 1, order=Order.model_validate_json(row.body))

    def renew(self, claim: Claim, lease: float) -> None:
        """Holds the run for `lease` more seconds; FencedError when it is no longer this claim's."""
        self._write(claim, lease_until=self._database.now + lease)

    def finish(self, claim: Claim, plan: Plan | None, result: Result | None = None) -> None:
        """Stores the plan and closes the run, in one transaction; FencedError when it is no longer this claim's.

        A plan beside a result is a variant: it begins a line of its own, and supersedes nothing.
        """
        with self._database.writing() as connection:
            fence(connection, claim)
            if plan is not None:
                put(connection, plan, self._database.now, branch=claim.order.branch or result is not None)
            values = {"plan": plan and plan.id, "result": result and canonical(result)}
            connection.execute(update(runs).where(_held(claim)).values(status="done", lease_until=None, **values))

    def fail(self, claim: Claim, message: Message) -> None:
        """Closes the run with the message to be said; FencedError when it is no longer this claim's."""
        self._write(claim, status="failed", lease_until=None, error=canonical(message))

    def _write(self, claim: Claim, **values: object) -> None:
        with self._database.writing() as connection:
            if not connection.execute(update(runs).where(_held(claim)).values(**values)).rowcount:
                raise FencedError(claim.run)


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(runs.c.id == claim.run, runs.c.epoch == claim.epoch, runs.c.status == "running")


def fence(connection: Connection, claim: Claim) -> None:
    """FencedError when a run is no longer a claim's, within a transaction."""
    if connection.execute(select(runs.c.id).where(_held(claim)).with_for_update()).one_or_none() is None:
        raise FencedError(claim.run)


def _run(row: Row[tuple[object, ...]]) -> Run:
    return Run(
        id=row.id,
        order=Order.model_validate_json(row.body),
        status=row.status,
        epoch=row.epoch,
        plan=row.plan,
        result=row.result and RESULT.validate_json(row.result),
        error=Message.model_validate(json.loads(row.error)) if row.error else None,
        stopped_by=row.stop,
        created_at=row.created_at,
    )
