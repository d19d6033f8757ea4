"""The timeline: an own component of Streamlit, its data worked out in Python, drawn by plain JavaScript."""
