"""The list of everything that is wrong in a folder."""

import difflib
from collections.abc import Collection, Mapping

from copilot.model.errors import Problem, ScenarioError
from copilot.model.noun import Message

LISTED = 200
SHOWN_CHARACTERS = 80
COMPARED = 5_000
Args = Mapping[str, str | int | float]
_NO_ARGS: Args = {}


class Problems:
    """Collects problems; beyond `LISTED` it only counts them, and among more than `COMPARED` names it seeks no nearest.

    `broken` names the files with a problem, `unread` those that gave no rows at all.
    """

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self._more = 0
        self.broken: set[str] = set()
        self.unread: set[str] = set()

    def add(
        self,
        table: str,
        code: str,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
        known: Collection[str] = (),
        args: Args = _NO_ARGS,
    ) -> None:
        """Adds one problem; `known` are the names among which the nearest to the value is looked for."""
        self.broken.add(table)
        if len(self._listed) == LISTED:
            self._more += 1
            return
        close = difflib.get_close_matches(value, known, n=1, cutoff=0.5) if len(known) <= COMPARED else []
        self._listed.append(
            Problem(
                table=table,
                row=row,
                column=column,
                value=value[:SHOWN_CHARACTERS],
                message=Message(code=f"input.{code}", args=dict(args)),
                nearest=close[0] if close else None,
            )
        )

    def add_unread(self, table: str, code: str, value: str = "", args: Args = _NO_ARGS) -> None:
        """Adds a problem that keeps a whole file from being read."""
        self.unread.add(table)
        self.add(table, code, value=value, args=args)

    def refuse(self, scenario: str) -> None:
        """Raises ScenarioError with all problems, if there is one."""
        if not self._listed:
            return
        more = [Problem(table="", message=Message(code="input.more", args={"count": self._more}))] if self._more else []
        raise ScenarioError(scenario, [*self._listed, *more])
