"""What an edit breaks, shown before it is recorded."""

import streamlit as st

from copilot.model.decision import ItemEdit
from copilot.model.errors import IntendanceError
from copilot.model.plan import PlanItem
from copilot.ui import session, words
from copilot.ui.session import Shown

TOLD = 8
"""Findings shown; the rest is counted."""


def breaks(found: Shown, item: PlanItem, edit: ItemEdit) -> bool:
    """Shows what an edit breaks, by the checker; False when it is not possible at all."""
    say = found.say
    try:
        review = session.tried(found.plan.id, item.id, edit.start, edit.assets)
    except IntendanceError as error:
        st.error(say.say(error.message))
        return False
    if not review.findings:
        st.success(say("desk.moving.breaks_none"))
        return True
    st.markdown(f"**{say('desk.moving.breaks', count=len(review.findings))}**")
    for entry in review.findings[:TOLD]:
        told = f"{words.SEVERITY_SIGN[entry.severity]} {say.say(entry.message)}"
        (st.error if entry.severity == "error" else st.warning)(told)
    if len(review.findings) > TOLD:
        st.caption(say("desk.moving.more", count=len(review.findings) - TOLD))
    return True
