"""A scenario played, moment by moment: the after-action table, then the plan as it was at the moment chosen."""

import streamlit as st

from copilot.model.noun import Message
from copilot.model.plan import Plan
from copilot.model.reaction import Outside, Played, Reaction
from copilot.texts import Speaker
from copilot.ui import charts, filters, pages_by_name, session, words
from copilot.ui.session import Shown
from copilot.ui.timeline import component
from copilot.ui.views import board, changed, trends
from copilot.ui.views.head import VERDICT_COLOUR, marking

KEY = "moment"
PART = "part"
PARTS = ("difference", "timeline", "stocks", "readiness")
HEIGHT = 460


def show(run: str, played: Played) -> None:
    """The table, then the moment that the address names."""
    first = session.plan(played.reactions[0].plan)
    say = session.speaker_of(first)
    st.html(marking(say, first))
    if not played.whole:
        st.warning(say("desk.play.partial"))
    if len(played.reactions) == 1 and played.whole:
        st.info(say("desk.play.no_inject"))
    _after_action(say, played)
    window = say("desk.window", start="t:0", end=f"t:{first.clock.end}")
    zone = charts.zone(first.clock, say)
    st.caption(say("desk.in_zone", window=window, year=str(first.clock.at(0).year), zone=zone))
    _scrub(run, played)


