"""The four verbs on an item, and what is asked before each is recorded."""

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, NamedTuple, get_args

import streamlit as st

from copilot.app.lots import Lot, lot
from copilot.model.decision import Decision, ItemEdit, ItemVerb
from copilot.model.errors import AlreadyDecidedError, PlannerError
from copilot.model.plan import PlanItem
from copilot.texts import Speaker
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.verbs.component import Pressed, Verb, verbs
from copilot.ui.views import moments, queue
from copilot.ui.views.board import Choice
from copilot.ui.views.breaking import breaks
from copilot.ui.whole import whole

KEY = "verbs"
VERBS: tuple[ItemVerb, ...] = get_args(ItemVerb)
AT_ONCE: tuple[ItemVerb, ...] = ("accept", "lock", "reopen")
KEYS: Mapping[ItemVerb, str] = {"accept": "Ctrl+Enter", "reject": "Ctrl+Backspace", "reopen": "Ctrl+Z"}
HELPED: Mapping[ItemVerb, str] = {"lock": "desk.lock_help"}


def buttons(found: Shown, item: PlanItem, then: Callable[[], None]) -> None:
    """The four verbs as buttons; accept and lock are recorded at once, `then` follows; edit and reject ask first.

    A decision that stands can be taken back. Keys, printed on the buttons, can be switched off in the side bar.
    """
    say = found.say
    shown = [_verb(say, verb) for verb in VERBS if verb != "reopen" or found.standing[item.id].verb is not None]
    hear = partial(_pressed, found, then)
    pressed = verbs(KEY, say("desk.verbs"), shown, item.id, closed=found.approved, hear=hear)
    if pressed is None or pressed.item not in found.plan.item:
        return
    seen = found.plan.item[pressed.item]
    if pressed.verb == "edit":
        st.dialog(say("desk.verb.edit"), width="medium")(_ask_edit)(found, seen)
    elif pressed.verb == "reject":
        st.dialog(say("desk.verb.reject"))(_ask_reject)(found, seen)


def _verb(say: Speaker, verb: ItemVerb) -> Verb:
    text = f"{words.STATUS_SIGN[verb]} {say(f'desk.verb.{verb}')}"
    tip = say(HELPED[verb]) if verb in HELPED else ""
    keys = KEYS.get(verb, "") if session.keys() else ""
    return Verb(verb, text, tip, keys, say(f"desk.key.{verb}") if keys else "")


def _pressed(found: Shown, then: Callable[[], None], pressed: Pressed) -> None:
    """Records what needs no question, on the item that was in sight."""
    item = found.plan.item.get(pressed.item)
    verb = next((verb for verb in AT_ONCE if verb == pressed.verb), None)
    if item is not None and verb is not None:
        record_item(found, item, verb)
    then()


def accept_all(found: Shown) -> None:
    """A button that accepts every item listed that nobody decided yet and that no finding points at, once confirmed."""
    if st.button(found.say("desk.accept_all"), key="accept_all", disabled=found.approved):
        now = session.looked_at(found.plan.id)
        pairs = zip(now.plan.by_time, queue.wanted(now), strict=True)
        chosen = lot(now.plan, now.standing, [item.id for item, kept in pairs if kept == "1"])
        st.dialog(found.say("desk.verb.accept"))(_ask_accept_all)(now, chosen)


class Told(NamedTuple):
    """What became of a decision, on which item, in words to be said once."""

    kind: Literal["success", "error", ""] = ""
    text: str = ""
    item: str = ""


def last(choice: Choice) -> Told:
    """What became of the last decision; the page then goes on to what is to be decided, or stays with what failed."""
    told: Told = st.session_state.pop("told", Told())
    if told.kind == "error" and told.item:
        choice.by_page(told.item)
    elif told.kind == "success":
        choice.item = None
    return told


def tell_error(told: Told) -> None:
    """Says that a decision was refused, and why."""
    if told.kind == "error":
        st.error(told.text)


@whole()
def record(found: Shown, decision: Decision, known: int | None = None) -> None:
    """Records a decision on top of what the screen showed, and keeps what is to be said of it for the next display."""
    say = found.say
    try:
        session.service().decide(decision, found.standing[decision.item].seen, known)
    except AlreadyDecidedError as error:
        tell(Told("error", f"{first(found, error.first)} {say('desk.told.again')}", decision.item))
    except PlannerError as error:
        tell(Told("error", say.say(error.message), decision.item))
    else:
        text = say("desk.told.recorded", verb=words.status(say, decision.verb), label=_about(found, decision))
        tell(Told("success", text))


