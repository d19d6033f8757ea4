"""A run keeps what became of an errand that is no draft."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Gives each run room for its result."""
    op.add_column("runs", Column("result", Text))
