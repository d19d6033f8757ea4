"""Brouillon: what the plan achieves, what it does not, and everything it does over time."""

from collections.abc import Callable, Mapping

import streamlit as st

from copilot.ui import filters, session, words
from copilot.ui.session import Shown
from copilot.ui.views import asking, changed, comments, lanes, roads, summary, trends
from copilot.ui.views.frame import plan_head


def show() -> None:
    """The page; only the part in sight is worked out."""
    found = plan_head("desk.page.draft")
    if found is None:
        return
    summary.head(found)
    parts = {
        "summary": summary.show,
        "timeline": lanes.show,
        "map": roads.show,
        "stocks": trends.stocks,
        "readiness": trends.readiness,
        "choices": _choices,
        "asking": asking.show,
    }
    if found.plan.parent is not None:
        parts = {"changed": changed.show} | parts
    _part(found, parts)


def _part(found: Shown, parts: Mapping[str, Callable[[Shown], None]]) -> None:
    """One of the parts, in the address by a name that is the same in each language; the others are not worked out.

    Not under Streamlit's tabs: a browser draws all of what is under them again at each choice within it.
    """
    say, first = found.say, "timeline" if session.kept(session.ITEM) else next(iter(parts))
    chosen = st.segmented_control(
        say("desk.parts"),
        list(parts),
        default=filters.one_of("tab", list(parts), first),
        required=True,
        format_func=lambda part: say(f"desk.tab.{part}"),
        label_visibility="collapsed",
        key=f"parts_{found.plan.id[:16]}",
    )
    session.keep("tab", chosen)
    parts[chosen](found)


def _choices(found: Shown) -> None:
    say = found.say
    for note in found.plan.agents:
        with st.container(border=True):
            st.header(say(f"desk.domain.{note.agent}"), anchor=False)
            st.caption(say(f"desk.by.{note.by}"))
            reasons = {reason.choice: say.say(reason.message) for reason in note.reasons}
            policy = [
                {
                    say("desk.col.choice"): words.known(say, f"desk.policy.{name}", name),
                    say("desk.col.value"): words.choice(say, value),
                    say("desk.col.reason"): reasons.get(name, "\u2013"),
                }
                for name, value in note.policy.items()
            ]
            if policy:
                st.table(policy, hide_index=True, border="horizontal")
            for head, messages in (("desk.assumptions", note.assumptions), ("desk.questions", note.questions)):
                if messages:
                    st.markdown(f"**{say(head)}**\n" + "\n".join(f"- {say.say(message)}" for message in messages))
            if note.fallback is not None:
                st.warning(say("export.fallback", reason=say.say(note.fallback)))
            comments.show(found, note.agent)
    comments.show(found, "rapporteur")
