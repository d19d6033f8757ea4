"""The timeline of a plan, what the check finds, and the same items as a table: each chooses in the others.

Parts that are drawn apart: each filter, by which the browser narrows what it has; and what is said of what is chosen.
"""

import streamlit as st

from copilot.model.plan import Plan
from copilot.model.request import DOMAINS
from copilot.ui import filters, session, words
from copilot.ui.session import Shown
from copilot.ui.timeline import component
from copilot.ui.views import board, why

KEY = "calendar"


def show(found: Shown) -> None:
    """Each part draws itself again, and none is within another: see decision 0017."""
    name = board.name(KEY, found.plan.id)
    _lanes(name, found)
    board.stand(name, found)
    one, two, three = st.columns(3)
    with one:
        _domains(name, found)
    with two:
        _narrowed(name, found, "site")
    with three:
        _narrowed(name, found, "unit")
    component.timeline(name)
    _chosen(name, found)
    why.waiting(found)
    component.lists(name, ("findings", "rows"))


@st.fragment
def _lanes(name: str, found: Shown) -> None:
    """What a lane is; the calendar's plan is sent from here."""
    board.feed(name, found, board.lanes(found, "lanes"))


@st.fragment
def _chosen(name: str, found: Shown) -> None:
    """Why what is chosen on the timeline or the lists is where it is."""
    choice = board.choice(KEY, found.plan)
    session.choose(choice.item)
    board.choose(name, choice)
    if choice.item is not None:
        why.show(found, choice.item, KEY)


@st.fragment
def _domains(name: str, found: Shown) -> None:
    """Keeps the items of some domains."""
    say = found.say
    domains = filters.ask_some(
        "domains", say("desk.col.domain_name"), DOMAINS, lambda one: say(f"desk.domain.{one}"), "timeline_domains"
    )
    board.narrow(name, "domains", board.of_domains(found.plan, domains))


@st.fragment
def _narrowed(name: str, found: Shown, what: str) -> None:
    """Keeps the items at one place (`site`), or of one `unit`."""
    say, kept = found.say, _kept(found.plan.id, what, found.plan)
    labels = {"": say("desk.all")} | {one: say.name(f"{what}s", one) for one in kept if one}
    names = list(labels)
    first = names.index(filters.one_of(what, names, ""))
    chosen = st.selectbox(say(f"desk.col.{what}"), names, first, format_func=labels.__getitem__, key=f"timeline_{what}")
    filters.note(what, chosen, "")
    board.narrow(name, what, kept[chosen])


@st.cache_resource(max_entries=64, show_spinner=False)
def _kept(plan: str, what: str, _plan: Plan) -> dict[str, str]:
    """Which items of a plan concern each place or unit, as `board.figures`; under the empty name, all of them."""
    concerned = {"site": words.sites, "unit": words.units}[what]
    each = [concerned(item) for item in _plan.by_time]
    named = sorted(set().union(*each))
    return {"": "1" * len(each)} | {name: board.figures(name in some for some in each) for name in named}
