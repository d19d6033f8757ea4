"""The document's component: mounted once a page, it shows nothing."""

import json
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import streamlit as st

from copilot.model.noun import LANGUAGES, Language
from copilot.texts import texts

WORDS = "desk.streamlit."
COOKIE = "intendance_person"


def document(language: Language, person: str) -> None:
    """Tells the document its language, Streamlit's words in it, and who sits at it, to be known at the next visit."""
    told = {"language": language, "words": words(language), "person": person}
    _component()(key="document", data=json.dumps(told, ensure_ascii=False).encode())


@cache
def style() -> str:
    """The rules that the theme cannot say, on screen and on paper."""
    return f"<style>{files(__package__).joinpath('document.css').read_text(encoding='utf-8')}</style>"


@cache
def words(language: Language) -> list[tuple[str, str]]:
    """Streamlit's own words as the other language has them, and as this one has them."""
    spoken = texts(language)
    return [
        (text, spoken[key])
        for other in LANGUAGES
        if other != language
        for key, text in texts(other).items()
        if key.startswith(WORDS) and text != spoken[key]
    ]


def person() -> str | None:
    """Who sat at this browser the last time, or None."""
    held = st.context.cookies.get(COOKIE)
    return unquote(held) if held else None


@cache
def _component() -> Any:
    script = files(__package__).joinpath("document.js").read_text(encoding="utf-8")
    return st.components.v2.component("intendance_document", js=script)
