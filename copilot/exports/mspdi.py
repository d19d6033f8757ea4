"""The plan as a Microsoft Project file, in its XML form."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from copilot.exports.markdown import LANGUAGES
from copilot.exports.markdown.head import approved
from copilot.exports.markdown.page import Page
from copilot.model.ground import Ground, marks_of
from copilot.model.plan import MilestoneLine, Plan, PlanItem
from copilot.model.request import DOMAINS, Domain

NAMESPACE = "http://schemas.microsoft.com/project"
MUST_START_ON, FINISH_TO_START, ELAPSED_HOURS, WORK = "2", "1", "6", "1"
"""Codes of the format: a constraint, a link, a duration's unit, a kind of resource."""
Fields = Mapping[str, str | int]


def mspdi(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """Tasks by domain, milestones, vehicles as resources, and who is on what; KeyError for an unknown language.

    Each task must start when the plan says: a reader that reschedules would undo what was checked.
    """
    page = Page(plan, LANGUAGES[language], marks_of(plan, ground))
    root = ElementTree.Element("Project", xmlns=NAMESPACE)
    _fields(root, _head(page))
    _calendar(root, page)
    rows = [row for domain in DOMAINS for row in _rows(plan, domain)]
    number = {row if isinstance(row, str) else row.id: place for place, row in enumerate(rows, start=1)}
    tasks = ElementTree.SubElement(root, "Tasks")
    _fields(ElementTree.SubElement(tasks, "Task"), _summary(0, 0, page.marked, plan.items, plan))
    for row in rows:
        task = ElementTree.SubElement(tasks, "Task")
        if isinstance(row, str):
            _fields(task, _summary(number[row], 1, page.say(f"domain.{row}"), _of(plan, row), plan))
        else:
            _links(_fields(task, _task(page, row, number[row.id])), row, number)
    for place, line in enumerate(plan.milestones, start=len(rows) + 1):
        _fields(ElementTree.SubElement(tasks, "Task"), _milestone(page, line, place))
    items = [row for row in rows if not isinstance(row, str)]
    _resources(root, items, number)
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _of(plan: Plan, domain: Domain) -> list[PlanItem]:
    return sorted((item for item in plan.items if item.domain == domain), key=lambda item: (item.start, item.id))


def _rows(plan: Plan, domain: Domain) -> list[Domain | PlanItem]:
    """A domain and its items; nothing for one without items."""
    items = _of(plan, domain)
    return [domain, *items] if items else []


def _head(page: Page) -> Fields:
    plan = page.plan
    standing = page.say("standing.draft" if approved(plan) is None else "standing.approved")
    title = page.say("title", scenario=plan.scenario, revision=plan.revision)
    return {
        "SaveVersion": 14,
        "Name": f"{plan.scenario}-{plan.revision}",
        "Title": title,
        "Subject": f"{page.marked} - {standing}",
        "ScheduleFromStart": 1,
        "StartDate": _local(plan, 0),
        "FinishDate": _local(plan, plan.clock.end),
        "CalendarUID": 1,
        "MinutesPerDay": 1440,
        "MinutesPerWeek": 10080,
        "DaysPerMonth": 30,
    }


def _calendar(root: ElementTree.Element, page: Page) -> None:
    """A calendar that never closes: opening hours are in the plan's own dates already."""
    calendar = ElementTree.SubElement(ElementTree.SubElement(root, "Calendars"), "Calendar")
    _fields(calendar, {"UID": 1, "Name": page.say("project.calendar"), "IsBaseCalendar": 1})
    days = ElementTree.SubElement(calendar, "WeekDays")
    for day in range(1, 8):
        held = _fields(ElementTree.SubElement(days, "WeekDay"), {"DayType": day, "DayWorking": 1})
        times = ElementTree.SubElement(ElementTree.SubElement(held, "WorkingTimes"), "WorkingTime")
        _fields(times, {"FromTime": "00:00:00", "ToTime": "00:00:00"})


def _summary(number: int, level: int, name: str, items: Sequence[PlanItem], plan: Plan) -> Fields:
    first = min((item.start for item in items), default=0)
    last = max((item.end for item in items), default=plan.clock.end)
    return {
        **_named(number, name, level),
        "Start": _local(plan, first),
        "Finish": _local(plan, last),
        "Duration": _length(last - first),
        "Summary": 1,
    }


def _task(page: Page, item: PlanItem, number: int) -> Fields:
    source = f"{page.source(f'items/{item.id}/start')}, {page.source(f'items/{item.id}/end')}"
    lines = (page.marked, page.say("diary.item", item=item.id), page.say("diary.facts", facts=source))
    return {
        **_named(number, f"{item.id} - {page.message(item.label)}", 2),
        "Start": _local(page.plan, item.start),
        "Finish": _local(page.plan, item.end),
        "Duration": _length(item.end - item.start),
        "DurationFormat": ELAPSED_HOURS,
        "Milestone": 0,
        "Summary": 0,
        "CalendarUID": 1,
        "ConstraintType": MUST_START_ON,
        "ConstraintDate": _local(page.plan, item.start),
        "Notes": "\n".join(lines),
    }


def _milestone(page: Page, line: MilestoneLine, number: int) -> Fields:
    state = page.say("held" if line.met else "missed")
    return {
        **_named(number, page.say("diary.milestone", label=page.message(line.label), state=state), 1),
        "Start": _local(page.plan, line.due),
        "Finish": _local(page.plan, line.due),
        "Duration": _length(0),
        "Milestone": 1,
        "Summary": 0,
        "ConstraintType": MUST_START_ON,
        "ConstraintDate": _local(page.plan, line.due),
    }


def _named(number: int, name: str, level: int) -> dict[str, str | int]:
    return {"UID": number, "ID": number, "Name": name, "Type": 1, "IsNull": 0, "OutlineLevel": level}


def _links(task: ElementTree.Element, item: PlanItem, number: Mapping[str, int]) -> None:
    """What must be done first, in tenths of a minute of lag."""
    for before in item.after:
        if before.activity in number:
            link: dict[str, str | int] = {"PredecessorUID": number[before.activity], "Type": FINISH_TO_START}
            link |= {"LinkLag": before.lag * 10, "LagFormat": 7}
            _fields(ElementTree.SubElement(task, "PredecessorLink"), link)


def _resources(root: ElementTree.Element, items: Sequence[PlanItem], number: Mapping[str, int]) -> None:
    names = sorted({asset for item in items for asset in item.assets})
    known = {name: place for place, name in enumerate(names, start=1)}
    resources = ElementTree.SubElement(root, "Resources")
    for name, place in known.items():
        _fields(ElementTree.SubElement(resources, "Resource"), {"UID": place, "ID": place, "Name": name, "Type": WORK})
    assignments = ElementTree.SubElement(root, "Assignments")
    pairs = [(item, asset) for item in items for asset in item.assets]
    for place, (item, asset) in enumerate(pairs, start=1):
        fields = {"UID": place, "TaskUID": number[item.id], "ResourceUID": known[asset], "Units": 1}
        _fields(ElementTree.SubElement(assignments, "Assignment"), fields)


def _fields(element: ElementTree.Element, fields: Fields) -> ElementTree.Element:
    for name, value in fields.items():
        ElementTree.SubElement(element, name).text = _clean(str(value))
    return element


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(
        c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def _local(plan: Plan, minute: int) -> str:
    return f"{plan.clock.at(minute):%Y-%m-%dT%H:%M:%S}"


def _length(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"
