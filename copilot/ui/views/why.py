"""Pourquoi: what an item is for, what fixes it there, what moving it would do, and where its figures come from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, NoReturn

import streamlit as st

from copilot.model.activity import Unmet
from copilot.model.errors import IntendanceError
from copilot.model.fact import Fact
from copilot.model.plan import PlanItem
from copilot.model.record import Run
from copilot.texts import Speaker
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import explanation, shifting
from copilot.ui.views.asking import followed
from copilot.ui.views.served import COLOUR, comments, served
from copilot.ui.views.sheet import sheet
from tools.look.backing import Backing, weakest

WAITED = "explaining"
"""A plan, and the run that answers why of it until that is over."""


class Reasons(NamedTuple):
    """What a page says of an item, ready to be shown."""

    item: PlanItem
    say: Speaker
    facts: list[Fact]
    html: str
    run: Run | None


def show(found: Shown, name: str, key: str) -> None:
    """An item of the plan, or a need that it does not meet."""
    item = found.plan.item.get(name)
    need = next((one for one in found.plan.unmet if one.id == name), None)
    reasons = None if item is None else ready(found, item)
    with st.container(border=True):
        if reasons is not None:
            body(found, reasons, key)
        elif need is not None:
            _need(found, need, key)


def ready(found: Shown, item: PlanItem) -> Reasons:
    """What is said of an item, what it is for, and what the solver answered on it, if anybody asked."""
    say, facts = session.speaker_of(found.plan), words.figures(found.plan, item)
    html = f'<div class="room"><div class="beside">{sheet(found, item)}{served(found, item, facts, say)}</div></div>'
    return Reasons(item, say, facts, html, session.service().explained(found.plan.id, item.id))


def body(found: Shown, reasons: Reasons, key: str, news: str = "") -> None:
    """What it is, what it is for, why there, what moving it would do, and on which figures; `news` comes first."""
    item, say, facts, html, run = reasons
    st.html(news + html)
    _solved(found, item.id, "desk.reasons.ask_item", key, run)
    with _unfolded(say("desk.reasons.shift"), f"{key}_shift") as opened:
        if opened:
            shifting.show(found, item, key)
    figures(found, facts, key)


@contextmanager
def _unfolded(label: str, key: str) -> Iterator[bool]:
    """A part worked out only while it is open, which is given back; it stays so from one item to the next."""
    place = st.expander(label, key=key, on_change="rerun")
    with place:
        yield bool(place.open)


def figures(found: Shown, facts: list[Fact], key: str) -> None:
    """The figures down to their cells and tool runs."""
    say, plan = found.say, found.plan
    with _unfolded(say("desk.why"), f"{key}_figures") as opened:
        if opened:
            lines = [line for fact in facts for line in words.chain(say, plan, fact)]
            st.markdown("\n".join(lines) if lines else say("desk.why_none"))


def badge(say: Speaker, backing: Backing) -> str:
    """What figures rest on."""
    return f":{COLOUR[backing]}-badge[{say(f'desk.backing.{backing}')}]"


def _need(found: Shown, need: Unmet, key: str) -> None:
    say = session.speaker_of(found.plan)
    st.markdown(f"**{say.say(need.label)}** \u00b7 `{need.id}`")
    st.markdown(say("desk.reasons.unmet", cause=say.say(need.cause)))
    st.caption(say("desk.reasons.mandatory" if need.mandatory else "desk.reasons.worth", value=need.value))
    facts = [found.plan.fact[name] for name in need.sources if name in found.plan.fact]
    st.markdown(badge(say, weakest(found.plan, facts)))
    told = comments(found, f"items/{need.id}", facts, say)
    if told:
        st.html(told)
    _solved(found, need.id, "desk.reasons.ask_need", key, session.service().explained(found.plan.id, need.id))
    figures(found, facts, key)


def _solved(found: Shown, name: str, ask: str, key: str, run: Run | None) -> None:
    """What the solver answered, to whoever asked; else a button that asks it: a worker solves, never this process."""
    say, service = found.say, session.service()
    cut = run is not None and run.over and run.stopped_by is not None
    if (run is None or cut) and st.button(say(ask), key=f"{key}_why", help=say("desk.reasons.ask_help")):
        try:
            asked = service.why(found.plan.id, name)
        except IntendanceError as error:
            st.error(say.say(error.message))
        else:
            _wait_for(found, asked)
    if run is not None and run.over:
        explanation.show(found, run)
    elif run is not None and st.session_state.get(WAITED) != (found.plan.id, run.id):
        _wait_for(found, run.id)


def _wait_for(found: Shown, run: str) -> NoReturn:
    st.session_state[WAITED] = (found.plan.id, run)
    st.rerun()


def waiting(found: Shown) -> None:
    """How far the solver is with what it was asked last: a part of its own, beside the one that shows the answer."""
    plan, run = st.session_state.get(WAITED, ("", ""))
    if plan == found.plan.id:
        followed(run, lambda _done: st.session_state.pop(WAITED))
