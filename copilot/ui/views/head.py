"""The head of a plan as one piece of HTML: what marks it, what it is called, where it stands.

A browser goes through every element of a page at each rerun, and a heading of Streamlit's costs more than others.
"""

from html import escape

from copilot.model.plan import Plan
from copilot.texts import Speaker
from copilot.ui import charts, session
from copilot.ui.session import Shown

VERDICT_COLOUR = {"VALID": "green", "INVALID": "red", "UNKNOWN": "orange"}


def head(found: Shown) -> str:
    """The marking, the title, and on one line: verdict, state, version, window and zone."""
    plan, say = found.plan, found.say
    whole = found.standing[""].verb
    state = say({"approve": "desk.approved", "return": "desk.returned"}.get(whole or "", "desk.being_reviewed"))
    badges = [(VERDICT_COLOUR[plan.verdict], say(f"desk.verdict.{plan.verdict}")), ("blue", state)]
    if plan.solving.stopped:
        badges.append(("orange", say("desk.solving.stopped_badge")))
    window = say("desk.window", start="t:0", end=f"t:{plan.clock.end}")
    window = say("desk.in_zone", window=window, year=str(plan.clock.at(0).year), zone=charts.zone(plan.clock, say))
    shown = " ".join(f'<span class="badge {colour}">{escape(text)}</span>' for colour, text in badges)
    line = f"{shown} {escape(say('desk.revision', revision=plan.revision))} \u00b7 {escape(window)}"
    title = escape(session.title(plan.scenario))
    return f'<div class="head">{marking(say, plan)}<h1>{title}</h1><p>{line}</p></div>'


def marking(say: Speaker, plan: Plan) -> str:
    """The marking that every page and document bears: the highest of all that went into the plan."""
    marks = session.marks(plan.id)
    said = " \N{EM DASH} ".join([say(f"desk.marking.{marks.marking}"), *marks.caveats])
    return f'<p class="marking"><strong>{escape(said)}</strong></p>'
