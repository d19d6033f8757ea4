"""The items to review one after the other: which of them, and which one stands at hand."""

import streamlit as st

from copilot.app.lots import in_conflict
from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import filters
from copilot.ui.session import Shown
from copilot.ui.timeline.data import PENDING, STATUSES

EVERY = "".join(str(rank) for rank in range(len(STATUSES)))
STATES = {"pending": PENDING, "decided": EVERY.replace(PENDING, ""), "flagged": EVERY, "every": EVERY}
"""Where the items of a queue stand, by the figures of `states`."""
QUEUES = tuple(STATES)
WHICH, OF = "queue", "queue_domains"


def wanted(found: Shown) -> list[PlanItem]:
    """The items that the filters keep, as they stand before they are drawn: what follows from them is ready by then."""
    which = st.session_state.get(WHICH) or filters.one_of("queue", QUEUES, "pending")
    domains = st.session_state.get(OF, filters.some_of("domains", DOMAINS))
    pairs = zip(found.plan.by_time, found.states, strict=True)
    items = [item for item, state in pairs if state in STATES[which] and item.domain in domains]
    if which != "flagged":
        return items
    flagged = in_conflict(found.plan)
    return [item for item in items if item.id in flagged]


def asked(found: Shown) -> None:
    """The filters, kept in the address."""
    say = found.say
    filters.ask_one("queue", say("desk.queue.label"), QUEUES, "pending", lambda one: say(f"desk.queue.{one}"), WHICH)
    filters.ask_some("domains", say("desk.col.domain_name"), DOMAINS, lambda one: say(f"desk.domain.{one}"), OF)
