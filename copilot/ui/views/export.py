"""Exporter: take the plan away as a document."""

import streamlit as st

from copilot.app.service import Document
from copilot.model.errors import PlannerError
from copilot.model.noun import LANGUAGES
from copilot.texts import Speaker
from copilot.ui import session
from copilot.ui.views import importing
from copilot.ui.views.frame import plan_head
from copilot.ui.words import escaped, known

LANGUAGE_NAME = {"fr": "Fran\u00e7ais", "en": "English"}


def show() -> None:
    """The page."""
    found = plan_head("desk.page.export")
    if found is None:
        return
    say, plan = found.say, found.plan
    st.caption(say("desk.export.help"))
    if not found.approved:
        st.warning(say("desk.export.not_approved"))
    left, right = st.columns(2)
    to = left.selectbox(
        say("desk.export.format"),
        session.service().formats(),
        format_func=lambda name: known(say, f"desk.export.as_{name}", name),
        key="export_format",
    )
    language = right.selectbox(
        say("desk.export.language"),
        LANGUAGES,
        index=LANGUAGES.index(say.language),
        format_func=LANGUAGE_NAME.__getitem__,
        key="export_language",
    )
    try:
        with st.spinner(say("desk.export.making")):
            document = session.service().export(plan.id, to, language)
    except PlannerError as error:
        st.error(say.say(error.message))
    else:
        _offer(say, document)
    st.divider()
    importing.show(found)


def _offer(say: Speaker, document: Document) -> None:
    """What the document bears, the button that takes it away, and what it says when it is a text."""
    if document.marks is not None:
        words = [say(f"export.marking.{document.marks.marking}"), *document.marks.caveats]
        st.markdown(say("desk.export.marking", marking=escaped(" \u2014 ".join(words))))
    st.download_button(
        say("desk.export.download", name=document.name),
        document.content,
        file_name=document.name,
        mime=document.mime,
        type="primary",
        key="download",
        on_click="ignore",
    )
    if document.mime == "text/markdown":
        with st.expander(say("desk.export.preview"), expanded=True):
            st.markdown(document.content.decode())
