"""Variantes: what if, by form or in words; each variant is computed apart, then adopted or left."""

import streamlit as st

from copilot.model.change import Change
from copilot.model.record import PlanSummary
from copilot.ui import session
from copilot.ui.session import Shown
from copilot.ui.views import adopting, asking, change_form
from copilot.ui.views.frame import plan_head
from copilot.ui.views.varying import KEY
from copilot.ui.whole import whole
from tools.look.courses import criteria

GATHERED = "changes_gathered"


def show() -> None:
    """The page."""
    found = plan_head("desk.page.variants")
    if found is None:
        return
    by_form, in_words = st.tabs([found.say("desk.variants.form"), found.say("desk.variants.words")])
    with by_form:
        _form(found)
    with in_words:
        asking.show(found)
    _known(found)


def _form(found: Shown) -> None:
    say = found.say
    gathered: list[Change] = st.session_state.setdefault(f"{GATHERED}_{found.plan.id}", [])
    made = change_form.show(found)
    if made is not None:
        gathered.append(made)
        st.rerun()
    for number, change in enumerate(gathered):
        text, button = st.columns([6, 1], vertical_alignment="center")
        text.markdown(f"- {say.say(change.label())}")
        if button.button(say("desk.variants.remove"), key=f"remove_{number}"):
            gathered.pop(number)
            st.rerun()
    if st.button(say("desk.variants.compute"), type="primary", disabled=not gathered, key="vary"):
        with whole():
            session.keep(KEY, session.service().vary(found.plan.id, tuple(gathered), say.language, session.user()))
        gathered.clear()
    run = session.kept(KEY)
    if run:
        asking.followed(run, lambda done: _told(found, done.error is not None and say.say(done.error)))


def _told(found: Shown, error: str | bool) -> None:
    session.drop(KEY)
    if error:
        st.error(error)
    else:
        st.rerun()


def _known(found: Shown) -> None:
    """The variants of this plan, each beside it on the criteria that differ; not its courses of action."""
    say = found.say
    branches = [
        one for one in session.service().plans(found.plan.scenario) if one.parent == found.plan.id and one.variant
    ]
    variants = [one for one in branches if session.plan(one.id).changes != found.plan.changes]
    st.header(say("desk.variants.known", count=len(variants)), anchor=False)
    for one in variants:
        with st.container(border=True):
            _variant(found, one)


def _variant(found: Shown, one: PlanSummary) -> None:
    say, variant = found.say, session.plan(one.id)
    new = variant.changes[len(found.plan.changes) :]
    st.markdown("\n".join(f"- {say.say(change.label())}" for change in new))
    st.markdown(say(f"cli.verdict.{variant.verdict}"))
    before, after = criteria(found.plan), criteria(variant)
    rows = [
        {
            say("desk.compare.criterion"): say(f"criterion.{name}"),
            say("desk.compare.this"): say.number(value),
            say("desk.variants.then"): say.number(getattr(after, name)),
        }
        for name, value in before
        if getattr(after, name) != value
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
    costs = {"before": found.plan.solving.objective, "after": variant.solving.objective}
    st.caption(say("desk.variants.cost", **costs, moved=len(variant.movements)))
    adopting.buttons(found, one.id)
