"""The tables as the first, unreleased version made them, without any note of their revision."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

plans = Table(
    "plans",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("root", String(64), nullable=False),
    Column("parent", String(64), ForeignKey("plans.id")),
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
    Column("error", Text),
    Column("created_at", Double, nullable=False),
    Index("runs_by_status", "status", "created_at"),
)

events = Table(
    "events",
    metadata,
    Column("run", String(32), ForeignKey("runs.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Double, nullable=False),
    Column("source", String(200), nullable=False),
    Column("message", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("plan", String(64), ForeignKey("plans.id"), primary_key=True),
    Column("item", String(400), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
