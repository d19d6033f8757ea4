"""Validation: accept, edit, reject or lock each item, draft again, and approve or return the whole."""

from collections import Counter
from collections.abc import Callable

import streamlit as st

from copilot.app.lots import in_conflict
from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import filters, session, words
from copilot.ui.session import Shown
from copilot.ui.timeline.data import STATUSES
from copilot.ui.timeline.editing import edit_of
from copilot.ui.views import board, closing, deciding, moving, why
from copilot.ui.views.board import Choice
from copilot.ui.views.frame import plan_head
from copilot.ui.views.sheet import sheet

KEY = "review"
CALENDAR_HEIGHT = 330
MOVING = "review_edit"
QUEUES = ("pending", "decided", "flagged", "every")


def show() -> None:
    """The page."""
    found = plan_head("desk.page.review")
    if found is None:
        return
    closing.tell_whole(found)
    _lanes(found)
    _work(found.plan.id)


@st.fragment
def _lanes(found: Shown) -> None:
    """What a lane is, and whether items may be moved; the calendar's plan is sent from here, not at each decision."""
    say = found.say
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        by = board.lanes(found, "review_lanes")
    edit = right.toggle(
        say("desk.moving.toggle"), disabled=found.approved, help=say("desk.moving.toggle_help"), key=MOVING
    )
    board.feed(board.name(KEY, found.plan.id), found, by, edit=edit and not found.approved)


@st.fragment
def _work(plan: str) -> None:
    """The calendar, the queue, the item at hand, the end of the review: all that an item or a decision changes."""
    found = session.looked_at(plan)
    session.saw(found)
    choice = board.choice(KEY, found.plan)
    deciding.tell_last(choice)
    st.markdown(_counts(found))
    name = board.name(KEY, plan)
    board.stand(name, found)
    _calendar(name, found, choice)
    queue, sheet = st.columns([5, 7], gap="large")
    with queue:
        items = _queue(found)
        at = found.plan.item.get(choice.item or "") or next(iter(items), None)
        board.queue(name, found, choice, {item.id for item in items}, at.id if at else "")
        deciding.accept_all(found, items)
    board.note(choice)
    if at is not None:
        with sheet:
            _sheet(found, at)
    closing.show(found)


def _calendar(name: str, found: Shown, choice: Choice) -> None:
    """The timeline; a move on it is asked about before it is kept."""
    answer = board.show(name, choice, height=CALENDAR_HEIGHT)
    moved = edit_of(found.plan, answer) if answer and st.session_state.get(MOVING) and not found.approved else None
    if moved is not None:
        moving.ask(found, *moved)


def _counts(found: Shown) -> str:
    """How many items stand where, in one line."""
    verbs = Counter(found.standing[item.id].verb for item in found.plan.items)
    return " \u00b7 ".join(f"{words.status(found.say, verb)} **{verbs[verb]}**" for verb in STATUSES)


def _queue(found: Shown) -> list[PlanItem]:
    say, plan = found.say, found.plan
    flagged = in_conflict(plan)
    wanted = st.segmented_control(
        say("desk.queue.label"),
        QUEUES,
        default=filters.one_of("queue", QUEUES, "pending"),
        required=True,
        format_func=lambda queue: say(f"desk.queue.{queue}"),
        key="queue",
    )
    filters.note("queue", wanted, "pending")
    domains = st.pills(
        say("desk.col.domain_name"),
        DOMAINS,
        selection_mode="multi",
        default=filters.some_of("domains", DOMAINS),
        format_func=lambda domain: say(f"desk.domain.{domain}"),
        key="queue_domains",
    )
    filters.note("domains", domains, DOMAINS)
    tests: dict[str, Callable[[PlanItem], bool]] = {
        "pending": lambda item: found.standing[item.id].verb is None,
        "decided": lambda item: found.standing[item.id].verb is not None,
        "flagged": lambda item: item.id in flagged,
        "every": lambda item: True,
    }
    return [item for item in plan.by_time if item.domain in domains and tests[wanted](item)]


def _sheet(found: Shown, item: PlanItem) -> None:
    with st.container(border=True):
        st.html(sheet(found, item))
        deciding.buttons(found, item)
        for entry in found.plan.findings:
            if item.id in entry.items:
                st.warning(found.say.say(entry.message), icon="\N{WARNING SIGN}")
        why.body(found, item, KEY, narrow=True)
