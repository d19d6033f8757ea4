"""Where each figure comes from: an input cell, a tool run, or a person's edit."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from copilot.model.noun import Noun, Row, digest
from copilot.model.world import table_of

Value = int | float | str


class Cell(Noun):
    """One cell of an input table; line 1 is the header."""

    kind: Literal["cell"] = "cell"
    table: str
    row: int
    column: str


class Changed(Noun):
    """A cell whose value one of the plan's changes gives, not the file; `change` is its place among them, from 0."""

    kind: Literal["change"] = "change"
    change: int
    table: str
    row: int
    column: str


class Computed(Noun):
    """A result of a tool run, from the facts that went in."""

    kind: Literal["run"] = "run"
    run: str
    inputs: tuple[str, ...] = ()


class Stated(Noun):
    """A figure that a person gave in a decision."""

    kind: Literal["edit"] = "edit"
    by: str
    at: str
    reason: str = ""


class Fact(Noun):
    """A value, its unit, where it stands in the plan, and where it comes from.

    `about` is the address of the figure in the plan (`items/CV-03/start`), empty for an input;
    a value of unit "moment" is in minutes after the clock's start.
    """

    id: str = Field(pattern="^F[A-Z]{0,2}[0-9]+$")
    value: Value
    unit: str
    origin: Annotated[Cell | Changed | Computed | Stated, Field(discriminator="kind")]
    about: str = ""


class ToolRun(Noun):
    """One call of a tool: which one, which version, with which arguments and seed."""

    id: str
    tool: str
    version: str
    arguments: dict[str, str | int | float | bool | None]
    arguments_hash: str
    seed: int | None = None


class FactBook:
    """Collects the facts and tool runs of one author, numbering them in the order they are first used."""

    def __init__(self, prefix: str, version: str) -> None:
        self._prefix = prefix
        self._version = version
        self._facts: dict[str, Fact] = {}
        self._runs: dict[str, ToolRun] = {}
        self._cells: dict[tuple[str, int, str], str] = {}

    def cell(self, row: Row, column: str, unit: str = "", value: Value | None = None) -> str:
        """The identifier of the fact that an input cell states; `value` overrides a cell that holds a list."""
        key = (table_of(row), row.row, column)
        if key not in self._cells:
            held = getattr(row, column) if value is None else value
            origin = Cell(table=key[0], row=key[1], column=column)
            self._cells[key] = self._add(held, unit, origin, "")
        return self._cells[key]

    def input(self, table: str, row: int, column: str, value: Value, unit: str = "") -> str:
        """The identifier of a fact stated outside the tables: in the request or the scenario file."""
        key = (table, row, column)
        if key not in self._cells:
            self._cells[key] = self._add(value, unit, Cell(table=table, row=row, column=column), "")
        return self._cells[key]

    def run(self, tool: str, seed: int | None = None, **arguments: str | int | float | bool | None) -> str:
        """The identifier of a tool run; the same call twice is one run."""
        key = repr((tool, seed, sorted(arguments.items())))
        if key not in self._runs:
            self._runs[key] = ToolRun(
                id=f"R{self._prefix}{len(self._runs) + 1}",
                tool=tool,
                version=self._version,
                arguments=arguments,
                arguments_hash=digest({"tool": tool, "seed": seed, **arguments}),
                seed=seed,
            )
        return self._runs[key].id

    def computed(self, run: str, value: Value, unit: str, inputs: Iterable[str] = (), about: str = "") -> str:
        """The identifier of a new fact that a tool run computed from other facts."""
        return self._add(value, unit, Computed(run=run, inputs=tuple(dict.fromkeys(inputs))), about)

    def stated(self, value: Value, unit: str, origin: Stated, about: str) -> str:
        """The identifier of a new fact that a person gave."""
        return self._add(value, unit, origin, about)

    def value(self, fact: str) -> Value:
        """The value of a fact of this book."""
        return self._facts[fact].value

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact so far, in order."""
        return tuple(self._facts.values())

    @property
    def runs(self) -> tuple[ToolRun, ...]:
        """Every tool run so far, in order."""
        return tuple(self._runs.values())

    def _add(self, value: Value, unit: str, origin: Cell | Computed | Stated, about: str) -> str:
        fact = Fact(id=f"F{self._prefix}{len(self._facts) + 1}", value=value, unit=unit, origin=origin, about=about)
        self._facts[fact.id] = fact
        return fact.id
