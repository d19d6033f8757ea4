"""Validation: accept, edit, reject or lock each item, draft again, and approve or return the whole."""

from collections.abc import Callable

import streamlit as st

from copilot.app.lots import in_conflict
from copilot.model.plan import PlanItem
from copilot.model.request import DOMAINS
from copilot.ui import filters, session, words
from copilot.ui.session import Shown
from copilot.ui.timeline.editing import edit_of
from copilot.ui.views import board, closing, deciding, moving, why
from copilot.ui.views.board import Choice
from copilot.ui.views.frame import plan_head

PAGE = 10
KEY = "review"
CALENDAR_HEIGHT = 330
QUEUES = ("pending", "decided", "flagged", "every")


def show() -> None:
    """The page."""
    found = plan_head("desk.page.review")
    if found is None:
        return
    deciding.tell_last(board.choice(KEY, found.plan))
    _counts(found)
    closing.tell_whole(found)
    _work(found)
    st.divider()
    closing.show(found)


@st.fragment
def _work(found: Shown) -> None:
    """The calendar, the queue and the item at hand; going from one item to another draws no more than these."""
    if deciding.is_told():
        st.rerun()  # the whole page says it: nothing is drawn here in vain
    choice = _calendar(found)
    queue, sheet = st.columns([5, 7], gap="large")
    with queue:
        items = _queue(found)
        listed = _choose(found, items, choice)
    with sheet:
        chosen = found.plan.item.get(choice.item or "") or listed
        board.note(choice)
        if chosen is not None:
            _sheet(found, chosen)


def _calendar(found: Shown) -> Choice:
    """The timeline, on which items may be moved once the planner says so; a move is asked about before it is kept."""
    say, plan = found.say, found.plan
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        by = board.lanes(found, "review_lanes")
    edit = right.toggle(say("desk.moving.toggle"), disabled=found.approved, key="review_edit")
    if edit:
        st.caption(say("desk.moving.toggle_help"))
    items = sorted(plan.items, key=lambda item: (item.start, item.id))
    choice, answer = board.show(found, items, by, KEY, edit=edit and not found.approved, height=CALENDAR_HEIGHT)
    if choice.by_timeline(answer):
        st.session_state.pop("chosen", None)
    moved = edit_of(plan, answer.moved) if answer.moved is not None and edit and not found.approved else None
    if moved is not None:
        moving.ask(found, *moved)
    return choice


def _counts(found: Shown) -> None:
    say = found.say
    verbs = [found.standing[item.id].verb for item in found.plan.items]
    shown = (None, "accept", "edit", "reject", "lock")
    for place, verb in zip(st.columns(len(shown)), shown, strict=True):
        place.metric(words.status(say, verb), verbs.count(verb))


def _queue(found: Shown) -> list[PlanItem]:
    say, plan = found.say, found.plan
    flagged = in_conflict(plan)
    wanted = st.segmented_control(
        say("desk.queue.label"),
        QUEUES,
        default=filters.one_of("queue", QUEUES, "pending"),
        required=True,
        format_func=lambda queue: say(f"desk.queue.{queue}"),
        key="queue",
    )
    filters.note("queue", wanted, "pending")
    domains = st.pills(
        say("desk.col.domain_name"),
        DOMAINS,
        selection_mode="multi",
        default=filters.some_of("domains", DOMAINS),
        format_func=lambda domain: say(f"desk.domain.{domain}"),
        key="queue_domains",
    )
    filters.note("domains", domains, DOMAINS)
    tests: dict[str, Callable[[PlanItem], bool]] = {
        "pending": lambda item: found.standing[item.id].verb is None,
        "decided": lambda item: found.standing[item.id].verb is not None,
        "flagged": lambda item: item.id in flagged,
        "every": lambda item: True,
    }
    kept = [item for item in plan.items if item.domain in domains and tests[wanted](item)]
    return sorted(kept, key=lambda item: (item.start, item.id))


