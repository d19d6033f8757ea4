"""Problems of a workbook of decisions, each with its sheet and its cell."""

from copilot.model.errors import Problem
from copilot.model.noun import Message
from copilot.sheets.reading import Book
from copilot.sheets.scan import name_of

SHOWN = 80
FLAWS = tuple(f"input.book_{code}" for code in ("formula_cell", "error_cell", "merged_cell"))


def message(code: str, **args: str | int | float) -> Message:
    """What is said of an input."""
    return Message(code=f"input.{code}", args=args)


class Telling:
    """The list of everything that is wrong in a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._told: list[Problem] = []

    def __len__(self) -> int:
        """How many problems were told."""
        return len(self._told)

    def tell(
        self, sheet: str, code: str, at: tuple[int, int] | None = None, value: str = "", **args: str | int | float
    ) -> None:
        """Adds a problem; `at` is the row and the column of its cell, from 1."""
        written = self._book.sheets.get(sheet)
        self._told.append(
            Problem(
                table=sheet,
                row=at[0] if at else None,
                column=(written.text(1, at[1]) or None) if at and written else None,
                cell=name_of(*at) if at else "",
                value=value[:SHOWN],
                message=message(code, **args),
            )
        )

    def problems(self) -> tuple[Problem, ...]:
        """The problems; of a cell that is no plain value, that alone is told."""
        flawed = {(one.table, one.cell) for one in self._told if one.message.code in FLAWS}
        return tuple(one for one in self._told if one.message.code in FLAWS or (one.table, one.cell) not in flawed)
