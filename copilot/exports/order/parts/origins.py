"""The annex that resolves every fact cited: its value, and where it comes from."""

from copilot.exports.order.blocks import Cell
from copilot.exports.order.leaf import Leaf
from copilot.model.fact import Cell as Origin
from copilot.model.fact import Changed, Computed, Fact, Stated
from copilot.texts.prose import figure, unit_name

MOST_INPUTS = 6


def origins(page: Leaf) -> None:
    """One row a fact, in the order of their marks; one that was computed names what went in, and those are rows too."""
    page.part(1, "origins")
    page.paragraph(page.say("order.how_to_read"))
    known = page.facts()
    found = {fact.id: fact for fact in page.cited()}
    for fact in tuple(found.values()):
        found |= {name: known[name] for name in _shown(fact) if name in known and name not in found}
    rows = [
        (Cell(one.id), Cell(_value(page, one)), Cell(_origin(page, one))) for one in sorted(found.values(), key=_mark)
    ]
    heads = [page.say(f"order.column.{name}") for name in ("fact", "value", "origin")]
    page.cells(page.say("order.table.origins"), heads, rows, right=(1,), dense=True)
    page.meaning("order_origins", count=len(rows), all=len(known))


def _mark(fact: Fact) -> tuple[str, int]:
    """A fact's mark as readers look it up: FS9 before FS10."""
    letters = fact.id.rstrip("0123456789")
    return letters, int(fact.id[len(letters) :])


def _value(page: Leaf, fact: Fact) -> str:
    """The figure with all of its decimals when it is small: a mass or a volume of one piece."""
    if isinstance(fact.value, float) and 0 < abs(fact.value) < 1:
        digits = f"{fact.value:.6g}".replace(".", "," if page.speak.language == "fr" else ".")
        return f"{digits} {unit_name(page.speak, fact.unit)}"
    return figure(page.speak, fact)


def _shown(fact: Fact) -> tuple[str, ...]:
    return fact.origin.inputs[:MOST_INPUTS] if isinstance(fact.origin, Computed) else ()


def _origin(page: Leaf, fact: Fact) -> str:
    origin = fact.origin
    if isinstance(origin, Origin):
        return page.say("order.origin.cell", table=origin.table, row=str(origin.row), column=origin.column)
    if isinstance(origin, Changed):
        return page.say("order.origin.change", number=origin.change + 1)
    if isinstance(origin, Stated):
        return page.say("order.origin.edit", by=origin.by, at=origin.at)
    run = page.runs()[origin.run]
    inputs = ", ".join(_shown(fact))
    more = len(origin.inputs) - MOST_INPUTS
    inputs += page.say("order.origin.more", count=more) if more > 0 else ""
    return page.say("order.origin.run", tool=run.tool, inputs=inputs or "-")
