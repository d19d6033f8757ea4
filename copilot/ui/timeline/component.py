"""The timeline on a page: its files put together once, mounted with its data, what a planner did given back."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

import streamlit as st

SHARED = ("board.js", "read.js")
SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "feed": (*SHARED, "feed.js"),
    "timeline": (*SHARED, "frame.js", "layout.js", "draw.js", "pick.js", "move.js", "mount.js"),
    "lists": (*SHARED, "lists.js"),
}
HEIGHT = 520
FEED = "feed"
"""With this word begin the keys of what a page hides: see document.css."""


class Pick(NamedTuple):
    """An item that the page chose, and how many times the page has chosen: the same one may be chosen again."""

    item: str
    rank: int


NOTHING = Pick("", 0)


class Selected(NamedTuple):
    """What a planner selected on a board, an item or a need or nothing, and the rank of that choice among all."""

    name: str | None
    rank: int


Moved = Mapping[str, Any]
"""Where a planner put an item, as the browser says: not to be believed before it is checked."""


def encoded(data: Any) -> bytes:
    """The component's data as it crosses the wire; the page keeps it, so that it is written once."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def source(name: str) -> str:
    """The text of one of the component's own files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def feed(
    board: str,
    name: str,
    parts: Mapping[tuple[str, str], bytes],
    hear: Callable[[Selected], None] | None = None,
) -> None:
    """Sends parts of a board: its plan (`body`), where its items stand (`states`), which of them a filter keeps.

    A part has a kind and a name, each is one line; feed.js knows the kinds. What sends them is a component that shows
    nothing: Streamlit does not send again what a browser holds already. With `hear` it also tells what is chosen on
    the board, and only the part of the page that it stands on is then drawn again.
    """
    key = f"{FEED}_{board}_{name}"
    # Bytes, not a mapping: Streamlit would read and write a mapping several times at each rerun.
    data = [encoded({"board": board, "parts": list(parts), "tells": hear is not None}), *parts.values()]
    told = {} if hear is None else {"on_selected_change": _heard(key, hear)}
    _component("feed")(key=key, data=b"\n".join(data), **told)


def timeline(board: str, *, height: int = HEIGHT) -> Moved | None:
    """Shows a board's timeline; gives back what was moved, if anything was."""
    shown = _component("timeline")(
        key=board, data=encoded({"board": board, "height": height}), on_moved_change=lambda: None
    )
    return cast("Moved | None", shown.moved)


def lists(board: str, names: Sequence[str]) -> None:
    """Shows lists of a board: what the check finds (`findings`), its items as a table (`rows`), its `queue`."""
    _component("lists")(key=f"{board}_lists", data=encoded({"board": board, "lists": names}))


def _heard(key: str, hear: Callable[[Selected], None]) -> Callable[[], None]:
    """Streamlit calls back before the page is drawn again."""
    return lambda: hear(Selected(*st.session_state[key].selected))


@cache
def _component(name: str) -> Any:
    # One module of several files: Streamlit takes a single script, and there is no build step to join them.
    script = "\n".join(source(part) for part in SCRIPTS[name])
    style = files(__package__).joinpath(f"{name}.css")
    css = style.read_text(encoding="utf-8") if style.is_file() else None
    return st.components.v2.component(f"intendance_{name}", css=css, js=script)
