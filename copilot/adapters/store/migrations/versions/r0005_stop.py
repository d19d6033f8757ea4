"""A run knows who asked it to stop and give the best that it has."""

from alembic import op
from sqlalchemy import Column, String

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Gives each run room for a name."""
    op.add_column("runs", Column("stop", String(200)))
