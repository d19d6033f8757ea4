"""Rows gathered table by table while a world is being made up."""

from typing import Any

from copilot.model.clock import Clock
from copilot.model.world import TABLES, World
from copilot.texts import Speaker

_FRENCH, _ENGLISH = Speaker("fr"), Speaker("en")
_HEADER = 1


class Ledger:
    """Collects rows in the order of their lines, as a folder would hold them."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Any]] = {table: [] for table in TABLES}

    def add(self, table: str, **values: Any) -> None:
        """Adds the next row of a table."""
        rows = self._rows[table]
        rows.append(TABLES[table](row=len(rows) + 1 + _HEADER, **values))

    def named(self, code: str, field: str = "name", **args: int) -> dict[str, str]:
        """The name of a row in both languages."""
        return {f"{field}_fr": _FRENCH(code, **args), f"{field}_en": _ENGLISH(code, **args)}

    def count(self, table: str) -> int:
        """How many rows a table has so far."""
        return len(self._rows[table])

    def world(self, clock: Clock) -> World:
        """The world of all rows."""
        return World(clock=clock, **{table: tuple(rows) for table, rows in self._rows.items()})
