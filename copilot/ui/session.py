"""Who is at the desk and what they are looking at: kept in the address, so that a reload or a shared link holds."""

import datetime
import gc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import streamlit as st

from copilot.app.assembly import open_service
from copilot.app.closed import Closed
from copilot.app.service import Asked, Service
from copilot.app.situation import Situation
from copilot.app.standing import Standing, standings
from copilot.model.decision import ItemEdit
from copilot.model.errors import PlannerError
from copilot.model.finding import Review
from copilot.model.marking import Marks
from copilot.model.noun import LANGUAGES, Language
from copilot.model.plan import Plan
from copilot.settings import Settings
from copilot.texts import Speaker
from copilot.ui.document.component import person
from copilot.ui.theme import Theme, theme
from copilot.ui.timeline.data import states

WORK = ("lang", "plan", "run", "question", "read", "variant", "tab", "play", "moment", "part")
FILTERS = ("lanes", "domains", "site", "unit", "queue")
KEPT = WORK + FILTERS
ITEM = "item"
"""What is chosen: the browser keeps it in the address (board.js), since Streamlit would draw the whole page for it."""


CHOSEN = (str, int, datetime.date, datetime.time, list, tuple)
"""What is chosen in lists of any kind."""
KEYS, LANGUAGE = "keys", "lang"
"""The preferences that say whether buttons answer to keys, and which language a person reads."""


@st.cache_resource
def settings() -> Settings:
    """The settings, read once."""
    return Settings()


@st.cache_resource
def looks() -> Theme:
    """The desk's theme, read once."""
    return theme(settings().theme)


@st.cache_resource
def service() -> Service:
    """The service, opened once for all sessions."""
    return open_service(settings())


@st.cache_resource(ttl="30s", show_spinner=False)
def asked(scenario: str, language: Language) -> Asked:
    """What a scenario asks, read again when a while has passed."""
    return service().asked(scenario, language)


@st.cache_resource(ttl="30s", show_spinner=False)
def titles() -> dict[str, dict[Language, str]]:
    """The title of each scenario at hand in each language."""
    return {entry.name: entry.titles for entry in service().scenarios()}


def title(scenario: str) -> str:
    """The title of a scenario in the desk's language, or its name; both, when others have the same title."""
    spoken = {name: said.get(language(), name) for name, said in titles().items()}
    found = spoken.get(scenario, scenario)
    return found if list(spoken.values()).count(found) < 2 else f"{found} ({scenario})"


@st.cache_resource(ttl="30s", show_spinner=False)
def changed(plan: str) -> bool:
    """True when the scenario is no longer the one that the plan was made for."""
    return service().changed(plan)


@st.cache_resource(ttl="30s", show_spinner=False)
def closed(plan: str) -> tuple[Closed, ...]:
    """When the places of a plan are closed and its vehicles away."""
    return service().closed(plan)


@st.cache_resource(ttl="30s", max_entries=200, show_spinner=False)
def marks(plan: str) -> Marks:
    """The highest marking of all that went into a plan, and every caveat."""
    return service().marks(plan)


@st.cache_resource(ttl="30s", max_entries=32, show_spinner=False)
def situation(plan: str) -> Situation | None:
    """The ground that a plan stands on and what it makes of it; None once the scenario is another."""
    return service().situation(plan)


@st.cache_resource(ttl="30s", max_entries=200, show_spinner=False)
def tried(plan: str, item: str, start: int | None, assets: tuple[str, ...] | None) -> Review:
    """What an edit of an item would break."""
    return service().try_edit(plan, item, ItemEdit(start=start, assets=assets))


def units(scenario: str) -> dict[str, str]:
    """The unit that each item of a scenario is counted in; none when the scenario cannot be read any more."""
    try:
        return asked(scenario, language()).units
    except PlannerError:
        return {}


@st.cache_resource(max_entries=32, show_spinner=False)
def plan(name: str) -> Plan:
    """A plan by its identifier; it never changes."""
    found = service().plan(name)
    gc.freeze()  # until the desk's next collection, which goes through all: see serving.py
    return found


@dataclass(frozen=True)
class Shown:
    """A plan on the screen, with where its items stand and the words to say it."""

    plan: Plan
    standing: Mapping[str, Standing]
    say: Speaker
    parent: Plan | None = None
    known: int = 0
    """How many decisions on the plan the screen shows."""

    @cached_property
    def states(self) -> str:
        """Where each item stands, as `states` writes it."""
        return states(self.plan, self.standing)

    @property
    def approved(self) -> bool:
        """True when the whole plan is approved."""
        whole = self.standing[""].decision
        return whole is not None and whole.verb == "approve"


