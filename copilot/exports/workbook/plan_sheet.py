"""One table of a plan's workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.model.plan import PlanItem
from copilot.sheets.cells import Value
from copilot.sheets.columns import Column
from copilot.texts import Speaker


@dataclass(frozen=True)
class PlanSheet:
    """A sheet's key among the texts, its columns and its rows; with `items`, the item that each row is about."""

    code: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    items: Sequence[PlanItem] = ()


def title(code: str, speak: Speaker) -> str:
    """The name of a sheet."""
    return speak(f"book.plan.sheet.{code}")
