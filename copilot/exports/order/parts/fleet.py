"""Paragraph 4, readiness (T6): what can be used of each fleet, and why the rest cannot."""

from collections import Counter
from collections.abc import Sequence

from copilot.exports.markdown.page import NOTHING
from copilot.exports.order.blocks import Cell, Mark
from copilot.exports.order.leaf import Leaf
from copilot.exports.order.parts.holding import holding
from copilot.model.plan import AvailabilityLine


def readiness(page: Leaf) -> None:
    """T6: held, available at the lowest and at the end, rates beside their target, causes."""
    lines = [line for line in page.plan.availability if line.days]
    rows = [_row(page, line) for line in lines]
    if page.sheet("t6", "fleet held lowest lowest_rate on last_rate target causes", rows, right=(1, 2, 3, 5, 6)):
        lows = [
            (free / held, minute, line.asset_type, free, held)
            for line in lines
            for minute, held, free in line.days
            if held
        ]
        if lows:
            _, minute, kind, free, held = min(lows)
            page.meaning("availability", type=f"@asset_types/{kind}", available=free, held=held, moment=f"t:{minute}")
        holding(page, "available")


def _row(page: Leaf, line: AvailabilityLine) -> Sequence[Cell]:
    place = min(range(len(line.days)), key=lambda number: line.days[number][2])
    minute, held, free = line.days[place]
    targets = [one for one in page.plan.request.milestones if one.asset_type == line.asset_type]
    target = max((one.target for one in targets), default=None)
    states = [page.input(one, "state") for one in page.world.assets if one.type == line.asset_type]
    count = page.computed("look.projection.availability.held", held, "vehicle", states, asset_type=line.asset_type)
    last = len(line.days) - 1
    return (
        Cell(page.type(line.asset_type)),
        page.amount(held, (count,)),
        page.number(f"availability/{line.asset_type}/{place}"),
        _rate(page, line, place, target),
        page.when(minute),
        _rate(page, line, last, target),
        Cell(NOTHING if target is None else page.say("order.percent", value=target)),
        Cell(_causes(page, line.asset_type, minute, held - free)),
    )


def _rate(page: Leaf, line: AvailabilityLine, place: int, target: int | None) -> Cell:
    _, held, free = line.days[place]
    if not held:
        return Cell(NOTHING)
    facts = page.figure(f"availability/{line.asset_type}/{place}").facts
    mark: Mark = "" if target is None else "good" if 100 * free >= target * held else "bad"
    return Cell(page.say("order.percent", value=round(100 * free / held)), facts, mark)


def _causes(page: Leaf, kind: str, minute: int, missing: int) -> str:
    """What keeps vehicles of a type away at a minute: checks, repairs, and all that is not work of the plan."""
    if missing <= 0:
        return NOTHING
    held = {asset.id for asset in page.world.assets if asset.type == kind}
    work = Counter(
        item.kind
        for item in page.plan.items
        if item.kind in ("check", "repair") and item.subject.asset in held and item.start <= minute < item.end
    )
    found = [(code, work[code]) for code in ("check", "repair") if work[code]]
    rest = missing - sum(work.values())
    found += [("waiting", rest)] if rest > 0 else []
    return ", ".join(page.say(f"order.cause.{code}", count=count) for code, count in found)
