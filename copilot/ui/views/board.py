"""A plan on a page as a timeline and lists, and which of its items is chosen: each chooses in the others."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import cast

import streamlit as st

from copilot.model.plan import Plan
from copilot.model.request import DOMAINS, Domain
from copilot.ui import filters, session
from copilot.ui.session import Shown
from copilot.ui.timeline import component
from copilot.ui.timeline.component import NOTHING, Pick, Selected, encoded
from copilot.ui.timeline.data import Scene
from copilot.ui.timeline.data import timeline as data_of
from copilot.ui.timeline.lanes import LANES, By


@dataclass
class Choice:
    """What is chosen on one page, the last choice of the page itself, and the last one heard from the browser."""

    item: str | None = None
    pick: Pick = NOTHING
    heard: int = 0

    def by_page(self, item: str) -> None:
        """The page chose: the timeline brings the item to the middle."""
        self.item, self.pick = item, Pick(item, self.pick.rank + 1)

    def by_board(self, told: Selected) -> None:
        """The timeline or a list chose, unless that was heard before."""
        if told.rank > self.heard:
            self.item, self.heard = told


def choice(key: str, plan: Plan) -> Choice:
    """The choice of a page, forgotten with the plan; at first, what the address names."""
    name = f"choice_{key}"
    if st.session_state.get(f"{name}_plan") != plan.id:
        st.session_state[f"{name}_plan"] = plan.id
        st.session_state[name] = made = Choice()
        named = session.kept(session.ITEM)
        if named is not None and (named in plan.item or any(need.id == named for need in plan.unmet)):
            made.by_page(named)
    return cast("Choice", st.session_state[name])


def lanes(found: Shown, key: str) -> By:
    """Asks what a lane is."""
    say = found.say
    return filters.ask_one("lanes", say("desk.lanes"), LANES, "assets", lambda lane: say(f"desk.lane.{lane}"), key)


def name(key: str, scope: str) -> str:
    """A board's name; `scope` is its plan, or what goes on from one plan to the next, scale and place kept."""
    return f"{key}_{scope[:16]}"


def feed(board: str, found: Shown, by: By, *, edit: bool = False) -> None:
    """Sends what of a plan changes seldom, apart from what is drawn again at each choice and decision."""
    closed = session.closed(found.plan.id)
    scene = Scene(found.plan, found.plan.by_time, by, found.standing, found.parent, closed, edit)
    edits = hash(tuple((one, state.seen) for one, state in found.standing.items() if state.verb == "edit"))
    body = _body(found.plan.id, found.say.language, by, edit, len(closed), edits, scene, found)
    component.feed(board, "body", {("body", ""): body})


def stand(board: str, found: Shown) -> None:
    """Sends where the items of a plan stand."""
    component.feed(board, "states", {("states", ""): found.states.encode()})


def narrow(board: str, name: str, kept: str) -> None:
    """Keeps only what a filter of this name, and all others, keep: one figure an item, as `figures` writes them."""
    component.feed(board, f"sieve_{name}", {("sieve", name): kept.encode()})


def choose(board: str, made: Choice) -> None:
    """Hears what is chosen on the board, and tells it what the page chose."""
    component.feed(board, "choice", {("pick", ""): encoded(made.pick)}, made.by_board)


def work(board: str, found: Shown, made: Choice, queue: str, at: str, then: Callable[[], None]) -> None:
    """Does as `choose`, and sends where the items stand, which are queued (as `figures`), and which one is at hand.

    `then` is done as soon as a choice is heard.
    """

    def hear(told: Selected) -> None:
        made.by_board(told)
        then()

    parts = {
        ("states", ""): found.states.encode(),
        ("queue", ""): queue.encode(),
        ("at", ""): at.encode(),
        ("pick", ""): encoded(made.pick),
    }
    component.feed(board, "work", parts, hear)


def figures(kept: Iterable[bool]) -> str:
    """Which items are kept, one figure an item, in the order in which they begin."""
    return "".join(["1" if one else "0" for one in kept])


def of_domains(plan: Plan, named: Collection[Domain]) -> str:
    """The items of some domains, as `figures`."""
    chosen = "".join("1" if domain in named else "0" for domain in DOMAINS)
    return _domains(plan.id, plan).translate({ord(str(rank)): one for rank, one in enumerate(chosen)})


@st.cache_resource(max_entries=32, show_spinner=False)
def _domains(plan: str, _plan: Plan) -> str:
    """The domain of each item, one figure an item: thousands of items are gone through at each decision."""
    return "".join(str(DOMAINS.index(item.domain)) for item in _plan.by_time)


@st.cache_resource(max_entries=64, show_spinner=False)
def _body(
    plan: str, language: str, by: str, edit: bool, closed: int, edits: int, _scene: Scene, _found: Shown
) -> bytes:
    """The same bytes for the same plan, words, lanes, closings and edits."""
    return encoded(data_of(_scene, _found.say))
