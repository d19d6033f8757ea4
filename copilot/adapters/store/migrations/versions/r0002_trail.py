"""The trail takes the place of the events, and a plan may have a parent that the store does not hold.

What was told of a run becomes the first lines of its trail, in the same order and under the same ranks. Their chain is
made now: it shows what is altered from the upgrade on, and says nothing of what happened before. A run that a program
of the days between had already given a trail keeps that trail, and loses the events told before it: a line put in front
of others would break their chain.
"""

import json
from hashlib import sha256
from itertools import groupby

from alembic import op
from sqlalchemy import (
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    column,
    insert,
    inspect,
    select,
    table,
)

revision = "0002"
down_revision = "0001"

EMPTY = "{}"


def upgrade() -> None:
    """Makes the trail, moves the events into it, and sets the parents of plans free."""
    bodies, trail = _tables()
    connection = op.get_bind()
    for one in (bodies, trail):
        one.create(connection, checkfirst=True)
    _move(connection, bodies, trail)
    op.drop_table("events")
    if any(key["constrained_columns"] == ["parent"] for key in inspect(connection).get_foreign_keys("plans")):
        # SQLite gives the constraint no name, PostgreSQL gave it this one.
        with op.batch_alter_table("plans", naming_convention={"fk": "%(table_name)s_%(column_0_name)s_fkey"}) as plans:
            plans.drop_constraint("plans_parent_fkey", type_="foreignkey")


def _tables() -> tuple[Table, Table]:
    metadata = MetaData()
    Table("runs", metadata, Column("id", String(32), primary_key=True))
    bodies = Table(
        "bodies",
        metadata,
        Column("hash", String(64), primary_key=True),
        Column("body", Text, nullable=False),
    )
    trail = Table(
        "trail",
        metadata,
        Column("run", String(32), ForeignKey("runs.id"), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("at", Double, nullable=False),
        Column("kind", String(16), nullable=False),
        Column("source", String(200), nullable=False),
        Column("asked", String(64), ForeignKey("bodies.hash"), nullable=False),
        Column("answered", String(64), ForeignKey("bodies.hash"), nullable=False),
        Column("chain", String(64), nullable=False),
        Index("trail_by_kind", "run", "kind", "seq"),
    )
    return bodies, trail


def _move(connection: Connection, bodies: Table, trail: Table) -> None:
    names = ("run", "seq", "at", "source", "message")
    events = table("events", *(column(name) for name in names))
    query = select(events).where(events.c.run.not_in(select(trail.c.run))).order_by(events.c.run, events.c.seq)
    there = set(connection.scalars(select(bodies.c.hash)))
    for run, told in groupby(connection.execute(query).all(), key=lambda row: str(row.run)):
        lines = list(told)
        texts = {_hash(text): text for text in (EMPTY, *(line.message for line in lines))}
        new = [{"hash": name, "body": text} for name, text in texts.items() if name not in there]
        if new:
            connection.execute(insert(bodies), new)
        there |= texts.keys()
        connection.execute(insert(trail), _chained(run, lines))


def _chained(run: str, lines: list[Row[tuple[object, ...]]]) -> list[dict[str, object]]:
    chain, rows = "", []
    for seq, line in enumerate(lines, start=1):
        told = {"kind": "event", "source": line.source, "asked": _hash(EMPTY), "answered": _hash(line.message)}
        own = {"run": run, "seq": seq, **told}
        whole = {**own, "at": f"{line.at:.3f}", "before": chain}
        chain = _hash(json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
        rows.append({**own, "at": line.at, "chain": chain})
    return rows


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
