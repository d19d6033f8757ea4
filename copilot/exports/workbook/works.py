"""The items of a plan, one sheet a kind of work: what a planner decides on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from copilot.exports.markdown.activities import load
from copilot.exports.markdown.page import NOTHING, Page
from copilot.exports.workbook.plan_sheet import PlanSheet
from copilot.model.activity import Kind as Work
from copilot.model.decision import Decision
from copilot.model.plan import Plan, PlanItem
from copilot.sheets.cells import Value
from copilot.sheets.columns import Column, Kind

ASKED = ("decision", "new_start", "new_vehicles", "reason")
"""The columns that a planner fills in, after those that say what the item is."""
ITEM, DECIDED = 0, -1
"""Where the item's identifier stands among the columns that are only to be read, and where what was decided stands."""
HOUR = 60
KINDS: dict[str, Kind] = dict.fromkeys(("departure", "arrival", "start", "end"), "moment")
KINDS |= dict.fromkeys(("distance", "hours"), "number")
Cells = Callable[[Page, PlanItem], Sequence[Value]]


def works(page: Page) -> tuple[PlanSheet, ...]:
    """Movements, workshop calendar, training calendar and commitments."""
    return (
        _sheet(page, "movements", "serial from to load vehicles distance departure arrival", _movement, "convoy"),
        _sheet(page, "workshop", "serial vehicles work workshop hours start end", _job, "check", "repair"),
        _sheet(page, "training", "serial unit activity area vehicles start end", _training, "training"),
        _sheet(page, "commitments", "serial commitment site vehicles start end", _commitment, "commitment"),
    )


def local(plan: Plan, minute: int) -> datetime:
    """A minute of the plan as a cell holds it: local time, without its zone."""
    return plan.clock.at(minute).replace(tzinfo=None)


def _sheet(page: Page, code: str, columns: str, cells: Cells, *kinds: Work) -> PlanSheet:
    items = sorted((i for i in page.plan.items if i.kind in kinds), key=lambda item: (item.start, item.id))
    decided = {one.item: one for one in page.plan.decisions}
    rows = [
        [item.id, *cells(page, item), page.source(f"items/{item.id}/start"), _decided(page, decided.get(item.id))]
        for item in items
    ]
    return PlanSheet(code, [_column(page, name) for name in (*columns.split(), "source", "decided")], rows, items)


def _column(page: Page, name: str) -> Column:
    own = name in ("distance", "hours", "decided")
    head = page.speak(f"book.plan.head.{name}") if own else page.say(f"column.{name}")
    return Column(head, KINDS.get(name, "text"))


def _ends(page: Page, item: PlanItem) -> tuple[datetime, datetime]:
    return local(page.plan, item.start), local(page.plan, item.end)


def _vehicles(item: PlanItem) -> str:
    return "; ".join(item.assets)


def _movement(page: Page, item: PlanItem) -> Sequence[Value]:
    served = page.names("sites", (site for site, _ in item.mode.stops if site != item.mode.site))
    start = page.speak.name("sites", item.mode.site)
    return start, served, load(page, item), _vehicles(item), item.mode.km, *_ends(page, item)


def _job(page: Page, item: PlanItem) -> Sequence[Value]:
    workshop = page.speak.name("workshops", item.mode.workshop or NOTHING)
    return _vehicles(item), page.message(item.label), workshop, round(item.mode.duration / HOUR, 2), *_ends(page, item)


def _training(page: Page, item: PlanItem) -> Sequence[Value]:
    unit = page.speak.name("units", item.subject.unit or NOTHING)
    activity = page.speak.name("training_activities", item.subject.reference)
    area = page.speak.name("areas", item.mode.area or NOTHING)
    return unit, activity, area, _vehicles(item), *_ends(page, item)


def _commitment(page: Page, item: PlanItem) -> Sequence[Value]:
    return page.message(item.label), page.speak.name("sites", item.mode.site), _vehicles(item), *_ends(page, item)


def _decided(page: Page, decision: Decision | None) -> str:
    if decision is None:
        return ""
    at = f"{decision.at.astimezone(page.plan.clock.at(0).tzinfo):%d/%m/%Y %H:%M}"
    return page.speak("book.plan.decided", verb=page.say(f"verb.{decision.verb}"), by=decision.by, at=at)
