"""Who is at the desk, on which plan, and what each person prefers."""

from alembic import op
from sqlalchemy import Column, Double, String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "presence",
        Column("plan", String(64), primary_key=True),
        Column("person", String(200), primary_key=True),
        Column("since", Double, nullable=False),
        Column("seen", Double, nullable=False),
    )
    op.create_table(
        "preferences",
        Column("person", String(200), primary_key=True),
        Column("name", String(64), primary_key=True),
        Column("value", Text, nullable=False),
    )
