"""The timeline of a plan, what the check finds, and the same items as a table: each chooses in the others."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import filters, words
from copilot.ui.session import Shown
from copilot.ui.views import board, why
from copilot.ui.views.board import Choice

KEY = "calendar"
LIST_HEIGHT = 285
ROW_HEIGHT = 35


@st.fragment
def show(found: Shown) -> None:
    """The timeline; choosing on it draws this part of the page again, not the whole."""
    by = board.lanes(found, "lanes")
    items = _filtered(found)
    if not items and not found.plan.unmet:
        st.info(found.say("desk.nothing_here"))
        return
    choice, answer = board.show(found, items, by, KEY)
    choice.by_timeline(answer)
    board.note(choice)
    if choice.item is not None:
        why.show(found, choice.item, KEY)
    _findings(found, choice)
    _table(found, items, choice)


def _findings(found: Shown, choice: Choice) -> None:
    say, plan = found.say, found.plan
    rank = ("error", "warning", "info")
    told = sorted(plan.findings, key=lambda entry: rank.index(entry.severity))
    st.markdown(f"**{say('desk.findings', count=len(told))}**")
    if not told:
        st.caption(say("desk.findings_none"))
        return
    columns = {
        say("desk.col.severity"): [
            f"{words.SEVERITY_SIGN[e.severity]} {say(f'desk.severity.{e.severity}')}" for e in told
        ],
        say("desk.col.finding"): [say.say(entry.message) for entry in told],
    }
    _list(columns, [entry.items for entry in told], choice, "findings")


def _table(found: Shown, items: Sequence[PlanItem], choice: Choice) -> None:
    say = found.say
    st.markdown(f"**{say('desk.as_table', count=len(items))}**")
    rows = [words.row(say, item, found.standing[item.id].verb) for item in items]
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
    _list(columns, [(item.id,) for item in items], choice, "table")


def _list(columns: dict[str, list[str]], items: Sequence[Sequence[str]], choice: Choice, name: str) -> None:
    """A list of which one row may be chosen; drawn anew, with that row first, when one is chosen elsewhere."""
    key = f"{KEY}_{name}_{choice.turn(name)}"
    lead = choice.leads.get(name)
    order = sorted(range(len(items)), key=lambda rank: lead not in items[rank])
    columns = {head: [cells[rank] for rank in order] for head, cells in columns.items()}
    items = [items[rank] for rank in order]

    def chose() -> None:
        rows = st.session_state[key].selection.rows
        if rows and items[rows[0]]:
            choice.by_list(items[rows[0]][0], name)

    chosen = [rank for rank, names in enumerate(items) if choice.item in names][:1]
    st.dataframe(
        columns,
        hide_index=True,
        height=min(ROW_HEIGHT * (len(items) + 1) + 3, LIST_HEIGHT),
        on_select=chose,
        selection_mode="single-row",
        selection_default={"selection": {"rows": chosen}},
        key=key,
    )


def _narrowed(place: DeltaGenerator, name: str, label: str, options: dict[str, str]) -> str:
    """One of the options, or an empty name for all of them."""
    names = list(options)
    first = names.index(filters.one_of(name, names, ""))
    chosen = place.selectbox(label, names, first, format_func=options.__getitem__, key=f"timeline_{name}")
    filters.note(name, chosen, "")
    return chosen


def _filtered(found: Shown) -> list[PlanItem]:
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
    kept = [
        item
        for item in plan.items
        if item.domain in domains
        and (not site or site in words.sites(item))
        and (not unit or unit in words.units(item))
    ]
    return sorted(kept, key=lambda item: (item.start, item.id))
