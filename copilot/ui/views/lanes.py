"""The timeline of a plan, what the check finds, and the same items as a table: each chooses in the others.

Three parts that are drawn apart: what is asked for, by which the browser narrows what it has; and what is chosen.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from copilot.model.request import DOMAINS
from copilot.ui import filters, words
from copilot.ui.session import Shown
from copilot.ui.views import board, why

KEY = "calendar"


@st.fragment
def show(found: Shown) -> None:
    """Other lanes draw all of it again; a filter, or a choice, no more than its own part."""
    name = board.name(KEY, found.plan.id)
    board.feed(name, found, board.lanes(found, "lanes"))
    board.stand(name, found)
    _filters(name, found)
    _chosen(name, found)


@st.fragment
def _chosen(name: str, found: Shown) -> None:
    """The timeline and the lists, and why what is chosen on them is where it is."""
    choice = board.choice(KEY, found.plan)
    board.note(choice)
    board.show(name, choice)
    if choice.item is not None:
        why.show(found, choice.item, KEY)
    board.lists(name, choice)


@st.fragment
def _filters(name: str, found: Shown) -> None:
    """Which items are shown: by domain, by place, by unit."""
    say, plan = found.say, found.plan
    one, two, three = st.columns(3)
    domains = one.pills(
        say("desk.col.domain_name"),
        DOMAINS,
        selection_mode="multi",
        default=filters.some_of("domains", DOMAINS),
        format_func=lambda domain: say(f"desk.domain.{domain}"),
        key="timeline_domains",
    )
    filters.note("domains", domains, DOMAINS)
    everywhere = {"": say("desk.all")}
    sites = everywhere | {site: say.name("sites", site) for item in plan.items for site in sorted(words.sites(item))}
    units = everywhere | {unit: say.name("units", unit) for item in plan.items for unit in sorted(words.units(item))}
    site = _narrowed(two, "site", say("desk.col.site"), sites)
    unit = _narrowed(three, "unit", say("desk.col.unit"), units)
    kept = {
        item.id
        for item in plan.items
        if item.domain in domains
        and (not site or site in words.sites(item))
        and (not unit or unit in words.units(item))
    }
    board.narrow(name, found, kept)


def _narrowed(place: DeltaGenerator, name: str, label: str, options: dict[str, str]) -> str:
    """One of the options, or an empty name for all of them."""
    names = list(options)
    first = names.index(filters.one_of(name, names, ""))
    chosen = place.selectbox(label, names, first, format_func=options.__getitem__, key=f"timeline_{name}")
    filters.note(name, chosen, "")
    return chosen
