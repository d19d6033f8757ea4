"""What a model says of the plan, marked as the model's and outside of what is signed."""

import streamlit as st

from copilot.texts.prose import said
from copilot.ui.session import Shown
from copilot.ui.words import escaped


def show(found: Shown, by: str) -> None:
    """The comments of one speaker; nothing when it said nothing."""
    for comment in found.plan.comments:
        if comment.by != by:
            continue
        st.caption(found.say("desk.comment.by", model=comment.model))
        for one, text in said(found.plan, comment, found.say):
            st.markdown("> " + escaped(found.say(f"export.about.{one.about}", text=text)))
        if comment.refused:
            st.caption(found.say("export.comment_refused", count=comment.refused))
