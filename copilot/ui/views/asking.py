"""Demander: a question about the plan, answered by a worker; the plan itself is never changed by it."""

from collections.abc import Callable

import streamlit as st

from copilot.model.advice import Answered
from copilot.model.plan import Plan
from copilot.model.record import Run
from copilot.texts import Speaker
from copilot.texts.prose import said
from copilot.ui import pages_by_name, session, words
from copilot.ui.session import Shown
from copilot.ui.views import explanation
from copilot.ui.views.progress import events_of, stopping
from copilot.ui.whole import whole

KEY = "question"
POLL_SECONDS = 1.0
LONGEST = 2000


def show(found: Shown) -> None:
    """The question, and its answer once it is there; only that a model is wanted, where none is configured."""
    say = found.say
    if session.service().model() == "none":
        st.info(say("desk.asking.no_model"))
        return
    st.caption(say("desk.asking.help"))
    with st.form("asking", border=False):
        question = st.text_input(say("desk.asking.question"), max_chars=LONGEST, placeholder=say("desk.asking.example"))
        if st.form_submit_button(say("desk.asking.send"), type="primary") and question.strip():
            with whole():
                session.keep(KEY, session.service().ask(found.plan.id, question.strip(), say.language))
    run = session.kept(KEY)
    if run:
        followed(run, lambda done: _answer(found, done))


def followed(run: str, then: Callable[[Run], None]) -> None:
    """Waits for a run without holding the page, then shows what became of it."""
    state = session.service().run(run)
    if state.over:
        then(state)
    else:
        st.fragment(lambda: _wait(run), run_every=POLL_SECONDS)()


def _wait(run: str) -> None:
    state = session.service().run(run)
    if state.over:
        st.rerun()
    events = events_of(run)
    say = session.speaker()
    st.caption(say("desk.asking.waiting"))
    if events:
        st.markdown(f"{words.source(say, events[-1].source)} \u2014 {say.say(events[-1].message)}")
    stopping(state)


def _answer(found: Shown, run: Run) -> None:
    say = found.say
    if run.error is not None:
        st.error(say.say(run.error))
    answered = run.result
    if not isinstance(answered, Answered):
        return
    with st.container(border=True):
        st.markdown(f"**{say('desk.asking.asked', question=words.escaped(answered.advice.question))}**")
        st.caption(say(f"cli.ask.{answered.advice.way}"))
        _understood(found.plan, answered, say)
        if answered.explanation is not None:
            explanation.tell(answered.explanation, session.speaker_of(found.plan))
        if answered.variant is not None:
            _variant(found.plan, answered, answered.variant)


def _understood(plan: Plan, answered: Answered, say: Speaker) -> None:
    advice = answered.advice
    if advice.because is not None:
        st.warning(say.say(advice.because))
    lines = [
        say("cli.ask.change", change=say.say(one.change.label()), quote=words.escaped(one.quote))
        for one in advice.changes
    ]
    lines += [
        "- " + say("cli.intake.refused", quote=words.escaped(one.quote), why=say.say(one.why)) for one in advice.refused
    ]
    if lines:
        st.markdown("\n".join(lines))
    if advice.comment is not None and advice.way != "cannot":
        st.caption(say("desk.comment.by", model=advice.comment.model))
        for _, text in said(plan, advice.comment, say):
            st.markdown(f"> {words.escaped(text)}")


def _variant(plan: Plan, answered: Answered, variant: Plan) -> None:
    say = Speaker(session.language(), plan.names | variant.names, variant.clock)
    st.markdown(f"**{say(f'cli.verdict.{variant.verdict}')}**")
    for need in variant.unmet:
        st.markdown(f"- {need.id} \u2014 {say.say(need.label)} : {say.say(need.cause)}")
    terms = [
        {
            say("desk.col.term"): words.term(say, one.code),
            say("cli.head.before"): say.number(one.before),
            say("cli.head.after"): say.number(one.after),
        }
        for one in answered.terms
    ]
    if terms:
        st.table(terms, hide_index=True, border="horizontal")
    st.markdown(say("cli.replan.moved", count=len(answered.moved), items=len(variant.items)))
    moved = [
        {
            say("cli.head.item"): one.item,
            say("cli.head.moved"): say(f"movement.{one.what}"),
            say("cli.head.cause"): say.say(one.cause),
        }
        for one in answered.moved
    ]
    if moved:
        st.table(moved, hide_index=True, border="horizontal")
    if st.button(say("desk.asking.open"), key="open_variant"):
        session.keep("plan", variant.id)
        pages_by_name.open_page("draft")
