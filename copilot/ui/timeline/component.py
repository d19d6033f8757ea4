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


def encoded(data: Mapping[str, Any]) -> bytes:
    """The component's data as it crosses the wire; the page keeps it, so that it is written once."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def source(name: str) -> str:
    """The text of one of the component's own files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def feed(board: str, part: str, body: bytes) -> None:
    """Sends a part of a board: its plan (`body`), where its items stand (`states`), which of them are kept (`sieve`).

    A part is a component of its own that shows nothing. Streamlit does not send again what a browser holds already.
    """
    # Bytes, not a mapping: Streamlit would read and write a mapping several times at each rerun.
    _component("feed")(key=f"{FEED}_{board}_{part}", data=encoded({"board": board, "part": part}) + b"\n" + body)


def timeline(
    board: str, hear: Callable[[Selected], None], pick: Pick = NOTHING, *, height: int = HEIGHT
) -> Moved | None:
    """Shows a board's timeline; `pick` brings an item to the middle. Gives back what was moved, if anything was."""
    data = encoded({"board": board, "pick": pick, "height": height})
    shown = _component("timeline")(
        key=board, data=data, on_selected_change=_heard(board, hear), on_moved_change=lambda: None
    )
    return cast("Moved | None", shown.moved)


def lists(board: str, hear: Callable[[Selected], None], names: Sequence[str], queue: str = "", at: str = "") -> None:
    """Shows lists of a board: what the check finds (`findings`), its items as a table (`rows`), those of a `queue`.

    `queue` keeps some items, one figure an item; `at` is the one that the page shows.
    """
    key, data = f"{board}_lists", encoded({"board": board, "lists": names, "queue": queue, "at": at})
    _component("lists")(key=key, data=data, on_selected_change=_heard(key, hear))


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
