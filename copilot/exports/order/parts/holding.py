"""Which milestones a table bears on, whether they hold, and when each stops."""

from collections.abc import Iterator

from copilot.exports.order.leaf import Leaf
from copilot.model.plan import MilestoneLine
from copilot.model.request import Milestone


def holding(page: Leaf, kind: str) -> None:
    """One sentence a milestone of a kind: held to its date, or the moment at which it stops holding."""
    asked = {one.id: one for one in page.plan.request.milestones if one.kind == kind}
    lines = [line for line in page.plan.milestones if line.id in asked]
    said = [_said(page, line, asked[line.id]) for line in lines] or [page.say("order.no_mission")]
    page.paragraph(" ".join(said), mark="_")


def _said(page: Leaf, line: MilestoneLine, asked: Milestone) -> str:
    label, due = page.message(line.label), f"t:{line.due}"
    if line.met:
        return page.say("order.holds", label=label, due=due)
    stop = next(_stops(page, line, asked), None)
    if stop is None:
        return page.say("order.never", label=label, due=due)
    return page.say("order.stops", label=label, due=due, moment=f"t:{stop}")


def _stops(page: Leaf, line: MilestoneLine, asked: Milestone) -> Iterator[int]:
    """The moment, if any, at which a missed milestone is lost."""
    plan = page.plan
    if asked.kind == "supplied":
        sites = {asked.site} if asked.site else {one.id for one in page.world.sites if one.kind == "distribution"}
        stocks = [one for one in plan.stocks if one.site in sites and asked.item in (None, one.item)]
        yield from sorted(start for one in stocks for start, _ in one.short if start < line.due)
    elif asked.kind == "available":
        days = [day for one in plan.availability if one.asset_type == asked.asset_type for day in one.days]
        yield from (minute for minute, held, free in days if 100 * free < asked.target * held)
    elif line.reached is not None:
        yield line.due
