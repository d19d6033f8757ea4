"""The plan as a calendar that any diary reads."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from copilot.exports.markdown import LANGUAGES
from copilot.exports.markdown.activities import load
from copilot.exports.markdown.head import approved
from copilot.exports.markdown.page import Page
from copilot.model.ground import Ground, marks_of
from copilot.model.plan import MilestoneLine, Plan, PlanItem

YEAR = 366
"""Days around the window for which changes of legal time are written out."""


def ics(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The items and milestones of a plan as an iCalendar: tentative until the plan is approved.

    A diary that holds the previous revision moves what moved and strikes out what is gone: entries keep their names.
    Written as of the approval, or of the window's start, so that the same plan gives the same bytes. KeyError for an
    unknown language.
    """
    page = Page(plan, LANGUAGES[language], marks_of(plan, ground))
    approval = approved(plan)
    stamp = (plan.clock.start if approval is None else approval.at).astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Intendance//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(page.say("title", scenario=plan.scenario, revision=plan.revision)))
    calendar.add("x-wr-caldesc", vText("\n".join(_standing(page))))
    for item in sorted(plan.items, key=lambda item: (item.start, item.id)):
        calendar.add_component(_item(page, item, stamp))
    for moved in plan.movements:
        if moved.what == "removed" and moved.before is not None:
            calendar.add_component(_gone(page, moved.item, moved.before, stamp))
    for line in plan.milestones:
        calendar.add_component(_milestone(page, line, stamp))
    first, last = plan.clock.at(0).date(), plan.clock.at(plan.clock.end).date()
    calendar.add_missing_timezones(first - timedelta(days=YEAR), last + timedelta(days=YEAR))
    return bytes(calendar.to_ical())


def _standing(page: Page) -> tuple[str, str]:
    """The marking, and whether the plan is approved."""
    return page.marked, page.say("standing.draft" if approved(page.plan) is None else "standing.approved")


def _item(page: Page, item: PlanItem, stamp: datetime) -> Event:
    event = _event(page, f"items/{item.id}", page.message(item.label), stamp)
    event.add("dtstart", page.plan.clock.at(item.start))
    event.add("dtend", page.plan.clock.at(item.end))
    event.add("location", page.speak.name("sites", item.mode.site))
    event.add("categories", [page.say(f"domain.{item.domain}")])
    said = [
        page.say("diary.item", item=item.id),
        page.say("diary.vehicles", vehicles=", ".join(item.assets)) if item.assets else "",
        page.say("diary.load", load=load(page, item)) if item.kind == "convoy" else "",
        page.say(
            "diary.facts", facts=f"{page.source(f'items/{item.id}/start')}, {page.source(f'items/{item.id}/end')}"
        ),
    ]
    event.add("description", "\n".join([*filter(None, said), *_standing(page)]))
    return event


def _gone(page: Page, item: str, before: int, stamp: datetime) -> Event:
    event = _event(page, f"items/{item}", page.say("diary.gone", item=item), stamp)
    event.add("dtstart", page.plan.clock.at(before))
    event["status"] = vText("CANCELLED")
    return event


def _milestone(page: Page, line: MilestoneLine, stamp: datetime) -> Event:
    state = page.say("held" if line.met else "missed")
    event = _event(
        page,
        f"milestones/{line.id}",
        page.say("diary.milestone", label=page.message(line.label), state=state),
        stamp,
    )
    event.add("dtstart", page.plan.clock.at(line.due))
    event.add("dtend", page.plan.clock.at(line.due))
    facts = page.say("diary.facts", facts=page.source(f"milestones/{line.id}/due"))
    event.add("description", "\n".join((facts, *_standing(page))))
    event.add("transp", "TRANSPARENT")
    return event


def _event(page: Page, address: str, summary: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{page.plan.scenario}-{address.replace('/', '-')}@intendance")
    event.add("sequence", page.plan.revision)
    event.add("dtstamp", stamp)
    event.add("summary", summary)
    event.add("class", "PUBLIC" if page.marks.marking == "NP" else "CONFIDENTIAL")
    event.add("status", "TENTATIVE" if approved(page.plan) is None else "CONFIRMED")
    return event
