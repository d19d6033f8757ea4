"""The timeline of a plan, its filters, and the same as a table."""

import streamlit as st

from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import gantt, words
from copilot.ui.session import Shown

DAY = 1440
FIRST_DAYS = 14
"""Days shown at first: more would leave no room for words in the bars."""


def show(found: Shown) -> None:
    """The timeline."""
    say, plan = found.say, found.plan
    by = st.segmented_control(
        say("desk.lanes"),
        gantt.LANES,
        default="assets",
        required=True,
        format_func=lambda lane: say(f"desk.lane.{lane}"),
        key="lanes",
    )
    items = _filtered(found)
    window = _window(found)
    rows = gantt.rows(plan, items, by, window, found.standing, say)
    if not rows:
        st.info(say("desk.nothing_here"))
        return
    st.caption(say("desk.timeline_help"))
    chart = gantt.timeline(plan, rows, window, say)
    st.altair_chart(chart, theme=None, width="stretch", alt=say("desk.timeline_alt", count=len(items)))
    with st.expander(say("desk.as_table", count=len(items))):
        st.table([words.row(found.say, item, found.standing[item.id].verb) for item in items], hide_index=True)


def _filtered(found: Shown) -> list[PlanItem]:
    say, plan = found.say, found.plan
    one, two, three = st.columns(3)
    domains = one.pills(
        say("desk.col.domain_name"),
        DOMAINS,
        selection_mode="multi",
        default=DOMAINS,
        format_func=lambda domain: say(f"desk.domain.{domain}"),
        key="timeline_domains",
    )
    everywhere = {"": say("desk.all")}
    sites = everywhere | {site: say.name("sites", site) for item in plan.items for site in sorted(words.sites(item))}
    units = everywhere | {unit: say.name("units", unit) for item in plan.items for unit in sorted(words.units(item))}
    site = two.selectbox(say("desk.col.site"), list(sites), format_func=sites.__getitem__, key="timeline_site")
    unit = three.selectbox(say("desk.col.unit"), list(units), format_func=units.__getitem__, key="timeline_unit")
    kept = [
        item
        for item in plan.items
        if item.domain in domains
        and (not site or site in words.sites(item))
        and (not unit or unit in words.units(item))
    ]
    return sorted(kept, key=lambda item: (item.start, item.id))


def _window(found: Shown) -> tuple[int, int]:
    clock = found.plan.clock
    days = list(range(0, clock.end, DAY))
    if len(days) < 2:
        return (0, clock.end)
    label = {day: f"{clock.at(day):%d/%m}" for day in days}
    first, last = st.select_slider(
        found.say("desk.period"),
        days,
        value=(days[0], days[min(len(days), FIRST_DAYS) - 1]),
        format_func=label.__getitem__,
        key="period",
    )
    return (first, min(last + DAY, clock.end))
