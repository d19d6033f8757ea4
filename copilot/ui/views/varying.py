"""Orders a variant of the plan on the screen, and goes where it will be seen beside it."""

import streamlit as st

from copilot.model.change import Change
from copilot.model.errors import IntendanceError
from copilot.ui import pages_by_name, session
from copilot.ui.session import Shown
from copilot.ui.whole import whole

KEY = "variant"
"""The run of the variant being computed, in the address."""


@whole()
def order(found: Shown, changes: tuple[Change, ...], effort: float | None = None) -> None:
    """A worker makes the plan again with these changes; the plan itself stays as it is."""
    try:
        run = session.service().vary(found.plan.id, changes, session.language(), session.user(), effort)
    except IntendanceError as error:
        st.error(found.say.say(error.message))
        return
    session.keep(KEY, run)
    pages_by_name.open_page("variants")
