"""Plans, runs, what was told of them, and decisions: the store as the first drafts were kept."""

from alembic import op
from sqlalchemy import Column, Double, ForeignKey, Integer, String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the first four tables."""
    op.create_table(
        "plans",
        Column("id", String(64), primary_key=True),
        Column("root", String(64), nullable=False),
        Column("parent", String(64), ForeignKey("plans.id")),
        Column("scenario", String(400), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("world", String(64), nullable=False),
        Column("verdict", String(16), nullable=False),
        Column("body", Text, nullable=False),
        Column("created_at", Double, nullable=False),
    )
    op.create_index("plans_of_scenario", "plans", ["scenario", "created_at"])
    op.create_index("plans_of_root", "plans", ["root", "revision"])
    op.create_table(
        "runs",
        Column("id", String(32), primary_key=True),
        Column("body", Text, nullable=False),
        Column("status", String(16), nullable=False),
        Column("epoch", Integer, nullable=False),
        Column("owner", String(200)),
        Column("lease_until", Double),
        Column("plan", String(64), ForeignKey("plans.id")),
        Column("error", Text),
        Column("created_at", Double, nullable=False),
    )
    op.create_index("runs_by_status", "runs", ["status", "created_at"])
    op.create_table(
        "events",
        Column("run", String(32), ForeignKey("runs.id"), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("at", Double, nullable=False),
        Column("source", String(200), nullable=False),
        Column("message", Text, nullable=False),
    )
    op.create_table(
        "decisions",
        Column("plan", String(64), ForeignKey("plans.id"), primary_key=True),
        Column("item", String(400), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("body", Text, nullable=False),
    )