def restore() -> None:
    """Brings the address and the session together; the address is right when they differ.

    An address without a language takes the one that this person chose the last time.
    """
    for name in KEPT:
        value = st.query_params.get(name) or st.session_state.get(f"kept_{name}")
        if value:
            keep(name, value)
    if ITEM in st.query_params:
        choose(st.query_params[ITEM])
        del st.query_params[ITEM]
    if kept(LANGUAGE) is None:
        keep(LANGUAGE, service().preference(user(), LANGUAGE) or "fr")


def keep(name: str, value: str) -> None:
    """Keeps a value in the session and in the address."""
    st.session_state[f"kept_{name}"] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def drop(name: str) -> None:
    """Forgets a kept value."""
    st.session_state.pop(f"kept_{name}", None)
    if name in st.query_params:
        del st.query_params[name]


def choose(item: str | None) -> None:
    """Keeps what is chosen, or that nothing is."""
    st.session_state[f"kept_{ITEM}"] = item


def kept(name: str) -> str | None:
    """A kept value, or None."""
    return cast("str | None", st.session_state.get(f"kept_{name}"))


def address() -> dict[str, str]:
    """All that is kept, as the address says it."""
    return {name: value for name in KEPT if (value := kept(name)) is not None}


def language() -> Language:
    """The language of the desk."""
    return _known(kept(LANGUAGE))


def _known(said: str | None) -> Language:
    return next((known for known in LANGUAGES if known == said), "fr")


def speak(chosen: Language) -> None:
    """Turns the desk to a language, and keeps it as this person's."""
    _turn(chosen)
    service().prefer(user(), LANGUAGE, chosen)


def _turn(chosen: Language) -> None:
    """Turns the desk to a language; what is chosen in a list stays chosen, and is then said in that language.

    A browser holds a choice by its words, which mean nothing in the other language: each is set anew.
    """
    if chosen != language():
        for key, value in st.session_state.items():
            if isinstance(value, CHOSEN) and not isinstance(value, bool):
                st.session_state[key] = value
    keep(LANGUAGE, chosen)


def speaker() -> Speaker:
    """Says the desk's own texts."""
    return Speaker(language())


def speaker_of(plan: Plan) -> Speaker:
    """Says what is said of a plan and of its scenario's rows, in the plan's clock."""
    return Speaker(language(), _names(plan.id, language(), plan), plan.clock)


@st.cache_resource(ttl="30s", max_entries=32, show_spinner=False)
def _names(plan: str, language: Language, _plan: Plan) -> Mapping[str, Mapping[str, str]]:
    """What the rows of a plan's scenario are called, as far as it can still be read."""
    try:
        known = asked(_plan.scenario, language).names
    except PlannerError:
        known = {}
    return {**known, **_plan.names}


def keys() -> bool:
    """Whether buttons answer to keys: each person's choice, kept."""
    if "keys" not in st.session_state:
        st.session_state["keys"] = service().preference(user(), KEYS) != "off"
    return bool(st.session_state["keys"])


def user() -> str:
    """The name that decisions are signed with: the one typed here, or at this browser's last visit."""
    return str(st.session_state.get("user") or person() or settings().user)


def sit_down(name: str) -> None:
    """Somebody else is at the desk: their language and keys come with them."""
    st.session_state["user"] = name
    st.session_state.pop("keys", None)
    _turn(_known(service().preference(user(), LANGUAGE)))


def shown() -> Shown | None:
    """The plan that the address names, or None."""
    chosen = kept("plan")
    return None if chosen is None else looked_at(chosen)


def saw(found: Shown) -> None:
    """A part of the page was drawn again by itself: it shows the decisions known by now."""
    st.session_state["saw"] = (found.plan.id, found.known)


def seen(found: Shown) -> int:
    """How many decisions on a plan the screen shows, whichever part of it was drawn last."""
    plan, known = st.session_state.get("saw", ("", 0))
    return max(found.known, known) if plan == found.plan.id else found.known


def looked_at(name: str) -> Shown:
    """A plan, to be shown with where its items stand."""
    shown = plan(name)
    parent = plan(shown.parent) if shown.parent else None
    records = service().decisions(name)
    standing = standings(shown, parent, records)
    return Shown(shown, standing, Speaker(language(), shown.names, shown.clock), parent, len(records))