def tell(told: Told) -> None:
    """Keeps what is to be said at the next display."""
    st.session_state["told"] = told


def said(found: Shown, decision: Decision) -> dict[str, str]:
    """Who decided what on which item, and when, to fill a text with."""
    at = f"{decision.at.astimezone(found.plan.clock.at(0).tzinfo):%d/%m %H:%M}"
    verb = words.status(found.say, decision.verb)
    return {"by": words.escaped(decision.by), "verb": verb, "label": _about(found, decision), "at": at}


def first(found: Shown, decision: Decision) -> str:
    """Says who decided before, what, on which item and when."""
    return found.say("desk.told.already", **said(found, decision))


def _about(found: Shown, decision: Decision) -> str:
    return found.say.say(found.plan.item[decision.item].label) if decision.item else found.say("desk.whole")


def now() -> datetime.datetime:
    """The moment of a decision."""
    return datetime.datetime.now(datetime.UTC)


def record_item(found: Shown, item: PlanItem, verb: ItemVerb, reason: str = "", edit: ItemEdit | None = None) -> None:
    """Records a verb on an item in the planner's name."""
    record(
        found,
        Decision(plan=found.plan.id, item=item.id, verb=verb, edit=edit, reason=reason, by=session.user(), at=now()),
    )


def _ask_accept_all(found: Shown, chosen: Lot) -> None:
    say = found.say
    st.markdown(say("desk.accept_all_sure", count=len(chosen.seen)))
    if chosen.conflicts:
        st.warning(say("desk.accept_all_aside", count=len(chosen.conflicts)))
    sure = say("desk.accept_all_count", count=len(chosen.seen))
    read = st.checkbox(sure, key="accept_all_read", disabled=not chosen.seen)
    if st.button(say("desk.confirm"), type="primary", key="accept_all_sure", disabled=not read):
        _accept(found, chosen)
        st.rerun()


@whole()
def _accept(found: Shown, chosen: Lot) -> None:
    say = found.say
    try:
        taken = session.service().accept(found.plan.id, chosen.seen, session.user())
    except PlannerError as error:
        tell(Told("error", say.say(error.message)))
        return
    told = [say("desk.told.lot", count=len(taken.accepted)), *(first(found, one) for one in taken.before)]
    tell(Told("error" if taken.before else "success", "\n\n".join(told)))


def _ask_reject(found: Shown, item: PlanItem) -> None:
    say = found.say
    st.markdown(f"**{say.say(item.label)}**")
    reason = st.text_area(say("desk.reason_needed"), max_chars=2000, key="reject_reason")
    if st.button(say("desk.verb.reject"), type="primary", key="reject_sure"):
        if not reason.strip():
            st.error(say("desk.reason_missing"))
            return
        record_item(found, item, "reject", reason)
        st.rerun()


def _ask_edit(found: Shown, item: PlanItem) -> None:
    say, clock = found.say, found.plan.clock
    st.markdown(f"**{say.say(item.label)}**")
    labels = (say("desk.edit.day"), say("desk.edit.hour"))
    start = moments.moment(say, clock, item.start, labels, "edit", step=clock.step, last=clock.end - 1)
    assets = _ask_assets(found, item)
    edit = ItemEdit(start=None if start == item.start else start, assets=None if assets == item.assets else assets)
    if edit != ItemEdit() and not breaks(found, item, edit):
        return
    reason = st.text_area(say("desk.reason"), max_chars=2000, key="edit_reason")
    if st.button(say("desk.edit.save"), type="primary", key="edit_sure"):
        if edit == ItemEdit():
            st.error(say("desk.edit.nothing"))
            return
        record_item(found, item, "edit", reason, edit)
        st.rerun()


def _ask_assets(found: Shown, item: PlanItem) -> tuple[str, ...]:
    chosen: list[str] = []
    left = list(item.assets)
    for rank, need in enumerate(item.mode.assets):
        named, left = left[: need.count], left[need.count :]
        label = found.say("desk.edit.assets", count=need.count, site=f"@sites/{need.site}")
        chosen += st.multiselect(
            label, need.candidates, default=named, max_selections=need.count, key=f"edit_assets_{rank}", placeholder=""
        )
    return tuple(chosen)
