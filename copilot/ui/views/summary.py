"""The summary of a plan: milestones and what weighs on them, conflicts and needs not met first, then what it costs."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from copilot.app.glance import Glance, glances
from copilot.model.activity import Unmet
from copilot.texts.prose import unit_name
from copilot.ui import words
from copilot.ui.session import Shown
from copilot.ui.views import why

NAMED = 2
"""How many things that weigh on a milestone are named; all are counted."""


def head(found: Shown) -> None:
    """What holds and what hurts, in figures, then milestone by milestone."""
    say, plan = found.say, found.plan
    mandatory = sum(need.mandatory for need in plan.unmet)
    held = say("desk.glance.of", held=sum(line.met for line in plan.milestones), count=len(plan.milestones))
    wrong = {
        "conflicts": sum(entry.severity == "error" for entry in plan.findings),
        "unmet": len(plan.unmet),
        "short": sum(bool(line.short) for line in plan.stocks),
        "late": sum(item.late for item in plan.items),
    }
    tiles = [_tile(say("desk.glance.milestones"), held)]
    for name, count in wrong.items():
        value = f"{words.SEVERITY_SIGN['error']} {say.number(count)}" if count else "0"
        of_which = say("desk.glance.mandatory", count=mandatory) if name == "unmet" and mandatory else ""
        tiles.append(_tile(say(f"desk.glance.{name}"), value, of_which))
    st.html(f'<dl class="tiles">{"".join(tiles)}</dl>')
    _milestones(found)


def _tile(label: str, value: str, of_which: str = "") -> str:
    """A figure in large print; all of them are one element, a column each would be a dozen."""
    more = f'<dd class="of">{escape(of_which)}</dd>' if of_which else ""
    return f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd>{more}</div>"


def _milestones(found: Shown) -> None:
    say = found.say
    rows = [
        {
            say("desk.col.state"): words.held(say, one.line.met),
            say("desk.col.milestone"): say.say(one.line.label),
            say("desk.col.due"): words.unbroken(say.moment(one.line.due)),
            say("desk.col.reached"): _reached(found, one),
            say("desk.col.margin"): _margin(found, one),
            say("desk.col.weighs"): " \u00b7 ".join(_weighs(found, one)) or "\u2013",
        }
        for one in glances(found.plan)
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal")


def _reached(found: Shown, one: Glance) -> str:
    if one.line.value is not None:
        return f"{one.line.value}\u00a0%"
    return "\u2013" if one.line.reached is None else words.unbroken(found.say.moment(one.line.reached))


def _margin(found: Shown, one: Glance) -> str:
    if one.margin is None:
        return "\u2013"
    said = found.say.duration(abs(one.margin))
    return words.unbroken(said if one.margin >= 0 else found.say("desk.glance.too_late", time=said))


def _weighs(found: Shown, one: Glance) -> Iterator[str]:
    """What stands in the way of a milestone, the worst first."""
    say, plan = found.say, found.plan
    unmet = {need.id: need for need in plan.unmet}
    kinds = (
        (
            "desk.glance.weighs_short",
            [f"{say.name('items', item)}, {say.name('sites', site)}" for site, item in one.short],
        ),
        ("desk.glance.weighs_unmet", [say.say(unmet[name].label) for name in one.unmet]),
        ("desk.glance.weighs_late", [say.say(plan.item[name].label) for name in one.late]),
    )
    for code, names in kinds:
        if names:
            more = ["\u2026"] if len(names) > NAMED else []
            yield say(code, count=len(names), what=say("desk.glance.and").join(names[:NAMED] + more))


def show(found: Shown) -> None:
    """Conflicts and needs not met, then the objective; one line when there is nothing of the first two."""
    say, plan = found.say, found.plan
    if not plan.findings and not plan.unmet:
        st.success(say("desk.glance.nothing"), icon="\N{HEAVY CHECK MARK}")
    if plan.findings:
        _findings(found)
    if plan.unmet:
        _unmet(found)
    _objective(found)


def _unmet(found: Shown) -> None:
    say, plan = found.say, found.plan
    st.header(say("desk.unmet", count=len(plan.unmet)), anchor=False)
    rows = [_need(found, need) for need in sorted(plan.unmet, key=lambda need: (not need.mandatory, -need.value))]
    st.table(rows, hide_index=True, border="horizontal")
    _asked(found)
    why.waiting(found)


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


def _need(found: Shown, need: Unmet) -> dict[str, str]:
    say = found.say
    mandatory = f":red[**{words.SEVERITY_SIGN['error']} {say('desk.yes')}**]"
    return {
        say("desk.col.mandatory"): mandatory if need.mandatory else say("desk.no"),
        say("desk.col.need"): say.say(need.label),
        say("desk.col.domain_name"): say(f"desk.domain.{need.domain}"),
        say("desk.col.cause"): say.say(need.cause),
    }


def _findings(found: Shown) -> None:
    say, plan = found.say, found.plan
    st.header(say("desk.findings", count=len(plan.findings)), anchor=False)
    rank = ("error", "warning", "info")
    about = any(entry.items for entry in plan.findings)
    colour = {"error": ":red[**{}**]", "warning": "**{}**", "info": "{}"}
    rows = [
        {
            say("desk.col.severity"): colour[entry.severity].format(
                f"{words.SEVERITY_SIGN[entry.severity]} {say(f'desk.severity.{entry.severity}')}"
            ),
            say("desk.col.finding"): say.say(entry.message),
        }
        | ({say("desk.col.items"): ", ".join(_named(found, name) for name in entry.items)} if about else {})
        for entry in sorted(plan.findings, key=lambda entry: rank.index(entry.severity))
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _named(found: Shown, name: str) -> str:
    item = found.plan.item.get(name)
    return name if item is None else found.say.say(item.label)


def _objective(found: Shown) -> None:
    say, plan = found.say, found.plan
    st.header(say("desk.objective"), anchor=False)
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
