"""What the solver says of an item or of a need not met, and what would help, to be taken as changes."""

import streamlit as st

from copilot.model.explanation import Earlier, Explanation, Relief
from copilot.model.record import Run
from copilot.texts import Speaker
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import varying


def show(found: Shown, run: Run) -> None:
    """The answer of a run, or why there is none."""
    say = session.speaker_of(found.plan)
    if run.error is not None:
        st.warning(say.say(run.error))
    if not isinstance(run.result, Explanation):
        return
    tell(run.result, say)
    if run.result.start is None:
        _reliefs(found, run.result, say)
    st.caption(say("desk.reasons.solved" if run.stopped_by is None else "desk.reasons.cut", run=run.id[:8]))


def tell(one: Explanation, say: Speaker) -> None:
    """The obstacle, the one before it, and what beginning earlier costs; or the requirements in conflict."""
    if one.start is None:
        _conflict(one, say)
    else:
        _earlier(one, say)
    if one.chain:
        st.markdown(f"**{say('desk.reasons.chain')}**")
        st.markdown("\n".join(f"{number}. {say.say(link)}" for number, link in enumerate(one.chain, start=1)))


def _conflict(one: Explanation, say: Speaker) -> None:
    if not one.requirements:
        st.markdown(say("cli.why.unproven"))
        return
    st.markdown(f"**{say('cli.why.conflict', minimal=say('cli.why.minimal') if one.minimal else '')}**")
    lines = [
        say.say(rule.message) + ("" if rule.label is None else f" ({say.say(rule.label)})") for rule in one.requirements
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _earlier(one: Explanation, say: Speaker) -> None:
    late = [say("cli.why.late", hours=hours, term=words.term(say, code)) for code, hours in one.late.items()]
    st.markdown(say("cli.why.begins", start=f"t:{one.start}", late=", ".join(late) or say("cli.why.on_time")))
    if one.earlier is None:
        st.markdown(say("cli.why.never" if one.never else "cli.why.not_found"))
    else:
        st.markdown(_cost(one.earlier, say))


def _cost(earlier: Earlier, say: Speaker) -> str:
    code = "cli.why.earlier_on_time" if earlier.on_time else "cli.why.earlier_late"
    said = say(code, start=f"t:{earlier.start}", cost=words.change(say, earlier.cost, ""), moved=earlier.moved)
    said += say("cli.why.later", items=", ".join(earlier.later)) if earlier.later else ""
    return said + (say("cli.why.out", items=", ".join(earlier.out)) if earlier.out else "")


def _reliefs(found: Shown, one: Explanation, say: Speaker) -> None:
    if not one.requirements:
        return
    st.markdown(f"**{say('cli.why.reliefs' if one.reliefs else 'cli.why.no_relief')}**")
    for number, relief in enumerate(one.reliefs, start=1):
        text, button = st.columns([5, 2], vertical_alignment="center")
        text.markdown(f"{number}. {_said(relief, say)}")
        if relief.unsaid is not None:
            text.caption(say.say(relief.unsaid))
        key = f"relief_{one.about}_{number}"
        if relief.changes and button.button(say("desk.reasons.adopt"), key=key, width="stretch"):
            varying.order(found, relief.changes, one.effort or None)


def _said(relief: Relief, say: Speaker) -> str:
    parts = say("cli.why.and").join(say.say(part) for part in relief.parts)
    cost = words.change(say, relief.cost, "")
    said = say("cli.why.relief", relief=parts, cost=cost, moved=relief.moved, gained=len(relief.gained))
    return said + (say("cli.why.missing", tasks=", ".join(relief.missing)) if relief.missing else "")
