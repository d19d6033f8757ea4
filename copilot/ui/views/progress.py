"""A draft being made: what each agent reports, as it happens."""

import contextlib
import time
from collections.abc import Callable

import streamlit as st

from copilot.model.errors import PlannerError
from copilot.model.record import Run, RunEvent
from copilot.texts import Speaker
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
        _best(say, run, events)
        latest = {event.source: event for event in events}
        for source, event in latest.items():
            st.markdown(f"**{words.source(say, source)}** \u2014 {say.say(event.message)}")
        if run.error:
            st.error(say.say(run.error))
        if run.over:
            _after(run)
        else:
            stopping(run)
    if len(events) > len(latest):
        with st.expander(say("desk.run.journal", count=len(events))):
            pairs = (say("desk.pair", name=words.source(say, e.source), value=say.say(e.message)) for e in events)
            st.markdown("\n".join(f"- {pair}" for pair in pairs))


def _best(say: Speaker, run: Run, events: list[RunEvent]) -> None:
    """The best objective so far, what no plan can cost less than, and for how long it has been searched."""
    told = [event for event in events if event.message.code == "event.better_bound"]
    if not told:
        return
    cost, least = (int(told[-1].message.args[name]) for name in ("cost", "least"))
    best, bound, gap, since = st.columns(4)
    best.metric(say("desk.run.best"), say.number(cost))
    bound.metric(say("desk.run.bound"), say.number(least))
    gap.metric(say("desk.run.gap"), f"{say.number(100 * (cost - least) / cost)}\u00a0%" if cost > 0 else "\u2013")
    begun = next(event.at for event in events if event.message.code == "event.solve_starts")
    ended = events[-1].at if run.over else time.time()
    spent, effort = max(0, round(ended - begun)), round(run.order.effort)
    since.metric(say("desk.run.since"), say("desk.run.seconds", spent=spent, effort=effort))


def stopping(run: Run) -> None:
    """Two ways to end a run: with the best that it has, or without anything."""
    say = session.speaker()
    if run.stopped_by is not None:
        st.caption(say("desk.run.stopping", by=run.stopped_by))
    keep, drop = st.columns(2)
    asked = run.stopped_by is not None
    if keep.button(say("desk.run.stop"), key=f"stop_{run.id}", disabled=asked, help=say("desk.run.stop_help")):
        _end(run, session.service().stop, session.user())
    if drop.button(say("desk.run.cancel"), key=f"cancel_{run.id}", help=say("desk.run.cancel_help")):
        _end(run, session.service().cancel)


def _end(run: Run, how: Callable[..., None], *args: str) -> None:
    """A run that ended meanwhile is no mistake of the planner's: the page is about to show it."""
    with contextlib.suppress(PlannerError):
        how(run.id, *args)
    st.rerun()


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
