"""Stocks, availability and preparation of a plan over time: figures first, then their curves."""

from collections import Counter

import streamlit as st

from copilot.app.situation import Readiness, Supply
from copilot.model.clock import DAY
from copilot.model.plan import AvailabilityLine
from copilot.model.request import Milestone
from copilot.ui import curves, session, words
from copilot.ui.session import Shown

LOW = DAY
"""Days of supply under which a stock is pointed at."""


def stocks(found: Shown) -> None:
    """Days of supply of every stock, then the levels of one item at each site."""
    say, plan = found.say, found.plan
    if not plan.stocks:
        st.info(say("desk.nothing_here"))
        return
    situation = session.situation(plan.id)
    supply = situation.supply if situation is not None else ()
    if supply:
        st.header(say("desk.stocks.lowest"), anchor=False)
        _lowest(found, supply)
    items = {line.item: say.name("items", line.item) for line in plan.stocks}
    spread = Counter(line.item for line in plan.stocks)
    short = {line.item for line in plan.stocks if line.short}
    chosen = st.selectbox(
        say("desk.col.item"),
        sorted(items, key=lambda item: (item not in short, -spread[item], items[item])),
        format_func=lambda item: f"{words.SEVERITY_SIGN['warning']} {items[item]}" if item in short else items[item],
        key="stock_item",
    )
    _days(found, [line for line in supply if line.item == chosen])
    _levels(found, chosen)


def _lowest(found: Shown, supply: tuple[Supply, ...]) -> None:
    """A site a line, an item a column: the fewest days of supply at any midnight."""
    say = found.say
    items = list(dict.fromkeys(line.item for line in supply))
    short = {(line.site, line.item) for line in found.plan.stocks if line.short}
    cells = {(line.site, line.item): _cell(found, line, (line.site, line.item) in short) for line in supply}
    sites = sorted(dict.fromkeys(line.site for line in supply), key=lambda site: say.name("sites", site))
    rows = [
        {say("desk.col.site"): say.name("sites", site)}
        | {say.name("items", item): cells.get((site, item), "\u2013") for item in items}
        for site in sites
    ]
    st.table(rows, hide_index=True, border="horizontal")
    st.caption(say("desk.stocks.lowest_help"))


def _cell(found: Shown, line: Supply, short: bool) -> str:
    say = found.say
    minute, left = line.lowest
    if left is None:
        return say("desk.stocks.outlasts_window")
    said = say("desk.stocks.days_at", days=say.number(curves.tenths(left)), at=f"t:{minute}")
    if short:
        return f":red[**{words.SEVERITY_SIGN['error']} {said}**]"
    return f"**{words.SEVERITY_SIGN['warning']} {said}**" if left < LOW else said


def _days(found: Shown, lines: list[Supply]) -> None:
    if lines:
        say = found.say
        st.markdown(f"**{say('desk.stocks.days')}**")
        chart = curves.days_of_supply(found.plan, lines, say)
        st.altair_chart(chart, theme=None, width="stretch", alt=say("desk.stocks.days"))


def _levels(found: Shown, item: str) -> None:
    say, plan = found.say, found.plan
    minimums = {} if session.changed(plan.id) else session.asked(plan.scenario, say.language).minimums
    lines = sorted((line for line in plan.stocks if line.item == item), key=lambda line: (not line.short, line.site))
    unit = session.units(plan.scenario).get(item, "")
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
    """Vehicles available by type against what is asked, and training done by unit."""
    say, plan = found.say, found.plan
    targets = {wanted.asset_type: wanted for wanted in plan.request.milestones if wanted.kind == "available"}
    lines = sorted(plan.availability, key=lambda line: (line.asset_type not in targets, line.asset_type))
    st.header(say("desk.available.title"), anchor=False)
    st.table([_rate(found, line, targets.get(line.asset_type)) for line in lines], hide_index=True, border="horizontal")
    columns = st.columns(2)
    for place, line in enumerate(lines):
        with columns[place % 2]:
            name = say.name("asset_types", line.asset_type)
            st.markdown(f"**{name}**")
            chart = curves.availability(plan, line.asset_type, targets.get(line.asset_type), say)
            st.altair_chart(chart, theme=None, width="stretch", alt=name)
    st.header(say("desk.prepared.title"), anchor=False)
    _units(found)
    if any(item.kind == "training" for item in plan.items):
        st.altair_chart(curves.preparation(plan, say), theme=None, width="stretch", alt=say("desk.prepared.title"))
    else:
        st.info(say("desk.nothing_here"))


def _rate(found: Shown, line: AvailabilityLine, target: Milestone | None) -> dict[str, str]:
    say = found.say
    minute, held, available = min(line.days, key=lambda day: (day[2] / day[1] if day[1] else 0.0, day[0]))
    reached = next((one for one in found.plan.milestones if target is not None and one.id == target.id), None)
    verdict = "\u2013" if reached is None else words.held(say, reached.met)
    return {
        say("desk.col.type"): say.name("asset_types", line.asset_type),
        say("desk.available.held"): say.number(held),
        say("desk.available.lowest"): say(
            "desk.available.share", share=100 * available // held if held else 0, count=available, at=f"t:{minute}"
        ),
        say("desk.available.asked"): "\u2013"
        if target is None
        else say("desk.available.asked_at", target=target.target, at=f"t:{target.due}"),
        say("desk.available.reached"): "\u2013" if reached is None else f"{reached.value}\u00a0%",
        say("desk.col.state"): verdict,
    }


def _units(found: Shown) -> None:
    """A unit a line: how far its path is, when it ends, and what is left out."""
    situation = session.situation(found.plan.id)
    if situation is not None and situation.readiness:
        rows = [_unit(found, one) for one in situation.readiness]
        st.table(rows, hide_index=True, border="horizontal")


def _unit(found: Shown, one: Readiness) -> dict[str, str]:
    say, plan = found.say, found.plan
    wanted = next((m for m in plan.request.milestones if m.kind == "ready" and m.unit == one.unit), None)
    asked = len(one.held) + len(one.done) + len(one.missing)
    end = max((end for _, end in one.done), default=0)
    missing = ", ".join(say.name("training_activities", name) for name in one.missing)
    return {
        say("desk.col.unit"): say.name("units", one.unit),
        say("desk.prepared.held"): say.number(len(one.held)),
        say("desk.prepared.planned"): say.number(len(one.done)),
        say("desk.prepared.share"): f"{100 * (asked - len(one.missing)) // asked if asked else 100}\u00a0%",
        say("desk.prepared.ends"): "\u2013" if not one.done else say.moment(end),
        say("desk.col.due"): "\u2013" if wanted is None else say.moment(wanted.due),
        say("desk.prepared.missing"): f":red[**{words.SEVERITY_SIGN['error']} {missing}**]" if missing else "\u2013",
    }
