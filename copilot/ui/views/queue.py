"""The items to review one after the other: which of them, and which one stands at hand."""

import streamlit as st

from copilot.app.lots import in_conflict
from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import filters
from copilot.ui.session import Shown
from copilot.ui.timeline.data import PENDING, STATUSES
from copilot.ui.views import board

EVERY = "".join(str(rank) for rank in range(len(STATUSES)))
STATES = {"pending": PENDING, "decided": EVERY.replace(PENDING, ""), "flagged": EVERY, "every": EVERY}
"""Where the items of a queue stand, by the figures of `states`."""
QUEUES = tuple(STATES)
WHICH, OF = "queue", "queue_domains"


def wanted(found: Shown) -> str:
    """Which items the filters keep, as `board.figures`; as they stand before they are drawn, to be ready by then."""
    which = st.session_state.get(WHICH) or filters.one_of("queue", QUEUES, "pending")
    named = st.session_state.get(OF, filters.some_of("domains", DOMAINS))
    pairs = zip(found.states, board.of_domains(found.plan, named), strict=True)
    kept = [domain if state in STATES[which] else "0" for state, domain in pairs]
    if which == "flagged":
        flagged = {found.plan.place.get(name) for name in in_conflict(found.plan)}  # a finding names needs as well
        kept = [one if place in flagged else "0" for place, one in enumerate(kept)]
    return "".join(kept)


def first(found: Shown, kept: str) -> PlanItem | None:
    """The first of the items that are kept."""
    place = kept.find("1")
    return None if place < 0 else found.plan.by_time[place]


def asked(found: Shown) -> None:
    """The filters, kept in the address."""
    say = found.say
    filters.ask_one("queue", say("desk.queue.label"), QUEUES, "pending", lambda one: say(f"desk.queue.{one}"), WHICH)
    filters.ask_some("domains", say("desk.col.domain_name"), DOMAINS, lambda one: say(f"desk.domain.{one}"), OF)
