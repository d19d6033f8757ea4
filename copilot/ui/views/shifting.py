"""What moving an item would break, told at once by the checker, and what it would cost, by a variant solved apart."""

from typing import Literal

import streamlit as st

from copilot.model.change import ItemAsked
from copilot.model.decision import ItemEdit
from copilot.model.plan import PlanItem
from copilot.ui.session import Shown
from copilot.ui.views import varying
from copilot.ui.views.breaking import breaks

SHIFTS = (-1440, -60, 60, 1440)


def show(found: Shown, item: PlanItem, key: str) -> None:
    """Another hour, or another vehicle: what it breaks, and what the whole plan would then cost."""
    say = found.say
    when, which = st.columns(2)
    with when:
        possible = [shift for shift in SHIFTS if 0 <= item.start + shift < found.plan.clock.end]
        shift = st.pills(
            say("desk.shifting.when"), possible, format_func=lambda one: _said(found, one), key=f"{key}_{item.id}_shift"
        )
    with which:
        swap = _swap(found, item, key)
    if shift is None and swap is None:
        st.caption(say("desk.shifting.help"))
        return
    start = None if shift is None else item.start + shift
    if start is not None:
        st.text(say("desk.edited_start", start=f"t:{start}"))
    sound = breaks(found, item, ItemEdit(start=start, assets=swap))
    if sound:
        st.caption(say("desk.shifting.cost_help"))
        if st.button(say("desk.shifting.cost"), key=f"{key}_{item.id}_cost"):
            how: Literal["at", "with"] = "with" if start is None else "at"
            varying.order(found, (ItemAsked(name=item.id, how=how, start=start, assets=swap or ()),))


def _said(found: Shown, shift: int) -> str:
    return f"{'+' if shift > 0 else chr(0x2212)}\u00a0{found.say.duration(abs(shift))}"


def _swap(found: Shown, item: PlanItem, key: str) -> tuple[str, ...] | None:
    """The vehicles of the item with one of them replaced by another that could do it."""
    left = list(item.assets)
    swaps: dict[str, tuple[str, ...]] = {}
    place = 0
    for need in item.mode.assets:
        for _ in range(need.count):
            held = left[place]
            for other in need.candidates:
                if other not in item.assets:
                    name = found.say("desk.shifting.swap", held=held, other=other)
                    swaps[name] = (*left[:place], other, *left[place + 1 :])
            place += 1
    if not swaps:
        return None
    chosen = st.selectbox(
        found.say("desk.shifting.which"), list(swaps), index=None, placeholder="", key=f"{key}_{item.id}_swap"
    )
    return None if chosen is None else swaps[chosen]
