"""The verbs' component: buttons as one element, which was pressed and on which item given back once."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import streamlit as st


class Verb(NamedTuple):
    """A button: what Python calls it, its words and what they mean, its keys, and the words for those keys."""

    name: str
    text: str
    help: str = ""
    keys: str = ""
    said: str = ""


class Pressed(NamedTuple):
    """Which verb was pressed, and the item that its reader saw then: not to be believed before it is looked up."""

    verb: str
    item: str


def verbs(
    key: str, label: str, shown: Sequence[Verb], item: str, *, closed: bool, hear: Callable[[Pressed], None]
) -> Pressed | None:
    """Shows the verbs for an item, all grey if `closed`; `hear` is told before the page is drawn again."""
    told = {"label": label, "verbs": shown, "item": item, "closed": closed}
    data = json.dumps(told, ensure_ascii=False).encode()
    pressed = _component()(
        key=key, data=data, on_pressed_change=lambda: hear(Pressed(*st.session_state[key].pressed))
    ).pressed
    return None if pressed is None else Pressed(*pressed)


@cache
def _component() -> Any:
    script, style = (files(__package__).joinpath(f"verbs.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("intendance_verbs", js=script, css=style)
