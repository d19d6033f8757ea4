"""What a reader must know first: what the plan is, its reserves, what it supposes, what it leaves undone."""

from collections.abc import Iterator

from copilot.exports.markdown.annex import assumptions, decisions
from copilot.exports.markdown.changed import changed
from copilot.exports.markdown.head import approved
from copilot.exports.markdown.outcome import unmet
from copilot.exports.order.blocks import Cell, Mark
from copilot.exports.order.leaf import Leaf


def first(page: Leaf) -> None:
    """Title, standing, reserves and decisions, assumptions, unmet needs and remarks."""
    _head(page)
    page.part(1, "first")
    page.part(2, "reserves")
    page.bullets(list(_reserves(page)) or [page.say("order.no_reserve")])
    decisions(page)
    unmet(page)
    assumptions(page)
    changed(page)


def _head(page: Leaf) -> None:
    plan, approval = page.plan, approved(page.plan)
    if approval is None:
        page.paragraph(page.say("draft"), mark="**")
    else:
        day = approval.at.astimezone(plan.clock.at(0).tzinfo)
        page.paragraph(page.say("approved", by=approval.by, at=f"{day:%d/%m/%Y %H:%M}"), mark="**")
    start, end = plan.clock.at(0), plan.clock.at(plan.clock.end)
    held, count = sum(line.met for line in plan.milestones), len(plan.milestones)
    rows = [
        ("identity.window", Cell(page.say("span", first=f"{start:%d/%m/%Y %H:%M}", last=f"{end:%d/%m/%Y %H:%M}"))),
        ("identity.zone", Cell(plan.clock.zone)),
        ("identity.verdict", Cell(page.say(f"verdict.{plan.verdict}"), mark=_mark(plan.verdict == "VALID"))),
        ("identity.goal", Cell(page.say("goal.met" if plan.goal_met else "goal.not_met"), mark=_mark(plan.goal_met))),
        ("order.held", Cell(page.say("order.held_of", held=held, count=count), mark=_mark(held == count))),
        ("identity.plan", Cell(plan.id)),
        ("identity.world", Cell(plan.world)),
    ]
    page.cells("", page.columns("property value"), [(Cell(page.say(code)), cell) for code, cell in rows])
    page.meaning(f"identity_{plan.verdict}")


def _mark(good: bool) -> Mark:
    return "good" if good else "bad"


def _reserves(page: Leaf) -> Iterator[str]:
    """What whoever signs takes upon himself."""
    plan = page.plan
    if approved(plan) is None:
        yield page.say("order.reserve.draft")
    for line in plan.milestones:
        if not line.met:
            yield page.say("order.reserve.missed", label=page.message(line.label), due=f"t:{line.due}")
    if plan.unmet:
        mandatory = sum(need.mandatory for need in plan.unmet)
        yield page.say("order.reserve.unmet", count=len(plan.unmet), mandatory=mandatory)
    doubts = sum(one.severity != "info" for one in plan.findings)
    if doubts:
        yield page.say("order.reserve.findings", count=doubts)
    late = [item.id for item in plan.items if item.late]
    if late:
        yield page.say("order.reserve.late", count=len(late), items=", ".join(late[:8]))
    yield from _doubts(page)
    if plan.solving.stopped or plan.solving.cut_by_clock:
        yield page.say("order.reserve.cut")


def _doubts(page: Leaf) -> Iterator[str]:
    """What an agent could not settle."""
    for note in page.plan.agents:
        if note.fallback is not None:
            yield page.say("order.reserve.fallback", domain=page.say(f"domain.{note.agent}"))
        for question in note.questions:
            yield page.say("order.reserve.question", text=page.message(question))
