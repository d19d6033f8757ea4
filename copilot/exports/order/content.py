"""An order's logistic part, from its first page to its annexes."""

from copilot.exports.markdown import LANGUAGES
from copilot.exports.markdown.annex import computation
from copilot.exports.markdown.comments import comments
from copilot.exports.markdown.head import approved
from copilot.exports.markdown.outcome import terms
from copilot.exports.needing import needed
from copilot.exports.order.blocks import Document
from copilot.exports.order.leaf import Leaf
from copilot.exports.order.parts.command import command, events
from copilot.exports.order.parts.first import first
from copilot.exports.order.parts.fleet import readiness
from copilot.exports.order.parts.manoeuvre import execution, mission, situation
from copilot.exports.order.parts.origins import origins
from copilot.exports.order.parts.supply import autonomy, demand, stock_report
from copilot.exports.order.parts.works import commitments, movements, training, workshops
from copilot.model.ground import Ground
from copilot.model.plan import Plan

SUPPORT = (
    ("supply", (demand, stock_report, autonomy)),
    ("transport", (movements, commitments)),
    ("maintenance", (workshops, readiness)),
    ("preparation", (training,)),
)
"""Paragraph 4, part by part."""


def order(plan: Plan, language: str, ground: Ground | None, form: str) -> Document:
    """The order of a plan; KeyError for an unknown language, PlannerError without the ground."""
    page = Leaf(plan, LANGUAGES[language], needed(ground, form, plan))
    first(page)
    situation(page)
    mission(page)
    execution(page)
    page.part(1, "support")
    for code, tables in SUPPORT:
        page.part(2, code)
        for table in tables:
            table(page)
    command(page)
    page.part(1, "events")
    events(page)
    page.part(1, "reckoning")
    terms(page)
    computation(page)
    comments(page)
    origins(page)
    return _bound(page)


def _bound(page: Leaf) -> Document:
    """The blocks, and what stands on every page."""
    plan = page.plan
    standing = approved(plan)
    title = page.say("order.title" if standing else "order.title_draft", scenario=plan.scenario)
    foot = page.say("order.foot", plan=plan.id[:12], revision=plan.revision)
    draft = "" if standing else page.say("order.draft")
    title, marking, draft, foot = (page.tidy(text) for text in (title, page.marked, draft, foot))
    return Document(page.speak.language, title, marking, draft, foot, tuple(page.blocks))
