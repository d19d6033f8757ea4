"""Paragraphs 1 to 3: the situation, the mission, and how it is carried out."""

from collections import Counter

from copilot.exports.markdown.outcome import milestones
from copilot.exports.markdown.page import NOTHING
from copilot.exports.order.blocks import Cell
from copilot.exports.order.leaf import Leaf
from copilot.model.activity import Kind
from copilot.model.request import DOMAINS

COLUMNS: dict[Kind, str] = {
    "convoy": "convoys", "check": "checks", "repair": "repairs", "training": "trainings", "commitment": "commitments"
}  # fmt: skip


def situation(page: Leaf) -> None:
    """Who is supported, with what, and which roads are cut."""
    page.part(1, "situation")
    _units(page)
    _closures(page)


def mission(page: Leaf) -> None:
    """What was asked, in the planner's own words, and what must be reached."""
    page.part(1, "mission")
    page.quote(page.plan.request.words)
    milestones(page)


def execution(page: Leaf) -> None:
    """The concept of support, then what begins in each phase."""
    page.part(1, "execution")
    request, limits = page.plan.request, page.plan.request.limits
    hours = {"day_from": _hour(limits.day_from), "day_to": _hour(limits.day_to)}
    page.part(2, "concept")
    page.bullets(
        [
            page.say("priority", domain=page.say(f"domain.{domain}"), weight=request.priorities.of(domain))
            for domain in DOMAINS
        ]
        + [
            page.say("night.allowed") if limits.night_movement else page.say("night.forbidden", **hours),
            page.say("convoy_limit", vehicles=limits.convoy_vehicles),
        ]
    )
    _phases(page)


def _units(page: Leaf) -> None:
    rows = []
    for unit in page.world.units:
        held = Counter(asset.type for asset in page.world.assets if asset.unit == unit.id)
        fleet = ", ".join(f"{count} {page.type(kind)}" for kind, count in held.items())
        strength, drivers = page.input(unit, "strength", "person"), page.input(unit, "drivers", "person")
        name = unit.name_fr if page.speak.language == "fr" else unit.name_en
        figures = page.amount(unit.strength, (strength,)), page.amount(unit.drivers, (drivers,))
        rows.append((Cell(name), Cell(page.site(unit.site)), *figures, Cell(fleet or NOTHING)))
    if page.sheet("units", "unit site strength drivers fleet", rows, right=(2, 3)):
        people = sum(unit.strength for unit in page.world.units)
        page.meaning("order_units", count=len(rows), people=people, vehicles=len(page.world.assets))


def _closures(page: Leaf) -> None:
    rows = []
    for one in page.world.closures:
        leg = page.world.leg[one.leg]
        ends = f"{page.site(leg.origin)} {NOTHING} {page.site(leg.destination)}"
        why = one.reason_fr if page.speak.language == "fr" else one.reason_en
        dates = [page.when(getattr(one, at), (page.input(one, at, "moment"),)) for at in ("start", "end")]
        rows.append((Cell(ends), *dates, Cell(why)))
    if page.sheet("closures", "leg closed open why", rows):
        page.meaning("order_closures", count=len(rows), moment=f"t:{max(one.end for one in page.world.closures)}")


def _phases(page: Leaf) -> None:
    """What begins in each phase, by kind of work; the whole window when there are no phases."""
    language = page.speak.language
    spans = [(one.name_fr if language == "fr" else one.name_en, one.start, one.end) for one in page.world.phases]
    spans = spans or [(page.say("order.whole_window"), 0, page.plan.clock.end)]
    rows = []
    for name, start, end in spans:
        count = Counter(item.kind for item in page.plan.items if start <= item.start < end)
        dates = f"{page.speak.moment(start)} {NOTHING} {page.speak.moment(end)}"
        rows.append((Cell(name), Cell(dates), *(Cell(str(count[kind])) for kind in COLUMNS)))
    page.sheet("phases", f"phase dates {' '.join(COLUMNS.values())}", rows, right=range(2, 7))
    inside = [sum(start <= item.start < end for item in page.plan.items) for _, start, end in spans]
    busiest = inside.index(max(inside))
    page.meaning("order_phases", phase=spans[busiest][0], count=inside[busiest], items=len(page.plan.items))


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
