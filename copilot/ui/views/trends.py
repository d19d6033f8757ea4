"""Stocks, availability and preparation of a plan over time."""

from collections import Counter

import streamlit as st

from copilot.ui import curves, session, words
from copilot.ui.session import Shown


def stocks(found: Shown) -> None:
    """The level of one item at each site."""
    say, plan = found.say, found.plan
    if not plan.stocks:
        st.info(say("desk.nothing_here"))
        return
    minimums = {} if session.changed(plan.id) else session.asked(plan.scenario, say.language).minimums
    items = {line.item: say.name("items", line.item) for line in plan.stocks}
    spread = Counter(line.item for line in plan.stocks)
    short = {line.item for line in plan.stocks if line.short}
    chosen = st.selectbox(
        say("desk.col.item"),
        sorted(items, key=lambda item: (item not in short, -spread[item], items[item])),
        format_func=lambda item: f"{words.SEVERITY_SIGN['warning']} {items[item]}" if item in short else items[item],
        key="stock_item",
    )
    lines = sorted((line for line in plan.stocks if line.item == chosen), key=lambda line: (not line.short, line.site))
    unit = session.units(plan.scenario).get(chosen, "")
    columns = st.columns(2)
    for place, line in enumerate(lines):
        with columns[place % 2]:
            st.markdown(f"**{say.name('sites', line.site)}**")
            if line.short:
                hours = sum(last - first for first, last in line.short)
                st.caption(say("desk.stocks.short", time=f"d:{hours}", lacking=line.lacking))
            chart = curves.stock(plan, line, minimums.get(f"{line.site}/{line.item}"), unit, say)
            st.altair_chart(chart, theme=None, width="stretch", alt=say.name("sites", line.site))


def readiness(found: Shown) -> None:
    """Vehicles available by type, and training done by unit."""
    say, plan = found.say, found.plan
    targets = {wanted.asset_type: wanted for wanted in plan.request.milestones if wanted.kind == "available"}
    st.subheader(say("desk.available.title"), anchor=False)
    columns = st.columns(2)
    for place, line in enumerate(plan.availability):
        with columns[place % 2]:
            name = say.name("asset_types", line.asset_type)
            st.markdown(f"**{name}**")
            chart = curves.availability(plan, line.asset_type, targets.get(line.asset_type), say)
            st.altair_chart(chart, theme=None, width="stretch", alt=name)
    st.subheader(say("desk.prepared.title"), anchor=False)
    if any(item.kind == "training" for item in plan.items):
        st.altair_chart(curves.preparation(plan, say), theme=None, width="stretch", alt=say("desk.prepared.title"))
    else:
        st.info(say("desk.nothing_here"))
