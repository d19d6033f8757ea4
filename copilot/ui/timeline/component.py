"""The timeline on a page: its files put together once, mounted with its data, what a planner did given back."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

import streamlit as st

SCRIPTS = ("read.js", "frame.js", "layout.js", "draw.js", "pick.js", "move.js", "mount.js")
STYLE = "timeline.css"
HEIGHT = 520


class Pick(NamedTuple):
    """An item that the page chose, and how many times the page has chosen: the same one may be chosen again."""

    item: str
    rank: int


NOTHING = Pick("", 0)


class Answer(NamedTuple):
    """What the planner did: the item (or need) selected and the rank of that choice, where one was just put, if any."""

    selected: str | None
    rank: int
    moved: Mapping[str, Any] | None


def encoded(data: Mapping[str, Any]) -> bytes:
    """The component's data as it crosses the wire; the page keeps it, so that it is written once."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def source(name: str) -> str:
    """The text of one of the component's own files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def timeline(
    body: bytes, lanes: str, pick: Pick = NOTHING, *, edit: bool = False, height: int = HEIGHT, key: str
) -> Answer:
    """Shows the timeline; `lanes` says what a lane is, `pick` brings an item to the middle at the same scale."""
    # Bytes, not a mapping: Streamlit would read and write a mapping several times at each rerun. What changes often
    # goes before the first line break, so that the browser knows a plan that it has already read.
    settings = {"pick": pick, "editable": edit, "lanes": lanes, "height": height}
    shown = _component()(
        key=key,
        data=encoded(settings) + b"\n" + body,
        on_selected_change=_noted,
        on_moved_change=_noted,
    )
    selected, rank = shown.selected or (None, 0)
    return Answer(selected, rank, cast("Mapping[str, Any] | None", shown.moved))


def _noted() -> None:
    """Streamlit keeps only the states that have a callback."""


@cache
def _component() -> Any:
    # One module of several files: Streamlit takes a single script, and there is no build step to join them.
    script = "\n".join(source(name) for name in SCRIPTS)
    return st.components.v2.component("intendance_timeline", css=source(STYLE), js=script)
