"""What belongs to the document around the pages: its language, Streamlit's own words, its keys, who sits at it."""
