"""Comparer: two plans of one scenario on the planner's criteria, every item that differs; courses of action."""

import streamlit as st

from copilot.model.course import Criteria
from copilot.model.plan import Plan
from copilot.model.record import PlanSummary
from copilot.texts import Speaker
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import courses
from copilot.ui.views.frame import plan_head
from tools.look.courses import criteria, distance
from tools.look.movements import movements

MINUS = "\N{MINUS SIGN}"


def show() -> None:
    """The page."""
    found = plan_head("desk.page.compare")
    if found is None:
        return
    versions, leaning = st.tabs([found.say("desk.courses.versions"), found.say("desk.courses.title")])
    with versions:
        _versions(found)
    with leaning:
        courses.show(found)


def _versions(found: Shown) -> None:
    say = found.say
    others = {one.id: one for one in session.service().plans(found.plan.scenario) if one.id != found.plan.id}
    if not others:
        st.info(say("desk.compare.alone"))
        return
    first = found.plan.parent if found.plan.parent in others else next(iter(others))
    chosen = st.selectbox(
        say("desk.compare.with"),
        list(others),
        index=list(others).index(first),
        format_func=lambda name: _named(say, others[name]),
        key="compared",
    )
    before = session.plan(chosen)
    _criteria(found, before)
    _items(found, before)


def _named(say: Speaker, one: PlanSummary) -> str:
    course = session.plan(one.id).solving.course
    kind = "desk.compare.variant" if one.variant else "desk.compare.revision"
    return say(kind, revision=one.revision, course=say(f"course.{course}"), plan=one.id[:8])


def _criteria(found: Shown, before: Plan) -> None:
    say = found.say
    st.header(say("desk.compare.criteria"), anchor=False)
    then, now = criteria(before), criteria(found.plan)
    rows = []
    for name in Criteria.model_fields:
        one, two = getattr(then, name), getattr(now, name)
        change = "" if one == two else f"{'+' if two > one else MINUS}{say.number(abs(two - one))}"
        rows.append(
            {
                say("desk.compare.criterion"): say(f"criterion.{name}"),
                say("desk.compare.other"): say.number(one),
                say("desk.compare.this"): say.number(two),
                say("desk.compare.change"): f"**{change}**" if change else "=",
            }
        )
    st.table(rows, hide_index=True, border="horizontal")
    st.caption(say("desk.compare.distance", share=distance(before, found.plan)))


def _items(found: Shown, before: Plan) -> None:
    say, plan = found.say, found.plan
    moved = movements(before, plan)
    st.header(say("desk.compare.items", count=len(moved), items=len(plan.items)), anchor=False)
    if not moved:
        st.caption(say("desk.compare.same"))
        return
    rows = []
    for one in moved:
        old, new = before.item.get(one.item), plan.item.get(one.item)
        task = new or old
        rows.append(
            {
                say("desk.col.name"): one.item,
                say("desk.col.label"): "\u2013" if task is None else say.say(task.label),
                say("desk.col.what"): say(f"movement.{one.what}"),
                say("desk.compare.other"): "\u2013"
                if old is None
                else f"{say.moment(old.start)} \u00b7 {words.assets(old)}",
                say("desk.compare.this"): "\u2013"
                if new is None
                else f"{say.moment(new.start)} \u00b7 {words.assets(new)}",
            }
        )
    st.table(rows, hide_index=True, border="horizontal")
