"""What surrounds every page: language, name, and what is told of a plan on each of its pages."""

import contextlib
import datetime
import logging
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from copilot.model.clock import Clock
from copilot.model.decision import Decision
from copilot.model.errors import IntendanceError
from copilot.model.noun import LANGUAGES
from copilot.ui import charts, session
from copilot.ui.document.component import document, style
from copilot.ui.session import Shown
from copilot.ui.views import deciding
from copilot.ui.views.head import head
from copilot.ui.words import escaped

log = logging.getLogger(__name__)
PRESENCE_SECONDS = 5.0
SINCE = 3
"""Decisions of others told one by one."""


def sidebar() -> None:
    """Language, the planner's name and keys."""
    say = session.speaker()
    _logo()
    with st.sidebar:
        st.html(style())
        document(say.language, st.session_state.get("user", ""))
        st.segmented_control(
            say("desk.language"),
            LANGUAGES,
            default=session.language(),
            required=True,
            format_func={"fr": "Fran\u00e7ais", "en": "English"}.__getitem__,
            key="language_choice",
            on_change=lambda: session.speak(st.session_state["language_choice"]),
        )
        st.text_input(say("desk.user"), session.user(), max_chars=200, key="user_input", on_change=_sit_down)
        st.toggle(say("desk.keys"), session.keys(), key="keys_choice", help=say("desk.keys_help"), on_change=_keep_keys)
        now = datetime.datetime.now(_zone())
        st.caption(say("desk.times", zone=_zone().key, offset=charts.offset(now)))


def _logo() -> None:
    """Whose desk it is, where an administration says so."""
    looks = session.looks()
    if looks.logo:
        st.logo(str(Path(session.settings().theme) / looks.logo), size="large")
    if looks.name:
        st.sidebar.markdown(f"**{escaped(looks.name)}**")


def _sit_down() -> None:
    """Another name: that person's language and keys; no name leaves whoever was there."""
    name = st.session_state["user_input"].strip()
    if name:
        session.sit_down(name)
    shown = {"user_input": session.user(), "language_choice": session.language(), "keys_choice": session.keys()}
    st.session_state.update(shown)


def _keep_keys() -> None:
    st.session_state["keys"] = st.session_state["keys_choice"]
    session.service().prefer(session.user(), session.KEYS, "on" if st.session_state["keys"] else "off")


def stamp(seconds: float) -> str:
    """A moment of the desk's own as a local date and time."""
    return f"{datetime.datetime.fromtimestamp(seconds, _zone()):%d/%m %H:%M}"


def _zone() -> ZoneInfo:
    """The zone that the desk tells its own times in: that of the plan at hand, or the usual one."""
    chosen = session.kept("plan")
    with contextlib.suppress(IntendanceError):  # the page itself says that there is no such plan
        if chosen is not None:
            return ZoneInfo(session.plan(chosen).clock.zone)
    return ZoneInfo(Clock.model_fields["zone"].default)


def unexpected(error: Exception) -> bool:
    """Says what stopped a page, in the reader's language; True, so that Streamlit does not say it in English."""
    say = session.speaker()
    if isinstance(error, IntendanceError):
        st.error(say.say(error.message))
    else:
        log.error("a page broke", exc_info=error)
        st.error(say("desk.page_broke"))
    return True


def plan_head(what: str) -> Shown | None:
    """The head of the page of a plan; None, with a hint, when no plan is chosen."""
    found = session.shown()
    if found is None:
        say = session.speaker()
        st.title(say(what), anchor=False)
        st.info(say("desk.no_plan"))
        return None
    st.html(head(found))
    _warnings(found)
    st.fragment(_others, run_every=PRESENCE_SECONDS)(found)
    return found


def _others(found: Shown) -> None:
    """Who else looks at the plan just now."""
    me = session.user()
    for one in session.service().present(found.plan.id, me):
        if one.person != me:
            st.caption(found.say("desk.present", person=escaped(one.person), since=stamp(one.since)))
    records = session.service().decisions(found.plan.id)
    if len(records) > (known := session.seen(found)):
        _since(found, sorted((record.decision for record in records), key=lambda one: one.at)[known:])


def _since(found: Shown, decisions: list[Decision]) -> None:
    """What others decided since the page was drawn; it is not redrawn under its reader's hands."""
    told, button = st.columns([5, 1], vertical_alignment="center")
    lines = [found.say("desk.since.one", **deciding.said(found, one)) for one in decisions[-SINCE:]]
    if len(decisions) > SINCE:
        lines.insert(0, found.say("desk.since.more", count=len(decisions) - SINCE))
    told.info("\n\n".join(lines))
    if button.button(found.say("desk.since.refresh"), key="since_refresh", width="stretch"):
        st.rerun()


def _warnings(found: Shown) -> None:
    latest = session.service().latest(found.plan.id)
    if latest != found.plan.id:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.warning(found.say("desk.superseded"))
        if right.button(found.say("desk.see_latest")):
            session.keep("plan", latest)
            st.rerun()
    if session.changed(found.plan.id):
        st.warning(found.say("desk.world_changed"))
