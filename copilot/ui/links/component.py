"""The links' component: groups of links as one element, which one was followed given back once."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

import streamlit as st


class Link(NamedTuple):
    """A link: what Python calls it, its words, its address beside this page's, and whether the reader is there."""

    name: str
    text: str
    address: str
    here: bool


class Group(NamedTuple):
    """Links under a title, which may be empty."""

    title: str
    links: list[Link]


def links(key: str, label: str, groups: Sequence[Group], *, along: bool = False) -> str | None:
    """Shows links; gives back the name of the one just followed. With `along` they take the address's choices along.

    They are one element, where Streamlit's own are dozens: it goes through all elements of a page at each rerun.
    """
    told = {"label": label, "groups": groups, "along": along}
    shown = _component()(key=key, data=json.dumps(told, ensure_ascii=False).encode(), on_followed_change=lambda: None)
    return cast("str | None", shown.followed)


@cache
def _component() -> Any:
    script, style = (files(__package__).joinpath(f"links.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("intendance_links", js=script, css=style)
