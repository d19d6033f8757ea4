"""Words and reports read by a model: proposals beside the words quoted, which a planner takes or leaves."""

import streamlit as st

from copilot.model.intake import Intake
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.record import Run
from copilot.texts import Speaker
from copilot.ui import session
from copilot.ui.views.asking import followed
from copilot.ui.whole import whole

KEY = "read"
LONGEST = 20_000


def show(say: Speaker, scenario: str, effort: float, seed: int) -> None:
    """The words to read, then what was understood of them; nothing where no model is configured."""
    if session.service().model() == "none":
        return
    with st.expander(say("desk.reading.title"), expanded=bool(session.kept(KEY))):
        text = st.text_area(say("desk.reading.text"), max_chars=LONGEST, help=say("desk.reading.help"))
        report = st.checkbox(say("desk.reading.report"), help=say("desk.reading.report_help"))
        if st.button(say("desk.reading.send"), key="read_words") and text.strip():
            with whole():
                session.keep(KEY, session.service().read(scenario, text, report, say.language))
        run = session.kept(KEY)
        if run:
            followed(run, lambda done: _proposals(say, done, scenario, effort, seed))


def _proposals(say: Speaker, run: Run, scenario: str, effort: float, seed: int) -> None:
    if run.error is not None:
        st.error(say.say(run.error))
    read = run.result
    if not isinstance(read, Intake) or run.order.scenario != scenario:
        return
    st.caption(say("cli.intake.proposals", model=read.model))
    fields = [
        {say("cli.head.proposed"): f"{one.field} = {one.value}", say("cli.head.quote"): one.quote} for one in read.taken
    ]
    if fields:
        st.table(fields, hide_index=True, border="horizontal")
    kept = [one.change for number, one in enumerate(read.changes) if _taken(say, number, one.change.label(), one.quote)]
    for text in (*(say.say(one) for one in read.open), *read.questions):
        st.warning(say("cli.intake.open", text=text))
    for quote in read.unused:
        st.caption(say("cli.intake.unused", text=quote))
    for refused in read.refused:
        st.caption(say("cli.intake.refused", quote=refused.quote, why=say.say(refused.why)))
    asks = bool(read.request and read.request.milestones)
    own = asks and st.checkbox(say("desk.reading.take_request"), value=False, key=f"take_request_{run.id}")
    if (kept or own) and st.button(say("desk.reading.draft"), type="primary", key="draft_read"):
        order = Order(
            scenario=scenario,
            language=say.language,
            seed=seed,
            effort=effort,
            changes=tuple(kept),
            request=read.request if own else None,
            model=session.service().model(),
            by=session.user(),
        )
        with whole():
            session.keep("run", session.service().start(order))
        session.drop(KEY)
        st.rerun()


def _taken(say: Speaker, number: int, label: Message, quote: str) -> bool:
    return bool(st.checkbox(f"{say.say(label)} \u2014 \u00ab {quote} \u00bb", value=False, key=f"take_{number}"))
