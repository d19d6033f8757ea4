"""Validation: accept, edit, reject or lock each item, draft again, and approve or return the whole."""

from functools import partial
from html import escape
from typing import NamedTuple

import streamlit as st

from copilot.ui import session
from copilot.ui.session import Shown
from copilot.ui.timeline import component
from copilot.ui.timeline.editing import edit_of
from copilot.ui.views import board, closing, deciding, moving, queue, why
from copilot.ui.views.board import Choice
from copilot.ui.views.frame import plan_head

KEY = "review"
CALENDAR_HEIGHT = 330
MOVING, AHEAD = "review_edit", "review_ahead"


def show() -> None:
    """The page: what is drawn once, and, drawn again at each choice and decision, the work on the item at hand."""
    ahead: Work | None = st.session_state.pop(AHEAD, None)
    if ahead is not None:  # the whole page is drawn, not its part alone: what was to be said is still to be said
        deciding.tell(ahead.told)
    found = plan_head("desk.page.review")
    if found is None:
        return
    closing.tell_whole(found)
    name = board.name(KEY, found.plan.id)
    _lanes(name, found)
    _calendar(name, found)
    left, right = st.columns([5, 7], gap="large")
    with left:
        queue.asked(found)
        component.lists(name, ("queue",))
        deciding.accept_all(found)
    with right:
        _work(name, found.plan.id)
        why.waiting(found)
    closing.show(found)


@st.fragment
def _lanes(name: str, found: Shown) -> None:
    """What a lane is, and whether items may be moved; the calendar's plan is sent from here."""
    say = found.say
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        by = board.lanes(found, "review_lanes")
    edit = right.toggle(
        say("desk.moving.toggle"), disabled=found.approved, help=say("desk.moving.toggle_help"), key=MOVING
    )
    board.feed(name, found, by, edit=edit and not found.approved)


@st.fragment
def _calendar(name: str, found: Shown) -> None:
    """The timeline; a move on it is asked about before it is kept."""
    answer = component.timeline(name, height=CALENDAR_HEIGHT)
    moved = edit_of(found.plan, answer) if answer and st.session_state.get(MOVING) and not found.approved else None
    if moved is not None:
        moving.ask(session.looked_at(found.plan.id), *moved)


class Work(NamedTuple):
    """What stands at hand, worked out before any of it is drawn."""

    found: Shown
    choice: Choice
    told: deciding.Told
    queue: str
    """Which items the filters keep, as `board.figures`."""
    reasons: why.Reasons | None


def _work_out(plan: str) -> Work:
    found = session.looked_at(plan)
    session.saw(found)
    choice = board.choice(KEY, found.plan)
    told = deciding.last(choice)
    kept = queue.wanted(found)
    at = found.plan.item.get(choice.item or "") or queue.first(found, kept)
    reasons = None if at is None else why.ready(found, at)
    return Work(found, choice, told, kept, reasons)


def _ahead(plan: str) -> None:
    """Works out what is at hand before its part of the page begins: what is sent while that lasts is drawn apart."""
    st.session_state[AHEAD] = _work_out(plan)


@st.fragment
def _work(name: str, plan: str) -> None:
    """The item at hand, to be decided."""
    found, choice, told, kept, reasons = st.session_state.pop(AHEAD, None) or _work_out(plan)
    ahead = partial(_ahead, plan)
    board.work(name, found, choice, kept, reasons.item.id if reasons else "", ahead)
    session.choose(choice.item)
    deciding.tell_error(told)
    news = _news(found, told)
    if reasons is None:
        st.html(news or f"<p>{escape(found.say('desk.queue.empty'))}</p>")
        return
    with st.container(border=True):
        deciding.buttons(found, reasons.item, ahead)
        for entry in found.plan.findings:
            if reasons.item.id in entry.items:
                st.warning(found.say.say(entry.message), icon="\N{WARNING SIGN}")
        why.body(found, reasons, KEY, news)


def _news(found: Shown, told: deciding.Told) -> str:
    """What became of the last decision, and what has to come before an approval."""
    lines = [("success", told.text)] if told.kind == "success" else []
    moved = closing.unsettled(found)
    if moved:
        lines.append(("warning", found.say("error.unsettled", count=moved)))
    return "".join(f'<p class="told {kind}" role="status">{escape(text)}</p>' for kind, text in lines)
