"""A variant or a course of action: looked at, or made the last version of its plan once that is confirmed."""

import streamlit as st

from copilot.model.errors import PlannerError
from copilot.ui import pages_by_name, session
from copilot.ui.session import Shown


def buttons(found: Shown, plan: str) -> None:
    """Two buttons: open, adopt."""
    look, adopt = st.columns(2)
    if look.button(found.say("desk.asking.open"), key=f"look_{plan}", width="stretch"):
        session.keep("plan", plan)
        pages_by_name.open_page("draft")
    if adopt.button(found.say("desk.variants.adopt"), key=f"adopt_{plan}", width="stretch", disabled=found.approved):
        st.dialog(found.say("desk.variants.adopt"))(_adopt)(found, plan)


def _adopt(found: Shown, plan: str) -> None:
    st.markdown(found.say("desk.variants.adopt_sure"))
    if st.button(found.say("desk.confirm"), type="primary", key="adopt_sure"):
        try:
            session.service().adopt(plan)
        except PlannerError as error:
            st.error(found.say.say(error.message))
            return
        session.keep("plan", plan)
        pages_by_name.open_page("review")
