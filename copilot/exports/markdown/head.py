"""The head of the draft: marking, standing, window, intent."""

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.decision import Decision
from copilot.model.plan import Plan
from copilot.model.request import DOMAINS


def head(page: Page) -> None:
    """Marking, title, watermark or approval, what the plan is, and the planner's intent."""
    plan = page.plan
    page.marking()
    page.title(1, page.say("title", scenario=plan.scenario, revision=plan.revision))
    approval = approved(plan)
    if approval is None:
        page.paragraph(page.say("draft"), mark="**")
    else:
        day = approval.at.astimezone(plan.clock.at(0).tzinfo)
        page.paragraph(page.say("approved", by=approval.by, at=f"{day:%d/%m/%Y %H:%M}"), mark="**")
    _identity(page)
    _intent(page)


def approved(plan: Plan) -> Decision | None:
    """The approval that stands on this very plan, or None."""
    whole = [decision for decision in plan.decisions if not decision.item and decision.plan == plan.id]
    return whole[-1] if whole and whole[-1].verb == "approve" else None


def _identity(page: Page) -> None:
    plan = page.plan
    first, last = plan.clock.at(0), plan.clock.at(plan.clock.end)
    rows = [
        (page.say("identity.window"), page.say("span", first=f"{first:%d/%m/%Y %H:%M}", last=f"{last:%d/%m/%Y %H:%M}")),
        (page.say("identity.zone"), plan.clock.zone),
        (page.say("identity.verdict"), page.say(f"verdict.{plan.verdict}")),
        (page.say("identity.goal"), page.say("goal.met" if plan.goal_met else "goal.not_met")),
        (page.say("identity.plan"), plan.id or NOTHING),
        (page.say("identity.world"), plan.world),
    ]
    if plan.parent is not None:
        rows.append((page.say("identity.parent"), plan.parent))
    page.table(page.columns("property value"), rows)
    page.meaning(f"identity_{plan.verdict}")


def _intent(page: Page) -> None:
    request, limits = page.plan.request, page.plan.request.limits
    page.section("intent")
    page.quote(request.words)
    weights = [
        page.say("priority", domain=page.say(f"domain.{domain}"), weight=request.priorities.of(domain))
        for domain in DOMAINS
    ]
    hours = {"day_from": _hour(limits.day_from), "day_to": _hour(limits.day_to)}
    movement = page.say("night.allowed") if limits.night_movement else page.say("night.forbidden", **hours)
    page.bullets([*weights, movement, page.say("convoy_limit", vehicles=limits.convoy_vehicles)])


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
