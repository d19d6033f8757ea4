"""What an edit of one item would break: the checker on the plan with that item moved, and no solver."""

from copilot.app.standing import refuse_edit
from copilot.model.changing import apply
from copilot.model.clock import Clock
from copilot.model.decision import ItemEdit
from copilot.model.errors import ChangeError
from copilot.model.finding import Finding, Review, Verdict
from copilot.model.noun import Span
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from copilot.ports import Checker
from tools.solve.schedule.grid import finish

ACCOUNTS = ("bounds", "facts", "projections", "totals")
"""Rules that hold the plan to its own figures: an edit moves those without breaking anything."""
TOLD_BETTER = frozenset(f"finding.milestones.{what}" for what in ("held", "reached", "value"))
"""Milestones that hold, only otherwise than the plan says."""


def try_edit(
    check: Checker, world: World, request: Request, plan: Plan, parent: Plan | None, item: str, edit: ItemEdit
) -> Review:
    """What the checker finds with the item moved that it does not find as the plan stands.

    The plan's promises (milestones, shortages) stay those it makes: one that the edit breaks is found. `world` and
    `request` are as they were before the plan's changes. PlannerError when the edit cannot apply to the item.
    """
    refuse_edit(edit, plan, item)
    before = [finding.message for finding in check(world, request, plan, parent).findings]
    review = check(world, request, edited(world, request, plan, item, edit), parent)
    found = tuple(finding for finding in review.findings if _breaks(finding) and finding.message not in before)
    return Review(verdict=_verdict(review, found), findings=found)


def edited(world: World, request: Request, plan: Plan, item: str, edit: ItemEdit) -> Plan:
    """The plan with one item moved, its end the one that the opening hours give; nothing else moves.

    What had been decided on the item no longer counts: the edit replaces it.
    """
    old = plan.item[item]
    start = old.start if edit.start is None else edit.start
    new = old.model_copy(
        update={
            "start": start,
            "end": _end(world, request, plan, old, start),
            "assets": old.assets if edit.assets is None else edit.assets,
        }
    )
    return plan.model_copy(
        update={
            "items": tuple(new if one.id == item else one for one in plan.items),
            "decisions": tuple(one for one in plan.decisions if one.item != item),
        }
    )


def _end(world: World, request: Request, plan: Plan, item: PlanItem, start: int) -> int:
    """Where the place closes before the work is done, the end is told as if it did not: the checker says so."""
    if item.mode.calendar is not None:
        try:
            world, _ = apply(world, request, plan.changes)
        except ChangeError:
            return start + item.end - item.start
        end = finish(_open(world, item.mode.calendar, world.clock), start, item.mode.duration)
        if end is not None:
            return end
    return start + item.end - item.start


def _open(world: World, calendar: str, clock: Clock) -> tuple[Span, ...]:
    kind, _, name = calendar.partition(":")
    places = {place.id: place for place in (world.workshops if kind == "workshop" else world.areas)}
    place = places.get(name)
    return () if place is None else clock.open_spans(place.open_days, place.open_from, place.open_to)


def _breaks(finding: Finding) -> bool:
    return finding.rule not in ACCOUNTS and finding.message.code not in TOLD_BETTER


def _verdict(review: Review, found: tuple[Finding, ...]) -> Verdict:
    if any(finding.severity == "error" for finding in found):
        return "INVALID"
    return "UNKNOWN" if review.verdict == "UNKNOWN" else "VALID"
