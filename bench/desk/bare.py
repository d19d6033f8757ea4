"""A bare Streamlit page: a title, a button, and how often it was pressed."""

import streamlit as st

st.session_state.setdefault("pressed", 0)
st.title("Bare")
if st.button("Press", key="press"):
    st.session_state["pressed"] += 1
st.write(st.session_state["pressed"])
