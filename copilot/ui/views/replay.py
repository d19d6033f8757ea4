"""Rejeu: a scenario played through what happens in it, ordered from here; what became of the plan, moment by moment."""

import streamlit as st

from copilot.model.errors import IntendanceError, UnknownNameError
from copilot.model.order import Order
from copilot.model.reaction import Played
from copilot.model.record import Run
from copilot.texts import Speaker
from copilot.ui import session
from copilot.ui.views import asking, moment
from copilot.ui.views.frame import stamp
from copilot.ui.whole import whole

KEY = "play"
EFFORT = 5
SCENARIO = "play_scenario"


def show() -> None:
    """The page."""
    say = session.speaker()
    st.title(say("desk.play.title"), anchor=False)
    st.caption(say("desk.play.help"))
    scenario = _scenario(say)
    if scenario is None:
        return
    plays = {run.id: run for run in session.service().plays(scenario)}
    _order(say, scenario)
    if not plays:
        st.info(say("desk.play.known_none"))
        return
    chosen = _one(say, plays)
    asking.followed(chosen, lambda run: _told(say, run))


def _scenario(say: Speaker) -> str | None:
    """The scenario that is played: that of the play in the address, or else of the plan at hand."""
    known = _named()
    if known is not None or SCENARIO not in st.session_state:
        plan = session.kept("plan")
        known = known or (session.plan(plan).scenario if plan else None)
        st.session_state[SCENARIO] = known if known in session.titles() else next(iter(session.titles()), None)
    return st.selectbox(
        say("desk.play.scenario"),
        list(session.titles()),
        format_func=session.title,
        key=SCENARIO,
        on_change=_drop,
    )


def _named() -> str | None:
    """The scenario of the play that the address names; one that this store has not is forgotten."""
    named = session.kept(KEY)
    if named is None:
        return None
    try:
        return session.service().run(named).order.scenario
    except UnknownNameError:
        _drop()
        return None


def _drop() -> None:
    for name in (KEY, moment.KEY):
        session.drop(name)


def _order(say: Speaker, scenario: str) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    effort = left.number_input(
        say("desk.play.effort"), 1, 3600, EFFORT, help=say("desk.ask.effort_help"), key="play_effort"
    )
    if right.button(say("desk.play.order"), type="primary", key="play_order", width="stretch"):
        wanted = Order(
            scenario=scenario,
            errand="play",
            language=say.language,
            effort=float(effort),
            model=session.service().model(),
            by=session.user(),
        )
        with whole():
            try:
                run = session.service().start(wanted)
            except IntendanceError as error:
                st.error(say.say(error.message))
                return
            _drop()
            session.keep(KEY, run)
        st.rerun()


def _one(say: Speaker, plays: dict[str, Run]) -> str:
    """The play that is looked at: the last one, unless the address names another."""
    named = session.kept(KEY)
    chosen = named if named in plays else next(iter(plays))
    if len(plays) > 1:
        # Streamlit keeps what was written of a choice: another list where one of them says something else.
        over = sum(run.over for run in plays.values())
        chosen = st.selectbox(
            say("desk.play.known"),
            list(plays),
            index=list(plays).index(chosen),
            format_func=lambda name: _label(say, plays[name]),
            key=f"play_chosen_{named}_{over}",
        )
    if chosen != named:
        if named is not None:
            session.drop(moment.KEY)
        session.keep(KEY, chosen)
    return chosen


def _label(say: Speaker, run: Run) -> str:
    if isinstance(run.result, Played):
        state = "sound" if run.result.sound else "unsound"
    else:
        state = run.status if run.status in ("failed", "cancelled") else "under_way"
    return say("desk.play.one", at=stamp(run.created_at), effort=run.order.effort, state=say(f"desk.play.{state}"))


def _told(say: Speaker, run: Run) -> None:
    if run.error is not None:
        st.error(say.say(run.error))
    elif run.status == "cancelled":
        st.info(say("desk.run.cancelled"))
    if isinstance(run.result, Played):
        moment.show(run.id, run.result)