def _after_action(say: Speaker, played: Played) -> None:
    st.header(say("desk.play.after_action"), anchor=False)
    st.caption(say("desk.play.after_action_help"))
    labels = _labels(session.plan(played.reactions[0].plan))
    rows = [
        {
            say("cli.head.time"): words.unbroken(say.moment(one.at)),
            say("cli.head.announced"): _titles(say, one) or say("desk.play.draft"),
            say("cli.head.answer"): _verdict(say, one),
            say("desk.play.moved"): say.number(one.count("moved", "equipped", "routed")),
            say("desk.play.added"): say.number(one.count("added")),
            say("desk.play.removed"): say.number(one.count("removed")),
            say("desk.play.milestones"): " \u00b7 ".join(_turned(say, one, labels)) or "\u2013",
            say("desk.play.cost"): say.number(one.cost),
        }
        for one in played.reactions
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _titles(say: Speaker, one: Reaction) -> str:
    return " \u00b7 ".join(f"{inject.id} {words.escaped(inject.title(say.language))}" for inject in one.injects)


def _labels(plan: Plan) -> dict[str, Message]:
    return {line.id: line.label for line in plan.milestones}


def _turned(say: Speaker, one: Reaction, labels: dict[str, Message]) -> list[str]:
    """The milestones lost, then those won back."""
    kinds = (
        ("lost", one.lost, words.SEVERITY_SIGN["error"], "red"),
        ("won", one.won, words.STATUS_SIGN["accept"], "green"),
    )
    return [
        f":{colour}[**{sign} {say(f'desk.play.{name}', milestone=say.say(labels[milestone]))}**]"
        for name, milestones, sign, colour in kinds
        for milestone in milestones
        if milestone in labels
    ]


def _verdict(say: Speaker, one: Reaction) -> str:
    said = f":{VERDICT_COLOUR[one.verdict]}[{say(f'desk.verdict.{one.verdict}')}]"
    return said if one.goal_met else f"{said}, :red[**{say('desk.play.goal_lost')}**]"


@st.fragment
def _scrub(run: str, played: Played) -> None:
    """The moment chosen by the slider, by its arrow keys or by the buttons beside it."""
    say = session.speaker_of(session.plan(played.reactions[0].plan))
    rank = _rank(say, run, played)
    one = played.reactions[rank]
    found = session.looked_at(one.plan)
    _told(found, one)
    part = st.segmented_control(
        say("desk.play.shown"),
        PARTS,
        default=filters.one_of(PART, PARTS, PARTS[0]),
        required=True,
        format_func=lambda name: say(f"desk.play.part.{name}"),
        key="play_part",
    )
    filters.note(PART, part, PARTS[0])
    {"difference": _difference, "timeline": lambda found: _timeline(found, run), "stocks": trends.stocks}.get(
        part, trends.readiness
    )(found)
    if st.button(say("desk.play.open"), key="play_open"):
        session.keep("plan", found.plan.id)
        pages_by_name.open_page("draft")


def _rank(say: Speaker, run: str, played: Played) -> int:
    key, last = f"play_moment_{run}", len(played.reactions) - 1
    if last == 0:
        return 0
    if key not in st.session_state:
        named = session.kept(KEY) or ""
        st.session_state[key] = min(int(named), last) if named.isdecimal() else last
    before, slider, after = st.columns([1, 6, 1], vertical_alignment="bottom")

    def step(by: int) -> None:
        st.session_state[key] += by

    here = st.session_state[key]
    before.button(
        say("desk.play.earlier"), key="play_earlier", on_click=step, args=(-1,), disabled=here == 0, width="stretch"
    )
    after.button(
        say("desk.play.later"), key="play_later", on_click=step, args=(1,), disabled=here == last, width="stretch"
    )
    rank: int = slider.select_slider(
        say("desk.play.moment"),
        range(last + 1),
        format_func=lambda rank: _named(say, played.reactions[rank]),
        help=say("desk.play.moment_keys"),
        key=key,
    )
    filters.note(KEY, str(rank), "")
    return rank


def _named(say: Speaker, one: Reaction) -> str:
    names = ", ".join(inject.id for inject in one.injects)
    return f"{say.moment(one.at)} \u2013 {names}" if names else say("desk.play.draft")


def _told(found: Shown, one: Reaction) -> None:
    """What happened, what the plan is worth then, which milestones it lost or won back."""
    say = found.say
    st.header(f"{say.moment(one.at)} \u2013 {_titles(say, one) or say('desk.play.draft')}", anchor=False)
    verdict = f":{VERDICT_COLOUR[one.verdict]}-badge[{say(f'desk.verdict.{one.verdict}')}]"
    goal = f":green-badge[{say('desk.play.goal_met')}]" if one.goal_met else f":red-badge[{say('desk.play.goal_lost')}]"
    st.markdown(f"{verdict} {goal}" + ("" if one.injects else f" {say('desk.play.nothing_yet')}"))
    figures = {
        "moved": say.number(one.count("moved", "equipped", "routed")),
        "added": say.number(one.count("added")),
        "removed": say.number(one.count("removed")),
        "begun": say("desk.play.begun_of", begun=one.begun, items=one.items),
        "unmet": say.number(len(one.unmet)),
        "cost": say.number(one.cost),
    }
    for place, (name, value) in zip(st.columns(len(figures)), figures.items(), strict=True):
        place.metric(say(f"desk.play.{name}"), value, border=True, height="stretch")
    turned = _turned(say, one, _labels(found.plan))
    if turned:
        st.markdown(say("desk.pair", name=say("desk.play.milestones"), value=" \u00b7 ".join(turned)))
    for odd in one.outside:
        st.warning(_outside(say, odd))


def _outside(say: Speaker, odd: Outside) -> str:
    return say(
        "desk.play.outside",
        inject=odd.inject,
        figure=say(f"export.played.figure.{odd.figure}"),
        found=odd.found,
        low="\u2013" if odd.low is None else odd.low,
        high="\u2013" if odd.high is None else odd.high,
        why=odd.why,
    )


def _difference(found: Shown) -> None:
    if found.parent is None:
        st.caption(found.say("desk.play.first_plan"))
    else:
        changed.movements(found)
        changed.changes(found)


def _timeline(found: Shown, run: str) -> None:
    """The plan at that moment, what had begun before the line of that minute, ghosts where the plan before had it."""
    name = board.name("play", run)
    board.feed(name, found, board.lanes(found, "play_lanes"))
    board.stand(name, found)
    board.choose(name, board.choice("play", found.plan))
    component.timeline(name, height=HEIGHT)
