"""Plans: written once under their own hash, never changed."""

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from copilot.adapters.store.database import Database, insert_once
from copilot.adapters.store.schema import plans, runs
from copilot.model.errors import OperatorError, PlannerError, UnknownNameError
from copilot.model.noun import canonical
from copilot.model.plan import Plan
from copilot.model.record import PlanSummary

LISTED = [plans.c[name] for name in PlanSummary.model_fields]


class Plans:
    """Every plan ever drafted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, plan: Plan) -> None:
        """Stores a sealed plan; one that is there already stays as it is."""
        with self._database.writing() as connection:
            put(connection, plan, self._database.now)

    def get(self, plan: str) -> Plan:
        """A plan by its identifier; UnknownNameError when there is none, OperatorError when it was tampered with."""
        with self._database.reading() as connection:
            body = connection.scalar(select(plans.c.body).where(plans.c.id == plan))
        if body is None:
            raise UnknownNameError("plan", plan, ())
        found = Plan.model_validate_json(body)
        if found.digest() != plan:
            raise OperatorError("error.plan_altered", plan=plan)
        return found

    def listed(self, scenario: str | None = None, limit: int = 50) -> tuple[PlanSummary, ...]:
        """The last plans of a scenario, or of all, newest first; not those made only as a step of another run."""
        given = exists().where(runs.c.plan == plans.c.id)
        shown = or_(~given, given.where(runs.c.within.is_(None)))
        query = select(*LISTED).where(shown).order_by(plans.c.created_at.desc(), plans.c.id).limit(limit)
        if scenario is not None:
            query = query.where(plans.c.scenario == scenario)
        with self._database.reading() as connection:
            return tuple(PlanSummary.model_validate(dict(row._mapping)) for row in connection.execute(query))

    def adopt(self, plan: str) -> None:
        """Makes a variant the last revision of its parent's line.

        PlannerError when it is no variant, or when the line has gone on since it was computed.
        """
        with self._database.writing() as connection:
            row = connection.execute(
                select(plans.c.parent, plans.c.root).where(plans.c.id == plan).with_for_update()
            ).one_or_none()
            if row is None:
                raise UnknownNameError("plan", plan, ())
            if row.parent is None or row.root != plan:
                raise PlannerError("error.no_variant")
            if newest(connection, row.parent) != row.parent:
                raise PlannerError("error.variant_late")
            root = connection.scalar(select(plans.c.root).where(plans.c.id == row.parent))
            connection.execute(update(plans).where(plans.c.id == plan).values(root=root))

    def latest(self, plan: str) -> str:
        """The identifier of the last revision of the same draft."""
        with self._database.reading() as connection:
            return newest(connection, plan)


def put(connection: Connection, plan: Plan, now: ColumnElement[float], branch: bool = False) -> None:
    """Stores a sealed plan within a transaction; one that is there already stays as it is.

    A `branch` is no later revision of its parent's draft: it begins one of its own.
    """
    if plan.id != plan.digest():
        raise ValueError("a plan is stored under its own hash")
    if connection.scalar(select(plans.c.id).where(plans.c.id == plan.id)) is not None:
        return
    known = select(plans.c.root).where(plans.c.id == plan.parent)
    root = plan.id if plan.parent is None or branch else connection.scalar(known) or plan.parent
    listed = plan.model_dump(include={"id", "scenario", "revision", "parent", "world", "verdict"})
    made = insert_once(connection, plans).values(root=root, body=canonical(plan), created_at=now, **listed)
    connection.execute(made)


def newest(connection: Connection, plan: str) -> str:
    """The last revision of the draft that a plan belongs to, within a transaction."""
    root = select(plans.c.root).where(plans.c.id == plan).scalar_subquery()
    query = select(plans.c.id).where(plans.c.root == root)
    found = connection.scalar(query.order_by(plans.c.revision.desc(), plans.c.created_at.desc()).limit(1))
    if found is None:
        raise UnknownNameError("plan", plan, ())
    return str(found)
