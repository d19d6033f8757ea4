"""Carte: sites, roads, closures and convoys at a moment or over the whole plan; the same as two tables."""

import streamlit as st

from copilot.model.plan import Plan, PlanItem
from copilot.ui import charts, ground, session, words
from copilot.ui.ground import Sight
from copilot.ui.session import Shown

WAYS = ("moment", "whole")
STEP = 60


@st.fragment
def show(found: Shown) -> None:
    """The map; another moment draws this part of the page again, not the whole."""
    say, plan = found.say, found.plan
    situation = session.situation(plan.id)
    if situation is None or not situation.sites:
        st.info(say("desk.map.none"))
        return
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    way = left.segmented_control(
        say("desk.map.show"), WAYS, default="moment", required=True, format_func=lambda one: say(f"desk.map.{one}"),
        key="map_way",
    )  # fmt: skip
    span = (0, plan.clock.end)
    if way == "moment":
        hours = list(range(0, plan.clock.end, STEP))
        first = Sight(plan, situation, span).busiest(STEP)
        label = say("desk.map.at", zone=charts.zone(plan.clock, say))
        at = right.select_slider(label, hours, value=first, format_func=say.moment, key=f"map_at_{plan.id[:16]}")
        span = (at, at)
    sight = Sight(plan, situation, span)
    with st.container(border=True):
        st.pydeck_chart(ground.deck(sight, say), height=ground.HEIGHT, key="map", alt=_alt(found, sight))
    st.caption(say("desk.map.legend"))
    _closures(found, sight)
    _convoys(found, sight)


def _alt(found: Shown, sight: Sight) -> str:
    say, ground = found.say, sight.ground
    shut = sum(sight.closed(leg) for leg in ground.legs)
    convoys = len({one.item for one in sight.passages()})
    return say("desk.map.alt", sites=len(ground.sites), legs=len(ground.legs), closed=shut, convoys=convoys)


def _closures(found: Shown, sight: Sight) -> None:
    """Every closure of the window: what is closed now first."""
    say = found.say
    leg = {one.id: one for one in sight.ground.legs}
    told = sorted(sight.ground.closures, key=lambda one: (not sight.overlaps(one.start, one.end), one.start))
    st.markdown(f"**{say('desk.map.closures', count=len(told))}**")
    if not told:
        st.caption(say("desk.map.closures_none"))
        return
    rows = [
        {
            say("desk.col.leg"): one.leg,
            say("desk.col.place"): _between(found, leg[one.leg].origin, leg[one.leg].destination),
            say("desk.col.from"): say.moment(one.start),
            say("desk.col.to"): say.moment(one.end),
            say("desk.col.cause"): one.reason_fr if say.language == "fr" else one.reason_en,
            say("desk.col.state"): say("desk.map.closed" if sight.overlaps(one.start, one.end) else "desk.map.open"),
        }
        for one in told
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _convoys(found: Shown, sight: Sight) -> None:
    say = found.say
    rows = [
        {
            say("desk.col.label"): say.say(item.label),
            say("desk.col.when"): words.when(say, item),
            say("desk.col.place"): words.places(say, item),
            say("desk.col.assets"): words.assets(item),
        }
        for item in sorted(_driving(found.plan, sight), key=lambda item: (item.start, item.id))
    ]
    st.markdown(f"**{say('desk.map.convoys', count=len(rows))}**")
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
    else:
        st.caption(say("desk.map.convoys_none"))


def _driving(plan: Plan, sight: Sight) -> list[PlanItem]:
    return [item for item in plan.items if item.kind == "convoy" and sight.overlaps(item.start, item.end)]


def _between(found: Shown, origin: str, destination: str) -> str:
    return f"{found.say.name('sites', origin)} \u2013 {found.say.name('sites', destination)}"
