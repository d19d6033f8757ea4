"""The items to review one after the other: which of them, and which one stands at hand."""

from collections.abc import Callable

import streamlit as st

from copilot.app.lots import in_conflict
from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import filters
from copilot.ui.session import Shown
from copilot.ui.timeline.data import PENDING

QUEUES = ("pending", "decided", "flagged", "every")
WHICH, OF = "queue", "queue_domains"


def wanted(found: Shown) -> list[PlanItem]:
    """The items that the filters keep, as they stand before they are drawn: what follows from them is ready by then."""
    which = st.session_state.get(WHICH) or filters.one_of("queue", QUEUES, "pending")
    domains = st.session_state.get(OF, filters.some_of("domains", DOMAINS))
    flagged = in_conflict(found.plan)
    tests: dict[str, Callable[[PlanItem, str], bool]] = {
        "pending": lambda item, state: state == PENDING,
        "decided": lambda item, state: state != PENDING,
        "flagged": lambda item, state: item.id in flagged,
        "every": lambda item, state: True,
    }
    keeps = tests[which]
    pairs = zip(found.plan.by_time, found.states, strict=True)
    return [item for item, state in pairs if item.domain in domains and keeps(item, state)]


def asked(found: Shown) -> None:
    """The filters, kept in the address."""
    say = found.say
    which = st.segmented_control(
        say("desk.queue.label"),
        QUEUES,
        default=filters.one_of("queue", QUEUES, "pending"),
        required=True,
        format_func=lambda queue: say(f"desk.queue.{queue}"),
        key=WHICH,
    )
    filters.note("queue", which, "pending")
    domains = st.pills(
        say("desk.col.domain_name"),
        DOMAINS,
        selection_mode="multi",
        default=filters.some_of("domains", DOMAINS),
        format_func=lambda domain: say(f"desk.domain.{domain}"),
        key=OF,
    )
    filters.note("domains", domains, DOMAINS)
