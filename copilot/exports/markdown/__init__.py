"""A draft that a planner can read, correct and sign."""

from copilot.exports.markdown.activities import activities
from copilot.exports.markdown.annex import annex
from copilot.exports.markdown.changed import changed
from copilot.exports.markdown.comments import comments
from copilot.exports.markdown.head import head
from copilot.exports.markdown.outcome import milestones, terms, unmet
from copilot.exports.markdown.page import Page
from copilot.exports.markdown.projections import availability, stocks
from copilot.model.ground import Ground, marks_of
from copilot.model.noun import Language
from copilot.model.plan import Plan

LANGUAGES: dict[str, Language] = {"fr": "fr", "en": "en"}


def markdown(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    """The draft in Markdown: its marking in head and foot, what is not met first; KeyError for an unknown language."""
    page = Page(plan, LANGUAGES[language], marks_of(plan, ground))
    head(page)
    unmet(page)
    changed(page)
    milestones(page)
    terms(page)
    activities(page)
    stocks(page)
    availability(page)
    annex(page)
    comments(page)
    page.marking()
    return page.text().encode()
