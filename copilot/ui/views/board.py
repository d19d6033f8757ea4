"""The timeline on a page, and which of its items is chosen: by it or by a list beside it, each told to the other."""

from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from copilot.model.plan import Plan, PlanItem
from copilot.ui import filters, session
from copilot.ui.session import Shown
from copilot.ui.timeline.component import HEIGHT, NOTHING, Answer, Pick, encoded, timeline
from copilot.ui.timeline.data import Scene
from copilot.ui.timeline.data import timeline as data_of
from copilot.ui.timeline.lanes import LANES, By

ITEM = "item"


@dataclass
class Choice:
    """What is chosen on one page.

    `turns` counts, for each list, the choices made elsewhere: it is then drawn anew, with that item (`leads`) first.
    """

    item: str | None = None
    pick: Pick = NOTHING
    heard: int = 0
    turns: dict[str, int] = field(default_factory=dict)
    leads: dict[str, str | None] = field(default_factory=dict)

    def by_list(self, item: str, name: str = "") -> None:
        """A list (`name`) chose: the timeline brings the item to the middle, the other lists follow."""
        self.item, self.pick = item, Pick(item, self.pick.rank + 1)
        self._turn(name)

    def by_timeline(self, answer: Answer) -> bool:
        """True when the timeline has chosen since it was last asked."""
        if answer.rank == self.heard:
            return False
        self.item, self.heard = answer.selected, answer.rank
        self._turn("")
        return True

    def turn(self, name: str) -> int:
        """How often a list had to follow."""
        return self.turns.setdefault(name, 0)

    def _turn(self, but: str) -> None:
        self.turns |= {name: turn + 1 for name, turn in self.turns.items() if name != but}
        self.leads |= {name: self.item for name in self.turns if name != but}


def choice(key: str, plan: Plan) -> Choice:
    """The choice of a page, forgotten with the plan; at first, what the address names."""
    name = f"choice_{key}"
    if st.session_state.get(f"{name}_plan") != plan.id:
        st.session_state[f"{name}_plan"] = plan.id
        st.session_state[name] = made = Choice()
        named = session.kept(ITEM)
        if named is not None and (named in plan.item or any(need.id == named for need in plan.unmet)):
            made.by_list(named)
    return cast("Choice", st.session_state[name])


def note(made: Choice) -> None:
    """Keeps in the address what is chosen."""
    filters.note(ITEM, made.item or "", "")


def lanes(found: Shown, key: str) -> By:
    """Asks what a lane is."""
    say = found.say
    chosen: By = st.segmented_control(
        say("desk.lanes"),
        LANES,
        default=filters.one_of("lanes", LANES, "assets"),
        required=True,
        format_func=lambda lane: say(f"desk.lane.{lane}"),
        key=key,
    )
    filters.note("lanes", chosen, "assets")
    return chosen


def show(
    found: Shown,
    items: list[PlanItem],
    by: By,
    key: str,
    *,
    edit: bool = False,
    height: int = HEIGHT,
    scope: str | None = None,
) -> tuple[Choice, Answer]:
    """The timeline of some items; the page reads what was moved from the answer.

    `scope` names what goes on from one plan to the next, so that scale and place are kept.
    """
    made = choice(key, found.plan)
    closed = session.closed(found.plan.id)
    scene = Scene(found.plan, items, by, found.standing, found.parent, closed, edit)
    kept = (found.plan.id, found.say.language, by, edit, len(closed))
    body = _body(*kept, hash(tuple(_state(found, item) for item in items)), _scene=scene, _found=found)
    name = f"{key}_{(scope or found.plan.id)[:16]}"
    answer = timeline(body, found.say(f"desk.lane.{by}"), made.pick, edit=edit, height=height, key=name)
    return made, answer


def _state(found: Shown, item: PlanItem) -> tuple[str, str | None, int]:
    state = found.standing[item.id]
    return item.id, state.verb, state.seen


@st.cache_resource(max_entries=64, show_spinner=False)
def _body(
    plan: str, language: str, by: str, edit: bool, closed: int, items: int, *, _scene: Scene, _found: Shown
) -> bytes:
    """The same bytes for the same plan, words, lanes, closings and decisions."""
    return encoded(data_of(_scene, _found.say))