def _choose(found: Shown, items: list[PlanItem], choice: Choice) -> PlanItem | None:
    say = found.say
    if not items:
        st.info(say("desk.queue.empty"))
        return None
    pages = (len(items) + PAGE - 1) // PAGE
    page, place = 1, next((rank for rank, item in enumerate(items) if item.id == choice.item), None)
    if place is not None and "chosen" not in st.session_state:
        # The timeline chose: the queue turns to the page where that item stands.
        st.session_state["queue_page"], st.session_state["chosen"] = place // PAGE + 1, choice.item
    if pages > 1:
        label = say("desk.queue.page", count=len(items))
        page = st.selectbox(label, range(1, pages + 1), format_func=lambda page: f"{page}/{pages}", key="queue_page")
    page = min(page, pages)
    shown = {item.id: item for item in items[(page - 1) * PAGE : page * PAGE]}
    # Streamlit tells options apart by what is written: an invisible mark keeps two of the same words apart.
    ranks = {name: "\N{WORD JOINER}" * rank for rank, name in enumerate(shown)}
    chosen = st.radio(
        say("desk.queue.items", count=len(items)),
        list(shown),
        format_func=lambda name: (
            f"{words.STATUS_SIGN[found.standing[name].verb]} {say.say(shown[name].label)}{ranks[name]}"
        ),
        captions=[f"{words.when(say, item)} \u00b7 {words.assets(item)}" for item in shown.values()],
        key="chosen",
        on_change=lambda: choice.by_list(st.session_state["chosen"]),
    )
    deciding.accept_all(found, items)
    return shown.get(chosen) if chosen else None


def _sheet(found: Shown, item: PlanItem) -> None:
    say = found.say
    with st.container(border=True):
        st.header(say.say(item.label), anchor=False)
        _decided(found, item)
        deciding.buttons(found, item)
        lines = [
            ("desk.col.domain_name", say(f"desk.domain.{item.domain}")),
            ("desk.col.when", f"{words.when(say, item)} ({say.duration(item.end - item.start)})"),
            ("desk.col.place", words.places(say, item)),
            ("desk.col.assets", words.assets(item)),
            ("desk.col.unit", ", ".join(say.name("units", unit) for unit in sorted(words.units(item))) or "\u2013"),
            ("desk.col.due", "\u2013" if item.due is None else say.moment(item.due)),
        ]
        st.table({say(head): text for head, text in lines}, border="horizontal")
        _effects(found, item)
        for entry in found.plan.findings:
            if item.id in entry.items:
                st.warning(say.say(entry.message), icon="\N{WARNING SIGN}")
        why.body(found, item, KEY, narrow=True)


def _decided(found: Shown, item: PlanItem) -> None:
    say, state = found.say, found.standing[item.id]
    decision = state.decision
    if decision is None:
        st.caption(words.status(say, None))
        return
    at = f"{decision.at.astimezone(found.plan.clock.at(0).tzinfo):%d/%m %H:%M}"
    st.markdown(f"**{words.status(say, decision.verb)}** \u2014 {say('desk.decided_by', by=decision.by, at=at)}")
    if state.carried:
        st.caption(say("desk.carried"))
    if decision.edit is not None and decision.edit.start is not None:
        st.markdown(say("desk.edited_start", start=f"t:{decision.edit.start}"))
    if decision.edit is not None and decision.edit.assets is not None:
        st.markdown(say("desk.edited_assets", assets=", ".join(decision.edit.assets)))
    if decision.reason:
        st.text(say("desk.quoted", text=decision.reason))


def _effects(found: Shown, item: PlanItem) -> None:
    say = found.say
    units = session.units(found.plan.scenario)
    rows = [
        {
            say("desk.col.site"): say.name("sites", effect.site),
            say("desk.col.item"): say.name("items", effect.item),
            say("desk.col.quantity"): words.change(say, effect.quantity, units.get(effect.item, "")),
            say("desk.col.at"): say.moment(item.end if effect.at is None else item.start + effect.at),
        }
        for effect in item.mode.effects
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
