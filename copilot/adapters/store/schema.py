"""The tables of the store: the same on SQLite and on PostgreSQL. Times are UTC seconds, bodies are canonical JSON.

A change here is one more revision in `migrations/versions/`: stores of before are upgraded by it.
"""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

plans = Table(
    "plans",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("root", String(64), nullable=False),
    Column("parent", String(64)),
    Column("scenario", String(400), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("world", String(64), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Index("plans_of_scenario", "scenario", "created_at"),
    Index("plans_of_root", "root", "revision"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("body", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("owner", String(200)),
    Column("lease_until", Double),
    Column("plan", String(64), ForeignKey("plans.id")),
    Column("result", Text),
    Column("error", Text),
    Column("stop", String(200)),
    Column("within", String(32)),
    Column("created_at", Double, nullable=False),
    Index("runs_by_status", "status", "created_at"),
    Index("runs_of_plan", "plan"),
)

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

decisions = Table(
    "decisions",
    metadata,
    Column("plan", String(64), ForeignKey("plans.id"), primary_key=True),
    Column("item", String(400), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    Column("plan", String(64), primary_key=True),
    Column("person", String(200), primary_key=True),
    Column("since", Double, nullable=False),
    Column("seen", Double, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
