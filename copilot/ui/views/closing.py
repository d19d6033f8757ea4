"""The end of a review: draft again with the decisions kept, approve the whole, or return it."""

from collections import Counter

import streamlit as st

from copilot.model.decision import Decision, PlanVerb
from copilot.ui import pages_by_name, session, words
from copilot.ui.session import Shown
from copilot.ui.timeline.data import PENDING
from copilot.ui.views import deciding
from copilot.ui.whole import whole

HASH_SHOWN = 12


@st.fragment
def show(found: Shown) -> None:
    """The three ways on, side by side; they stay as they are while items are decided."""
    st.header(found.say("desk.closing"), anchor=False)
    if found.plan.verdict == "INVALID":
        st.error(found.say("error.approve_invalid"))
    with st.container(horizontal=True):
        _again(found)
        _approve(found)
        _return(found)


def unsettled(found: Shown) -> int:
    """How many items were rejected or edited since the draft: it has to be drafted again before it is approved."""
    return sum(state.verb in ("reject", "edit") and not state.carried for item, state in found.standing.items() if item)


def tell_whole(found: Shown) -> None:
    """Says who approved or returned the plan, when, and why."""
    decision = found.standing[""].decision
    if decision is None:
        return
    by, at = decision.by, f"{decision.at.astimezone(found.plan.clock.at(0).tzinfo):%d/%m/%Y %H:%M}"
    if decision.verb == "approve":
        st.success(found.say("desk.approved_by", by=by, at=at, hash=found.plan.id[:HASH_SHOWN]))
    else:
        st.warning(found.say("desk.returned_by", by=by, at=at))
        st.text(decision.reason)


def _again(found: Shown) -> None:
    say = found.say
    if st.button(
        say("desk.again.button"), key="again", disabled=found.approved, help=say("desk.again.help"), width="stretch"
    ):
        solving, service = found.plan.solving, session.service()
        with whole():
            run = service.redraft(found.plan.id, solving.seed, solving.effort, say.language, session.user())
            session.keep("run", run)
        pages_by_name.open_page("ask")


def _approve(found: Shown) -> None:
    say = found.say
    closed = found.approved or found.plan.verdict == "INVALID"
    if st.button(say("desk.approve.button"), key="approve", type="primary", disabled=closed, width="stretch"):
        now, seen = session.looked_at(found.plan.id), session.seen(found)
        st.dialog(say("desk.approve.title"), width="medium")(_sure)(now, seen)


def _sure(found: Shown, seen: int) -> None:
    """The exact object that is signed; `seen`: how many decisions the page has shown, of those that stand."""
    say = found.say
    st.markdown(say("desk.approve.what", revision=found.plan.revision))
    st.code(found.plan.id, language=None, wrap_lines=True)
    st.markdown("\n".join(f"- {line}" for line in _signed(found)))
    open_items, moved = found.states.count(PENDING), unsettled(found)
    if moved:
        st.error(say("error.unsettled", count=moved))
    elif open_items:
        st.warning(say("desk.approve.open", count=open_items))
    read = st.checkbox(say("desk.approve.read"), key="approve_read", disabled=bool(moved))
    if st.button(say("desk.approve.button"), type="primary", disabled=bool(moved) or not read, key="approve_sure"):
        _whole(found, "approve", "", seen)
        st.rerun()


def _signed(found: Shown) -> list[str]:
    """What the hash stands for, and what it does not."""
    say, plan = found.say, found.plan
    verbs = Counter(words.status(say, found.standing[item.id].verb) for item in plan.items)
    lines = [
        say("desk.approve.items", count=len(plan.items), facts=len(plan.facts)),
        say("desk.approve.milestones", held=sum(line.met for line in plan.milestones), count=len(plan.milestones)),
        say("desk.approve.unmet", count=len(plan.unmet)),
        say("desk.approve.decisions", told=", ".join(f"{verb} {count}" for verb, count in verbs.items()) or "\u2013"),
    ]
    return [*lines, say("desk.approve.unsigned")] if plan.comments else lines


def _return(found: Shown) -> None:
    say = found.say
    if st.button(say("desk.return.button"), key="return", help=say("desk.return.help"), width="stretch"):
        now, seen = session.looked_at(found.plan.id), session.seen(found)
        st.dialog(say("desk.return.title"))(_ask_return)(now, seen)


def _ask_return(found: Shown, seen: int) -> None:
    say = found.say
    reason = st.text_area(say("desk.reason_needed"), max_chars=2000, key="return_reason")
    if st.button(say("desk.return.button"), type="primary", key="return_sure"):
        if not reason.strip():
            st.error(say("desk.reason_missing"))
            return
        _whole(found, "return", reason, seen)
        st.rerun()


def _whole(found: Shown, verb: PlanVerb, reason: str, seen: int) -> None:
    decision = Decision(plan=found.plan.id, verb=verb, reason=reason, by=session.user(), at=deciding.now())
    deciding.record(found, decision, seen)
