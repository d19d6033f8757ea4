"""A draft being made: what each agent reports, as it happens."""

import streamlit as st

from copilot.model.record import Run, RunEvent
from copilot.ui import pages_by_name, session, words

POLL_SECONDS = 1.0
STATE = {"queued": "running", "running": "running", "done": "complete", "failed": "error", "cancelled": "error"}


def show() -> None:
    """The run that the address names: it goes on even when nobody looks."""
    run = session.service().run(str(session.kept("run")))
    if run.over:
        _show(run)
    else:
        st.fragment(_follow, run_every=POLL_SECONDS)()


def _follow() -> None:
    run = session.service().run(str(session.kept("run")))
    if not run.over:
        _show(run)
        return
    # Nothing is drawn here any more: a button of a fragment that is about to go would lose its click.
    if run.plan:
        session.keep("plan", run.plan)
    st.rerun()


def _show(run: Run) -> None:
    say = session.speaker()
    events = events_of(run.id)
    with st.status(say(f"desk.run.{run.status}"), state=STATE[run.status], expanded=True):  # type: ignore[arg-type]
        latest = {event.source: event for event in events}
        for source, event in latest.items():
            st.markdown(f"**{words.source(say, source)}** \u2014 {say.say(event.message)}")
        if run.error:
            st.error(say.say(run.error))
        if run.over:
            _after(run)
        elif st.button(say("desk.run.cancel"), key="cancel"):
            session.service().cancel(run.id)
    if len(events) > len(latest):
        with st.expander(say("desk.run.journal", count=len(events))):
            pairs = (say("desk.pair", name=words.source(say, e.source), value=say.say(e.message)) for e in events)
            st.markdown("\n".join(f"- {pair}" for pair in pairs))


def _after(run: Run) -> None:
    say = session.speaker()
    left, right = st.columns(2)
    if run.plan and left.button(say("desk.run.open"), type="primary", key="open"):
        session.keep("plan", run.plan)
        pages_by_name.open_page("draft")
    if right.button(say("desk.run.close"), key="close"):
        session.drop("run")
        st.rerun()


def events_of(run: str) -> list[RunEvent]:
    """All events so far; only those after the last one seen are read from the store."""
    held: dict[str, list[RunEvent]] = st.session_state.setdefault("events", {})
    known = held.setdefault(run, [])
    known.extend(session.service().events(run, after=known[-1].seq if known else 0))
    return known
