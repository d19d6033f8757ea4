"""A move made on the timeline: what it breaks is shown first, and it is recorded only with a reason."""

import streamlit as st

from copilot.model.decision import ItemEdit
from copilot.model.plan import PlanItem
from copilot.ui.session import Shown
from copilot.ui.views import deciding
from copilot.ui.views.breaking import breaks


def ask(found: Shown, item: PlanItem, edit: ItemEdit) -> None:
    """Asks whether an item is to be moved so."""
    st.dialog(found.say("desk.moving.title"), width="medium")(_ask)(found, item, edit)


def _ask(found: Shown, item: PlanItem, edit: ItemEdit) -> None:
    say = found.say
    start = item.start if edit.start is None else edit.start
    assets = item.assets if edit.assets is None else edit.assets
    st.markdown(f"**{say.say(item.label)}**")
    for key, minute, names in (("desk.moving.from", item.start, item.assets), ("desk.moving.to", start, assets)):
        st.text(say(key, start=f"t:{minute}", vehicles=", ".join(names) or "\u2013"))
    possible = breaks(found, item, edit)
    reason = st.text_area(say("desk.reason_needed"), max_chars=2000, key="moving_reason")
    save, drop = st.columns(2)
    if save.button(say("desk.moving.save"), type="primary", key="moving_sure", disabled=not possible, width="stretch"):
        if not reason.strip():
            st.error(say("desk.reason_missing"))
            return
        deciding.record_item(found, item, "edit", reason, edit)
        st.rerun()
    if drop.button(say("desk.moving.drop"), key="moving_drop", width="stretch"):
        st.rerun()
