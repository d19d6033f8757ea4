"""Tracabilite: any figure of a plan down to its sources, and who said what in the run that made it."""

import json

import streamlit as st

from copilot.model.fact import Fact
from copilot.model.record import TrailEntry
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import why
from copilot.ui.views.frame import plan_head
from copilot.ui.words import escaped
from tools.look.backing import backing

LISTED = 200
KINDS = ("model", "tool", "solve", "event")
LONG = 20_000


def show() -> None:
    """The page."""
    found = plan_head("desk.page.trace")
    if found is None:
        return
    figure, said = st.tabs([found.say("desk.trace.figure"), found.say("desk.trace.run")])
    with figure:
        _figure(found)
    with said:
        _run(found)


def _figure(found: Shown) -> None:
    say, plan = found.say, found.plan
    wanted = st.text_input(say("desk.trace.search"), help=say("desk.trace.search_help"), key="trace_search").strip()
    facts = {fact.id: fact for fact in plan.facts if fact.about and wanted.casefold() in _address(fact).casefold()}
    if not facts:
        st.caption(say("desk.trace.none"))
        return
    st.caption(say("desk.trace.count", count=len(facts), shown=min(LISTED, len(facts))))
    chosen = st.selectbox(
        say("desk.trace.choose"), list(facts)[:LISTED], format_func=lambda name: _address(facts[name]), key="traced"
    )
    fact = facts[chosen]
    st.markdown(why.badge(say, backing(plan, fact)))
    st.markdown("\n".join(words.chain(say, plan, fact)))


def _address(fact: Fact) -> str:
    return f"{fact.id}  {fact.about}"


def _run(found: Shown) -> None:
    say = found.say
    run = session.service().run_of(found.plan.id)
    if run is None:
        st.info(say("desk.trace.no_run"))
        return
    st.caption(say("desk.trace.run_of", run=run.id, model=run.order.model, by=run.order.by or "\u2013"))
    kinds = st.pills(
        say("desk.trace.kinds"),
        KINDS,
        selection_mode="multi",
        default=["model"],
        format_func=lambda kind: say(f"cli.trail.{kind}"),
        key="trace_kinds",
    )
    after = int(st.session_state.get("trace_after", 0))
    lines = session.service().trail(run.id, after)
    for line in lines:
        if line.kind in kinds:
            _line(found, line)
    back, on = st.columns(2)
    if after and back.button(say("desk.trace.first"), key="trace_first"):
        st.session_state["trace_after"] = 0
        st.rerun()
    if lines and on.button(say("desk.trace.next"), key="trace_next"):
        st.session_state["trace_after"] = lines[-1].seq
        st.rerun()


def _line(found: Shown, line: TrailEntry) -> None:
    say = found.say
    head = f"{line.seq} \u00b7 {words.source(say, line.source)} \u00b7 {say(f'cli.trail.{line.kind}')}"
    if line.kind == "event":
        message = json.loads(line.answered)
        st.markdown(f"{head} \u2014 {escaped(say(message['code'], **message['args']))}")
        return
    with st.expander(head):
        if line.kind == "model":
            for message in json.loads(line.asked)["prompt"]["messages"]:
                st.caption(say(f"desk.trace.role.{message['role']}"))
                calls = [f"{call['tool']}({call['arguments']})" for call in message["calls"]]
                st.code("\n".join([message["text"], *calls])[:LONG], language=None, wrap_lines=True)
        else:
            st.code(line.asked[:LONG], language="json", wrap_lines=True)
        st.caption(say("desk.trace.answer"))
        st.code(line.answered[:LONG], language="json", wrap_lines=True)
