"""Modes d'action: the same plan leaning to something else, ordered from here, compared on the criteria, one adopted."""

import streamlit as st

from copilot.app.again import is_course
from copilot.app.standing import kept
from copilot.model.course import COURSES, Criteria
from copilot.model.errors import IntendanceError
from copilot.model.plan import Plan
from copilot.model.record import Run
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import adopting
from copilot.ui.views.progress import events_of, stopping
from tools.look.courses import chosen, criteria, distance

POLL_SECONDS = 1.0


def show(found: Shown) -> None:
    """What was drafted, beside this plan; what is being drafted; and a button for what is not."""
    say = found.say
    st.caption(say("desk.courses.help"))
    going, made = _going(found.plan), made_of(found.plan)
    if going:
        st.fragment(_wait, run_every=POLL_SECONDS)(found, len(going))
    elif _wanting(found, made) and st.button(say("desk.courses.order"), key="courses", disabled=found.approved):
        try:
            session.service().courses(found.plan.id, session.language(), session.user())
        except IntendanceError as error:
            st.error(say.say(error.message))
        else:
            st.rerun()
    if made:
        _table(found, made)
        _dropped(found, made)
        _each(found, made)


def made_of(plan: Plan) -> list[Plan]:
    """The courses of action drafted from a plan, one of each."""
    listed = session.service().plans(plan.scenario)
    variants = (session.plan(one.id) for one in listed if one.variant and one.parent == plan.id)
    found: dict[str, Plan] = {}
    for one in variants:
        if one.changes == plan.changes and one.solving.course != plan.solving.course:
            found.setdefault(one.solving.course, one)
    return list(found.values())


def _wanting(found: Shown, made: list[Plan]) -> bool:
    """True while a course is missing, or was drafted before what has been decided since."""
    settled = kept(found.plan, found.standing)
    return len(made) < len(COURSES) - 1 or any(one.decisions != settled for one in made)


def _going(plan: Plan) -> list[Run]:
    """The courses under way, the first that was ordered first."""
    return [run for run in reversed(session.service().runs()) if not run.over and is_course(run.order, plan)]


def _wait(found: Shown, count: int) -> None:
    going = _going(found.plan)
    if len(going) != count:
        st.rerun()
    for run in going:
        with st.container(border=True):
            events = events_of(run.id)
            told = found.say.say(events[-1].message) if events else found.say(f"desk.run.{run.status}")
            st.markdown(f"**{found.say(f'course.{run.order.course}')}** \u2014 {told}")
            stopping(run)


def _table(found: Shown, made: list[Plan]) -> None:
    say = found.say
    plans = [found.plan, *made]
    names = [say("desk.courses.this", course=_name(found, found.plan)), *(_name(found, one) for one in made)]
    rows = []
    for field in Criteria.model_fields:
        figures = [getattr(criteria(plan), field) for plan in plans]
        best = max(figures) if field == "slack" else min(figures)
        cells = [
            f"**{say.number(one)}**" if one == best and len(set(figures)) > 1 else say.number(one) for one in figures
        ]
        rows.append({say("desk.compare.criterion"): say(f"criterion.{field}"), **dict(zip(names, cells, strict=True))})
    costs = [say.number(plan.solving.objective) for plan in plans]
    verdicts = [say(f"course.verdict.{plan.verdict}") for plan in plans]
    differ = ["\u2013", *(f"{distance(found.plan, one)}\u00a0%" for one in made)]
    for key, cells in (
        ("criterion.objective", costs),
        ("criterion.verdict", verdicts),
        ("desk.courses.differ", differ),
    ):
        rows.append({say("desk.compare.criterion"): say(key), **dict(zip(names, cells, strict=True))})
    st.table(rows, hide_index=True, border="horizontal")
    st.caption(say("desk.courses.bold"))


def _dropped(found: Shown, made: list[Plan]) -> None:
    """What no planner should choose: nowhere better than another, too much like it, or not valid."""
    say = found.say
    _, dropped = chosen([found.plan, *made])
    for one in dropped:
        by = "" if one.by is None else say(f"course.{one.by}")
        st.markdown(f"- {say(f'course.dropped.{one.why}', one=say(f'course.{one.course}'), two=by, seed=one.seed)}")


def _each(found: Shown, made: list[Plan]) -> None:
    for place, plan in zip(st.columns(len(made)), made, strict=True):
        with place, st.container(border=True):
            st.markdown(f"**{_name(found, plan)}**")
            st.caption(words.escaped(plan.id[:12]))
            adopting.buttons(found, plan.id)


def _name(found: Shown, plan: Plan) -> str:
    return found.say(f"course.{plan.solving.course}")
