"""What a page is narrowed to, kept in the address: a reload, another page or a shared link shows the same."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from copilot.ui import session

OptionT = TypeVar("OptionT", bound=str)


def one_of(name: str, options: Sequence[OptionT], usual: OptionT) -> OptionT:
    """The option that the address names, or the usual one."""
    return next((option for option in options if option == session.kept(name)), usual)


def some_of(name: str, options: Sequence[OptionT]) -> list[OptionT]:
    """The options that the address names, or all of them."""
    kept = session.kept(name)
    return list(options) if kept is None else [option for option in options if option in kept.split(",")]


def note(name: str, chosen: str | Sequence[str], usual: str | Sequence[str]) -> None:
    """Keeps what was chosen, unless it is what is shown anyway."""
    if chosen == usual or (not isinstance(usual, str) and list(chosen) == list(usual)):
        session.drop(name)
    else:
        session.keep(name, chosen if isinstance(chosen, str) else ",".join(chosen))


def ask_one(
    name: str, label: str, options: Sequence[OptionT], usual: OptionT, word: Callable[[OptionT], str], key: str
) -> OptionT:
    """Asks for one of the options, and keeps it in the address."""
    shown = one_of(name, options, usual)
    chosen: OptionT = st.segmented_control(label, options, default=shown, required=True, format_func=word, key=key)
    note(name, chosen, usual)
    return chosen


def ask_some(
    name: str, label: str, options: Sequence[OptionT], word: Callable[[OptionT], str], key: str
) -> list[OptionT]:
    """Asks which of the options are kept, all of them at first, and keeps that in the address."""
    shown = some_of(name, options)
    chosen: list[OptionT] = st.pills(label, options, selection_mode="multi", default=shown, format_func=word, key=key)
    note(name, chosen, options)
    return chosen
