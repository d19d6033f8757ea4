"""What the plan rests on: assumptions, choices, decisions, and how it was computed."""

from copilot.exports.markdown.page import NOTHING, Page
from copilot.model.decision import Decision


def annex(page: Page) -> None:
    """Assumptions and choices by agent, people's decisions, the computation, and room to sign."""
    assumptions(page)
    decisions(page)
    computation(page)
    signature(page)


def signature(page: Page) -> None:
    """Room to sign this very plan."""
    page.section("signature")
    page.table(page.columns("name date signature"), [("", "", "")])
    page.meaning("signature", plan=page.plan.id or NOTHING)


def assumptions(page: Page) -> None:
    """What each agent took for granted, chose and asks."""
    page.section("assumptions")
    for note in page.plan.agents:
        page.title(3, page.say("agent", domain=page.say(f"domain.{note.agent}"), by=page.say(f"by.{note.by}")))
        chosen = [
            page.say("reason", text=page.message(reason.message), facts=", ".join(reason.facts) or NOTHING)
            for reason in note.reasons
        ]
        if note.fallback is not None:
            page.paragraph(page.say("fallback", reason=page.message(note.fallback)))
        asked = [page.say("question", text=page.message(question)) for question in note.questions]
        page.bullets([*(page.message(assumption) for assumption in note.assumptions), *chosen, *asked])
    if not page.plan.agents:
        page.paragraph(page.say("none.assumptions"))


def decisions(page: Page) -> None:
    """What people decided, on items and on the whole."""
    page.section("decisions")
    taken = page.plan.decisions
    if not taken:
        page.paragraph(page.say("none.decisions"))
        return
    zone = page.plan.clock.at(0).tzinfo
    rows = [
        (
            one.item or page.say("whole_plan"),
            page.say(f"verb.{one.verb}"),
            _edit(page, one),
            one.by,
            f"{one.at.astimezone(zone):%d/%m/%Y %H:%M}",
            one.reason or NOTHING,
        )
        for one in taken
    ]
    page.table(page.columns("element decision change by at why"), rows)
    page.meaning("decisions", count=len(taken), people=len({one.by for one in taken}))


def _edit(page: Page, decision: Decision) -> str:
    if decision.edit is None:
        return NOTHING
    start, assets = decision.edit.start, decision.edit.assets
    changes = [page.say("new_start", moment=f"t:{start}")] if start is not None else []
    if assets is not None:
        changes.append(page.say("new_assets", assets=page.names("assets", assets)))
    return ", ".join(changes) or NOTHING


def computation(page: Page) -> None:
    """How the schedule was found, with which tools, and whether it can be found again."""
    plan, solving = page.plan, page.plan.solving
    page.section("computation")
    bound = NOTHING if solving.bound is None else page.speak.number(solving.bound)
    rows = [
        (page.say("computation.status"), page.say(f"status.{solving.status}")),
        (page.say("computation.objective"), page.speak.number(solving.objective)),
        (page.say("computation.bound"), bound),
        (page.say("computation.seed"), str(solving.seed)),
        (page.say("computation.effort"), page.speak.number(solving.effort)),
        (page.say("computation.cores"), str(solving.cores)),
        (page.say("computation.schema"), str(plan.schema_version)),
        (
            page.say("computation.tools"),
            ", ".join(sorted({f"{run.tool} {run.version}" for run in plan.runs})) or NOTHING,
        ),
        (page.say("computation.facts"), page.speak.number(len(plan.facts))),
    ]
    page.table(page.columns("property value"), rows)
    how = "stopped" if solving.stopped else "cut" if solving.cut_by_clock else "reproducible"
    page.meaning(how, seed=solving.seed)
