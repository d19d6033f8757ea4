"""Paragraph 5: when to report, to whom, by what; and the events that the plan takes into account (T8)."""

from copilot.exports.markdown.annex import signature
from copilot.exports.markdown.page import NOTHING
from copilot.exports.order.blocks import Cell
from copilot.exports.order.leaf import Leaf

BLANKS = 3


def command(page: Leaf) -> None:
    """The calendar of reports, room for authorities and means, the signature."""
    page.part(1, "command")
    page.paragraph(page.say("order.reference", plan=page.plan.id[:12], zone=page.plan.clock.zone))
    rows = [
        (page.figure(f"milestones/{line.id}/due"), Cell(page.message(line.label)), Cell(page.say("order.report")))
        for line in sorted(page.plan.milestones, key=lambda line: line.due)
    ]
    if page.sheet("reports", "moment about report", rows):
        page.meaning("order_reports", count=len(rows))
    page.sheet("contacts", "authority means callsign", [(Cell(""), Cell(""), Cell(""))] * BLANKS)
    page.meaning("order_contacts")
    signature(page)


def events(page: Leaf) -> None:
    """T8: each event that the plan answers, when it was known, and what moved for it.

    What a scenario holds and this plan does not know of yet is left out: whoever plays must not read ahead.
    """
    known = {one.change.model_dump_json(): one for one in page.ground.injects}
    rows = []
    for number, change in enumerate(page.plan.changes, start=1):
        inject = known.get(change.model_dump_json())
        moved = [one.item for one in page.plan.movements if one.cause.args.get("change") == number]
        when, title = Cell(NOTHING), NOTHING
        if inject is not None:
            when = Cell(
                page.speak.moment(inject.at), (page.book.input("injects", inject.row, "at", inject.at, "moment"),)
            )
            title = inject.title(page.speak.language)
        reaction = page.say("order.reaction", count=len(moved), items=", ".join(moved[:6])) if moved else NOTHING
        rows.append((Cell(str(number)), when, Cell(title), Cell(page.message(change.label())), Cell(reaction)))
    if page.sheet("t8", "number moment announced change reaction", rows):
        page.meaning("order_t8", count=len(rows), moved=len(page.plan.movements))
