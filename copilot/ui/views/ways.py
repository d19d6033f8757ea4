"""The ways through the desk: its pages, and the plans worked on last."""

import streamlit as st
from streamlit.navigation.page import Page

from copilot.model.record import PlanSummary
from copilot.texts import Speaker
from copilot.ui import pages_by_name, session
from copilot.ui.links.component import Group, Link, links
from copilot.ui.views.frame import stamp

LISTED = 8
"""How many plans are named."""


def pages(listed: dict[str, Page], here: Page) -> None:
    """The pages of the desk; goes to the one that was chosen."""
    ways = [Link(name, page.title, pages_by_name.address(name), page == here) for name, page in listed.items()]
    chosen = links("pages", session.speaker()("desk.pages"), [Group("", ways)], along=True)
    if chosen in listed:
        pages_by_name.open_page(chosen)


def recent() -> None:
    """The plans worked on last, in the side bar; goes to the draft of the one that was chosen."""
    say = session.speaker()
    plans = {plan.id: plan for plan in session.service().plans()[:LISTED]}
    with st.sidebar:
        st.header(say("desk.recent"), anchor=False)
        if not plans:
            st.caption(say("desk.recent_none"))
            return
        groups = [
            Group(session.title(scenario), [_plan(say, plan) for plan in plans.values() if plan.scenario == scenario])
            for scenario in dict.fromkeys(plan.scenario for plan in plans.values())
        ]
        chosen = links("recent", say("desk.recent"), groups)
    if chosen in plans:
        session.keep("plan", chosen)
        pages_by_name.open_page("draft")


def _plan(say: Speaker, one: PlanSummary) -> Link:
    return Link(
        one.id, _label(say, one), f"{pages_by_name.address('draft')}?plan={one.id}", one.id == session.kept("plan")
    )


def _label(say: Speaker, one: PlanSummary) -> str:
    """A version, a variant, or a course of action by its name."""
    told: dict[str, int | str] = {"revision": one.revision, "at": stamp(one.created_at)}
    if one.parent is None or not one.variant:
        return say("desk.recent_plan", **told)
    made, parent = session.plan(one.id), session.plan(one.parent)
    if made.changes == parent.changes and made.solving.course != parent.solving.course:
        return say("desk.recent_course", course=say(f"course.{made.solving.course}"), **told)
    return say("desk.recent_variant", **told)
