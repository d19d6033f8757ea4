"""What a revision changed: what was told, and each item that is not where the previous version had it."""

import streamlit as st

from copilot.model.plan import Movement
from copilot.ui import words
from copilot.ui.session import Shown


def show(found: Shown) -> None:
    """The changes, then each movement with its cause."""
    say, plan = found.say, found.plan
    st.header(say("desk.changed", count=len(plan.movements)), anchor=False)
    changes(found)
    movements(found)


def changes(found: Shown) -> None:
    """What was told, numbered as causes name it."""
    for number, change in enumerate(found.plan.changes, start=1):
        st.text(found.say("desk.change", number=number, change=found.say.say(change.label())))


def movements(found: Shown) -> None:
    """Each item that is not where the previous version had it, and why."""
    say, plan = found.say, found.plan
    if plan.movements:
        st.table([_row(found, one) for one in plan.movements], hide_index=True, border="horizontal")
    else:
        st.caption(say("desk.changed_none"))


def _row(found: Shown, moved: Movement) -> dict[str, str]:
    say, item = found.say, found.plan.item.get(moved.item)
    left_out = next((need for need in found.plan.unmet if need.id == moved.item), None)
    task = item or left_out
    return {
        say("desk.col.name"): moved.item,
        say("desk.col.label"): "\u2013" if task is None else say.say(task.label),
        say("desk.col.what"): say(f"movement.{moved.what}"),
        say("desk.col.before"): "\u2013" if moved.before is None else words.unbroken(say.moment(moved.before)),
        say("desk.col.now"): "\u2013" if item is None else words.unbroken(say.moment(item.start)),
        say("desk.col.cause"): say.say(moved.cause),
    }
