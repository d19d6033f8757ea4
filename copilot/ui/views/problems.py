"""Everything wrong with an input, as the rows of a table."""

from collections.abc import Iterable

from copilot.model.errors import Problem
from copilot.sheets.marking import said
from copilot.texts import Speaker
from copilot.ui.words import escaped


def problem_rows(say: Speaker, problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Where each problem is (table or sheet, row or cell, column), what was found and what was expected."""
    return [
        {
            say("desk.col.table"): escaped(one.table),
            say("desk.col.row"): one.cell or str(one.row or ""),
            say("desk.col.column"): escaped(one.column or ""),
            say("desk.col.value"): escaped(one.value),
            say("desk.col.problem"): escaped(said(one, say)),
        }
        for one in problems
    ]
