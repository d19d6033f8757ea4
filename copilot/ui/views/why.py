"""Pourquoi: what an item is for, what fixes it there, what moving it would do, and where its figures come from."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from copilot.model.activity import Unmet
from copilot.model.errors import IntendanceError
from copilot.model.fact import Fact
from copilot.model.plan import PlanItem
from copilot.texts import Speaker
from copilot.texts.prose import said
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import explanation, shifting
from copilot.ui.views.asking import followed
from tools.look.backing import Backing, weakest
from tools.look.purpose import Purpose, purpose

TOLD = 6
"""Deliveries, or items, named one by one; the rest is counted."""
COLOUR: dict[Backing, str] = {"verifiable": "green", "stated": "orange", "unsourced": "red"}


def show(found: Shown, name: str, key: str) -> None:
    """An item of the plan, or a need that it does not meet."""
    item = found.plan.item.get(name)
    need = next((one for one in found.plan.unmet if one.id == name), None)
    with st.container(border=True):
        if item is not None:
            about = f"{words.when(found.say, item)} \u00b7 {words.assets(item)}"
            st.markdown(f"**{found.say.say(item.label)}** \u00b7 `{item.id}` \u00b7 {about}")
            body(found, item, key)
        elif need is not None:
            _need(found, need, key)


def body(found: Shown, item: PlanItem, key: str, *, narrow: bool = False) -> None:
    """Everything but the name of the item, which the page has said; one part under the other where it is narrow."""
    say, facts = session.speaker_of(found.plan), words.figures(found.plan, item)
    serves, fixed = (nullcontext(), nullcontext()) if narrow else st.columns(2, gap="large")
    with serves:
        lines = [f"**{say('desk.reasons.serves')}** {badge(say, weakest(found.plan, facts))}"]
        st.markdown("\n".join(lines + [f"- {line}" for line in _lines(found, item, say)]))
        _comment(found, f"items/{item.id}", [fact.id for fact in facts], say)
    with fixed:
        st.markdown(f"**{say('desk.reasons.fixed')}**")
        _solved(found, item.id, "desk.reasons.ask_item", key)
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
    _comment(found, f"items/{need.id}", list(need.sources), say)
    _solved(found, need.id, "desk.reasons.ask_need", key)
    figures(found, facts, key)


def _solved(found: Shown, name: str, ask: str, key: str) -> None:
    """What the solver answered, to whoever asked; else a button that asks it: a worker solves, never this process."""
    say, service = found.say, session.service()
    run = service.explained(found.plan.id, name)
    cut = run is not None and run.over and run.stopped_by is not None
    if (run is None or cut) and st.button(say(ask), key=f"{key}_why", help=say("desk.reasons.ask_help")):
        try:
            run = service.run(service.why(found.plan.id, name))
        except IntendanceError as error:
            st.error(say.say(error.message))
    if run is not None:
        followed(run.id, lambda done: explanation.show(found, done))


def _lines(found: Shown, item: PlanItem, say: Speaker) -> list[str]:
    plan, serves = found.plan, purpose(found.plan, item.id)
    lines = [_milestone(found, name, say) for name in serves.milestones]
    lines += _brought(found, serves, say)
    for code, names in (("followers", serves.followers), ("users", serves.users)):
        if names:
            more = "" if len(names) <= TOLD else " \u2026"
            told = ", ".join(names[:TOLD]) + more
            lines.append(say(f"desk.purpose.{code}", count=len(names), items=told, asset=item.subject.asset or ""))
    if serves.due is not None:
        lines.append(say("desk.purpose.due", due=f"t:{serves.due}"))
    lines.append(say("desk.reasons.mandatory" if item.mandatory else "desk.reasons.worth", value=item.value))
    directive = next((one for one in plan.request.directives if one.item == item.id), None)
    return lines if directive is None else [*lines, say("desk.purpose.directed")]


def _milestone(found: Shown, name: str, say: Speaker) -> str:
    line = next(one for one in found.plan.milestones if one.id == name)
    state = say("desk.held" if line.met else "desk.missed")
    return say("desk.purpose.milestone", label=say.say(line.label), due=f"t:{line.due}", state=state)


def _brought(found: Shown, serves: Purpose, say: Speaker) -> list[str]:
    units = session.units(found.plan.scenario)
    lines = []
    for one in serves.brought[:TOLD]:
        quantity = f"{say.number(one.quantity)}\u00a0{units.get(one.item, '')}".rstrip("\u00a0")
        args = {"quantity": quantity, "goods": f"@items/{one.item}", "site": f"@sites/{one.site}", "at": f"t:{one.at}"}
        if one.lacking is None:
            lines.append(say("desk.purpose.brought", **args))
        else:
            lines.append(say("desk.purpose.lacking", **args, lacking=f"t:{one.lacking}"))
    if len(serves.brought) > TOLD:
        lines.append(say("desk.purpose.more", count=len(serves.brought) - TOLD))
    return lines


def _comment(found: Shown, address: str, facts: list[str], say: Speaker) -> None:
    """What a model says that names this item or its figures, marked as the model's."""
    for comment in found.plan.comments:
        told = [
            text
            for one, text in said(found.plan, comment, say)
            if f"{{{address}}}" in one.text or any(f"{{{fact}}}" in one.text for fact in facts)
        ]
        if told:
            st.caption(say("desk.comment.by", model=comment.model))
            st.markdown("\n>\n".join(f"> {words.escaped(text)}" for text in told))
