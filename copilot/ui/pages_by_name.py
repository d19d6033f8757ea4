"""The pages of the desk by name, so that one can send to another without importing it."""

from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import Page

from copilot.ui import session

KEY = "pages"


def remember(pages: dict[str, Page]) -> None:
    """Keeps the pages of this run of the script."""
    st.session_state[KEY] = pages


def address(name: str) -> str:
    """Where a page is, beside any other."""
    return f"./{st.session_state[KEY][name].url_path}"


def open_page(name: str) -> NoReturn:
    """Goes to a page, what is kept in the address along with it: the address is then written once."""
    st.switch_page(st.session_state[KEY][name], query_params=session.address())
