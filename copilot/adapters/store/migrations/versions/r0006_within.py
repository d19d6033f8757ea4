"""A run knows the run that ordered it, and is found by the plan that it gave."""

from alembic import op
from sqlalchemy import Column, String

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Gives each run room for the name of another."""
    op.add_column("runs", Column("within", String(32)))
    op.create_index("runs_of_plan", "runs", ["plan"])
