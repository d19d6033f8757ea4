"""Tableau de bord: what runs, what waits for me, which deadlines come, and what is new since my last visit."""

import datetime

import streamlit as st

from copilot.app.standing import Standing, standings
from copilot.model.plan import Plan
from copilot.model.record import PlanSummary, Run
from copilot.texts import Speaker
from copilot.ui import pages_by_name, session, words
from copilot.ui.views.progress import events_of

VISIT = "last_visit"
FOLLOWED = {"draft": ("run", "ask"), "play": ("play", "replay")}
"""The errands that a page follows: under which name the address keeps the run, and the page."""
LINES = 12
"""How many lines of work are looked into."""


def show() -> None:
    """The page."""
    say = session.speaker()
    st.title(say("desk.home.title"), anchor=False)
    since, latest = _visited(), _latest()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _waiting(say, latest, since)
    with right:
        _running(say)
        _deadlines(say, latest)


def _visited() -> float:
    """When this person was here before this session; noted once a session."""
    held = st.session_state.get(VISIT)
    if held is None:
        service, person = session.service(), session.user()
        held = float(service.preference(person, VISIT) or 0)
        service.prefer(person, VISIT, str(datetime.datetime.now(datetime.UTC).timestamp()))
        st.session_state[VISIT] = held
    return float(held)


def _latest() -> list[PlanSummary]:
    """The last revision of each line of work, newest first; variants stay on the page of their plan."""
    found: dict[str, PlanSummary] = {}
    for summary in session.service().plans():
        if summary.variant:
            continue
        held = found.get(summary.root)
        if held is None or summary.revision > held.revision:
            found[summary.root] = summary
    return list(found.values())[:LINES]


def _waiting(say: Speaker, latest: list[PlanSummary], since: float) -> None:
    st.header(say("desk.home.waiting"), anchor=False)
    if not latest:
        st.caption(say("desk.recent_none"))
    for summary in latest:
        plan = session.plan(summary.id)
        parent = session.plan(plan.parent) if plan.parent else None
        found = standings(plan, parent, session.service().decisions(plan.id))
        with st.container(border=True):
            _card(say, summary, plan, found, since)


def _card(say: Speaker, summary: PlanSummary, plan: Plan, found: dict[str, Standing], since: float) -> None:
    pending = sum(found[item.id].verb is None for item in plan.items)
    head, button = st.columns([5, 2], vertical_alignment="center")
    new = f":blue-badge[{say('desk.home.new')}] " if summary.created_at > since else ""
    head.markdown(f"{new}**{session.title(plan.scenario)}** \u00b7 {say('desk.revision', revision=plan.revision)}")
    if button.button(say("desk.home.open"), key=f"home_{plan.id}", width="stretch"):
        session.keep("plan", plan.id)
        pages_by_name.open_page("draft")
    held = sum(line.met for line in plan.milestones)
    whole = found[""].verb
    state = {"approve": "desk.approved", "return": "desk.returned"}.get(whole or "", "desk.being_reviewed")
    parts = [
        say(f"desk.verdict.{plan.verdict}"),
        say(state),
        say("desk.home.milestones", held=held, count=len(plan.milestones)),
        say("desk.home.pending", count=pending, items=len(plan.items)),
    ]
    st.caption(" \u00b7 ".join(parts))
    unmet = [need for need in plan.unmet if need.mandatory]
    if unmet:
        st.markdown(f":red[{say('desk.home.unmet', count=len(unmet))}]")


def _running(say: Speaker) -> None:
    st.header(say("desk.home.running"), anchor=False)
    runs = [run for run in session.service().runs() if not run.over]
    if not runs:
        st.caption(say("desk.home.none_running"))
    for run in runs:
        with st.container(border=True):
            _run(say, run)


def _run(say: Speaker, run: Run) -> None:
    head, button = st.columns([5, 3], vertical_alignment="center")
    head.markdown(f"**{session.title(run.order.scenario)}** \u00b7 {say(f'desk.home.errand.{run.order.errand}')}")
    followed = FOLLOWED.get(run.order.errand)
    if followed and button.button(say("desk.home.follow"), key=f"run_{run.id}", width="stretch"):
        kept, page = followed
        session.keep(kept, run.id)
        pages_by_name.open_page(page)
    events = events_of(run.id)
    if events:
        st.caption(f"{words.source(say, events[-1].source)} \u2014 {say.say(events[-1].message)}")


def _deadlines(say: Speaker, latest: list[PlanSummary]) -> None:
    """The milestones of the latest drafts, lost ones first, then by date."""
    st.header(say("desk.home.deadlines"), anchor=False)
    rows = []
    for summary in latest:
        plan = session.plan(summary.id)
        own = Speaker(say.language, plan.names, plan.clock)
        rows += [(line.met, plan.clock.at(line.due), plan, line, own) for line in plan.milestones]
    rows.sort(key=lambda row: (row[0], row[1]))
    lines = [
        {
            say("desk.col.state"): words.held(say, met),
            say("desk.col.milestone"): own.say(line.label),
            say("desk.col.due"): words.unbroken(own.moment(line.due)),
        }
        for met, _, plan, line, own in rows[:LINES]
    ]
    if lines:
        st.table(lines, hide_index=True, border="horizontal")
    else:
        st.caption(say("desk.home.no_deadline"))
