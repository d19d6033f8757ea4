"""The price of a part of a page to Streamlit: a button in a fragment, and as many texts as the desk redraws parts."""

import streamlit as st

TEXTS = 30
"""A choice on the calendar draws 12 elements again, a decision about 35."""

st.session_state.setdefault("pressed", 0)
st.title("Texts")


@st.fragment
def part() -> None:
    """What a press draws again: every text is another."""
    if st.button("Press", key="press"):
        st.session_state["pressed"] += 1
    for _ in range(TEXTS):
        st.write(st.session_state["pressed"])


part()
