"""Demande: choose a scenario, read what is asked, draft, and watch the draft being made."""

import streamlit as st

from copilot.app.service import Asked
from copilot.model.errors import ScenarioError
from copilot.model.order import Order
from copilot.model.request import DOMAINS, Milestone
from copilot.texts import Speaker
from copilot.ui import charts, session
from copilot.ui.views import bringing, progress, reading
from copilot.ui.views.problems import problem_rows
from copilot.ui.whole import whole
from copilot.ui.words import unbroken

DEFAULT_EFFORT = 30
HOUR = 60


def show() -> None:
    """The page."""
    say = session.speaker()
    st.title(say("desk.ask.title"), anchor=False)
    st.caption(say("desk.ask.help"))
    chosen = st.selectbox(say("desk.ask.scenario"), list(session.titles()), format_func=session.title, key="scenario")
    bringing.show(say, chosen)
    if session.kept("run"):
        progress.show()
    if chosen is None:
        return
    try:
        found = session.asked(chosen, say.language)
    except ScenarioError as error:
        _problems(say, error)
        return
    spoken = Speaker(say.language, found.names, found.clock)
    _launch(spoken, chosen)
    words, structure = st.columns(2, gap="large")
    with words, st.container(border=True):
        st.header(say("desk.ask.words"), anchor=False)
        st.markdown(found.request.words)
    with structure, st.container(border=True):
        st.header(say("desk.ask.structure"), anchor=False)
        _structure(spoken, found)


def _launch(say: Speaker, scenario: str) -> None:
    with st.expander(say("desk.ask.settings")):
        left, right = st.columns(2)
        effort = left.number_input(say("desk.ask.effort"), 1, 3600, DEFAULT_EFFORT, help=say("desk.ask.effort_help"))
        seed = right.number_input(say("desk.ask.seed"), 0, 2**31 - 1, 1, help=say("desk.ask.seed_help"))
    if st.button(say("desk.ask.draft"), type="primary", key="draft"):
        model = session.service().model()
        order = Order(
            scenario=scenario,
            language=say.language,
            seed=int(seed),
            effort=float(effort),
            model=model,
            by=session.user(),
        )
        with whole():
            session.keep("run", session.service().start(order))
        st.rerun()
    reading.show(say, scenario, float(effort), int(seed))


def _structure(say: Speaker, found: Asked) -> None:
    request = found.request
    window = say("desk.window", start="t:0", end=f"t:{found.clock.end}")
    year, zone = str(found.clock.at(0).year), charts.zone(found.clock, say)
    st.markdown(say("desk.in_zone", window=window, year=year, zone=zone))
    milestones = [
        {say("desk.col.milestone"): milestone(say, wanted), say("desk.col.due"): unbroken(say.moment(wanted.due))}
        for wanted in request.milestones
    ]
    if milestones:
        st.table(milestones, hide_index=True, border="horizontal")
    weights = [
        say("desk.pair", name=say(f"desk.domain.{domain}"), value=f"{request.priorities.of(domain)}/5")
        for domain in DOMAINS
    ]
    st.markdown(f"**{say('desk.ask.priorities')}** \u2014 {', '.join(weights)}")
    limits = request.limits
    night = "desk.ask.night" if limits.night_movement else "desk.ask.day_only"
    st.markdown(f"- {say(night, start=_clock_time(limits.day_from), end=_clock_time(limits.day_to))}")
    st.markdown(f"- {say('desk.ask.convoy', count=limits.convoy_vehicles)}")
    st.markdown(f"- {say('desk.ask.marking', marking=say(f'desk.marking.{request.marking}'))}")


def milestone(say: Speaker, wanted: Milestone) -> str:
    """A milestone of the request in words."""
    named = {
        "site": say.name("sites", wanted.site) if wanted.site else say("desk.all_sites"),
        "item": say.name("items", wanted.item) if wanted.item else say("desk.all_items"),
        "unit": say.name("units", wanted.unit) if wanted.unit else "",
        "asset_type": say.name("asset_types", wanted.asset_type) if wanted.asset_type else "",
    }
    return say(f"desk.wanted.{wanted.kind}", target=wanted.target, **named)


def _clock_time(minutes: int) -> str:
    return f"{minutes // HOUR:02d}:{minutes % HOUR:02d}"


def _problems(say: Speaker, error: ScenarioError) -> None:
    st.error(say.say(error.message))
    st.table(problem_rows(say, error.problems), hide_index=True)
