"""The order being written: blocks instead of Markdown, and a fact beside each figure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copilot.exports.markdown.page import NOTHING, Page
from copilot.exports.order.blocks import Block, Bullets, Cell, Heading, Quote, Style, Table, Text, clean
from copilot.model.changing import touched
from copilot.model.fact import Cell as Origin
from copilot.model.fact import Changed, Fact, FactBook, ToolRun, Value
from copilot.model.ground import Ground, marks_of
from copilot.model.noun import Language, Row
from copilot.model.plan import Plan
from copilot.model.version import VERSION
from copilot.model.world import table_of
from copilot.texts.prose import figure

STYLES: dict[str, Style] = {"": "plain", "**": "strong", "_": "meaning"}
CITED = re.compile(r"\bF[A-Z]{0,2}[0-9]+\b")


class Leaf(Page):
    """A page whose tables hold cells; what the order itself computes is written into a book of facts of its own."""

    def __init__(self, plan: Plan, language: Language, ground: Ground) -> None:
        super().__init__(plan, language, marks_of(plan, ground))
        self.ground, self.world = ground, ground.world
        self.book = FactBook("E", VERSION)
        self.blocks: list[Block] = []
        self._about = {fact.about: fact for fact in plan.facts if fact.about}
        self._cells = {
            (one.origin.table, one.origin.row, one.origin.column): one.id
            for one in plan.facts
            if isinstance(one.origin, Origin | Changed)
        }
        self._given = touched(ground.world, plan.request, plan.changes)

    def title(self, level: int, text: str) -> None:
        """A heading."""
        self.blocks.append(Heading(level, self.tidy(text)))

    def part(self, level: int, code: str) -> None:
        """A heading of the order."""
        self.blocks.append(Heading(level, self.tidy(self.say(f"order.part.{code}"))))

    def paragraph(self, text: str, mark: str = "") -> None:
        """A paragraph; what Markdown sets in bold is strong, what it sets in italics says what a table means."""
        self.blocks.append(Text(self.tidy(text), STYLES[mark]))

    def quote(self, text: str) -> None:
        """A quotation, one line a paragraph: where its author broke lines does not fit other pages."""
        found = (self.tidy(" ".join(part.split("\n"))) for part in re.split(r"\n\s*\n", text))
        self.blocks.append(Quote(tuple(line for line in found if line)))

    def bullets(self, lines: Iterable[str]) -> None:
        """A list; nothing when it is empty."""
        found = tuple(self.tidy(line) for line in lines)
        if found:
            self.blocks.append(Bullets(found))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> None:
        """A table of texts, without a caption of its own."""
        self.cells("", columns, ([Cell(text) for text in row] for row in rows), right)

    def cells(
        self,
        caption: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        right: Iterable[int] = (),
        dense: bool = False,
        code: str = "",
    ) -> None:
        """A table of cells under its caption."""
        tidied = tuple(tuple(replace(c, text=self.tidy(c.text)) for c in row) for row in rows)
        heads = tuple(self.tidy(name) for name in columns)
        self.blocks.append(Table(self.tidy(caption), heads, tidied, tuple(right), dense, code))

    def sheet(self, code: str, columns: str, rows: Sequence[Sequence[Cell]], right: Iterable[int] = ()) -> bool:
        """One of the tables T1 to T8, or the sentence that says that it is empty; True when it holds something."""
        caption = self.say(f"order.table.{code}")
        if rows:
            self.cells(caption, [self.say(f"order.column.{name}") for name in columns.split()], rows, right, code=code)
        else:
            self.paragraph(caption, mark="**")
            self.paragraph(self.say(f"order.none.{code}"), mark="_")
        return bool(rows)

    def tidy(self, text: str) -> str:
        """The text as it is set."""
        return clean(text, self.speak.language)

    def site(self, name: str) -> str:
        """What a site is called."""
        site = self.world.site[name]
        return site.name_fr if self.speak.language == "fr" else site.name_en

    def good(self, name: str) -> str:
        """What an item is called, with its unit of count."""
        item = self.world.item[name]
        return f"{item.name_fr if self.speak.language == 'fr' else item.name_en} ({item.unit})"

    def type(self, name: str) -> str:
        """What a type of vehicle is called."""
        kind = self.world.asset_type[name]
        return kind.name_fr if self.speak.language == "fr" else kind.name_en

    def figure(self, address: str) -> Cell:
        """A figure of the plan with its unit and its fact."""
        fact = self._about.get(address)
        if fact is None:
            return Cell(NOTHING)
        if fact.unit == "moment" and isinstance(fact.value, int):
            return self.when(fact.value, (fact.id,))
        return Cell(figure(self.speak, fact), (fact.id,))

    def number(self, address: str) -> Cell:
        """A figure of the plan without its unit, which the table says elsewhere."""
        fact = self._about.get(address)
        return Cell(NOTHING) if fact is None or isinstance(fact.value, str) else self.amount(fact.value, (fact.id,))

    def amount(self, value: float, facts: tuple[str, ...] = ()) -> Cell:
        """A number and the facts that account for it."""
        return Cell(self.speak.number(value), facts, value=value)

    def when(self, minute: int, facts: tuple[str, ...] = ()) -> Cell:
        """A moment of the plan and the facts that account for it."""
        return Cell(self.speak.moment(minute), facts, value=self.plan.clock.at(minute).replace(tzinfo=None))

    def input(self, row: Row, column: str, unit: str = "", value: Value | None = None) -> str:
        """The fact of an input cell: the plan's own when it has one."""
        return self._cells.get((table_of(row), row.row, column)) or self.book.cell(row, column, unit, value)

    def computed(self, tool: str, value: Value, unit: str, inputs: Iterable[str], **arguments: str) -> str:
        """A new fact that the order computes."""
        return self.book.computed(self.book.run(tool, None, **arguments), value, unit, inputs)

    def facts(self) -> dict[str, Fact]:
        """Every fact that may be cited."""
        return self.plan.fact | {fact.id: self._traced(fact) for fact in self.book.facts}

    def runs(self) -> dict[str, ToolRun]:
        """Every run of a tool behind them."""
        return {run.id: run for run in (*self.plan.runs, *self.book.runs)}

    def cited(self) -> list[Fact]:
        """The facts that stand beside a figure or in a text so far, in order of first mention."""
        known, names = self.facts(), dict.fromkeys(name for block in self.blocks for name in _named(block))
        return [known[name] for name in names if name in known]

    def _traced(self, fact: Fact) -> Fact:
        """A cell that a change of the plan gave its value to comes from the change."""
        cell = fact.origin
        if not isinstance(cell, Origin) or (cell.table, cell.row, cell.column) not in self._given:
            return fact
        number = self._given[cell.table, cell.row, cell.column]
        origin = Changed(change=number, table=cell.table, row=cell.row, column=cell.column)
        return fact.model_copy(update={"origin": origin})


def _named(block: Block) -> Iterable[str]:
    """The identifiers of facts in a block."""
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from (*cell.facts, *CITED.findall(cell.text))
    elif isinstance(block, Bullets):
        for line in block.lines:
            yield from CITED.findall(line)
    elif isinstance(block, Text):
        yield from CITED.findall(block.text)
