"""The summary of a plan: milestones, needs not met, findings of the check, and what the plan costs."""

import streamlit as st

from copilot.texts.prose import unit_name
from copilot.ui import words
from copilot.ui.session import Shown
from copilot.ui.views import why


def milestones(found: Shown) -> None:
    """Which milestones hold."""
    say, plan = found.say, found.plan
    held = sum(line.met for line in plan.milestones)
    st.subheader(say("desk.milestones", held=held, count=len(plan.milestones)), anchor=False)
    rows = []
    for line in plan.milestones:
        reached = f"{line.value}\u00a0%" if line.value is not None else "\u2013"
        if line.reached is not None:
            reached = say.moment(line.reached)
        rows.append(
            {
                say("desk.col.state"): f":green[{say('desk.held')}]" if line.met else f":red[**{say('desk.missed')}**]",
                say("desk.col.milestone"): say.say(line.label),
                say("desk.col.due"): say.moment(line.due),
                say("desk.col.reached"): reached,
            }
        )
    if rows:
        st.table(rows, hide_index=True, border="horizontal")


def show(found: Shown) -> None:
    """Needs not met, findings and objective."""
    _unmet(found)
    _findings(found)
    _objective(found)


def _unmet(found: Shown) -> None:
    say, plan = found.say, found.plan
    st.subheader(say("desk.unmet", count=len(plan.unmet)), anchor=False)
    if not plan.unmet:
        st.caption(say("desk.unmet_none"))
        return
    rows = [
        {
            say("desk.col.need"): say.say(need.label),
            say("desk.col.domain_name"): say(f"desk.domain.{need.domain}"),
            say("desk.col.cause"): say.say(need.cause),
            say("desk.col.mandatory"): say("desk.yes" if need.mandatory else "desk.no"),
        }
        for need in sorted(plan.unmet, key=lambda need: (not need.mandatory, -need.value))
    ]
    st.table(rows, hide_index=True, border="horizontal")
    _asked(found)


@st.fragment
def _asked(found: Shown) -> None:
    """Why a need that is chosen is not met, and what it would take."""
    say = found.say
    labels = {need.id: say.say(need.label) for need in found.plan.unmet}
    chosen = st.selectbox(
        say("desk.reasons.need"),
        list(labels),
        index=None,
        placeholder=say("desk.reasons.choose"),
        format_func=lambda name: f"{labels[name]} ({name})",
        key="unmet_chosen",
    )
    if chosen is not None:
        why.show(found, chosen, "unmet")


def _findings(found: Shown) -> None:
    say, plan = found.say, found.plan
    st.subheader(say("desk.findings", count=len(plan.findings)), anchor=False)
    if not plan.findings:
        st.caption(say("desk.findings_none"))
        return
    rank = ("error", "warning", "info")
    rows = [
        {
            say("desk.col.severity"): f"{words.SEVERITY_SIGN[entry.severity]} {say(f'desk.severity.{entry.severity}')}",
            say("desk.col.finding"): say.say(entry.message),
            say("desk.col.items"): ", ".join(
                say.say(plan.item[name].label) if name in plan.item else name for name in entry.items
            ),
        }
        for entry in sorted(plan.findings, key=lambda entry: rank.index(entry.severity))
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _objective(found: Shown) -> None:
    say, plan = found.say, found.plan
    st.subheader(say("desk.objective"), anchor=False)
    st.caption(say("desk.objective_help"))
    rows = [
        {
            say("desk.col.term"): words.term(say, term.code),
            say("desk.col.amount"): f"{say.number(term.amount)} {unit_name(say, term.unit)}",
            say("desk.col.cost"): say.number(term.cost),
        }
        for term in plan.terms
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal")
    st.caption(say(f"desk.solving.{plan.solving.status}", objective=plan.solving.objective, seed=plan.solving.seed))
    if plan.solving.stopped:
        st.caption(say("desk.solving.stopped"))
