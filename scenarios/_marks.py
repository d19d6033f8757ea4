"""No text that declares itself secret is taken in."""

from copilot.model.marking import declared
from scenarios._problems import Problems


def refuse_above(
    text: str | None, problems: Problems, table: str, row: int | None = None, column: str | None = None
) -> None:
    """Adds a problem when a text declares a marking that the house may not hold."""
    if text is not None and declared(text) == "above":
        problems.add(table, "marking_above", row, column)
