"""The desk's script: Streamlit runs it at each visit and each click."""

import streamlit as st

from copilot.ui import pages_by_name, session
from copilot.ui.views import ask, compare, draft, export, frame, home, replay, review, trace, variants, ways

session.restore()
say = session.speaker()
st.set_page_config(page_title=say("desk.title"), page_icon="\N{CLIPBOARD}", layout="wide")
pages = {
    "home": st.Page(home.show, title=say("desk.page.home"), url_path="tableau", default=True),
    "ask": st.Page(ask.show, title=say("desk.page.ask"), url_path="demande"),
    "draft": st.Page(draft.show, title=say("desk.page.draft"), url_path="brouillon"),
    "review": st.Page(review.show, title=say("desk.page.review"), url_path="validation"),
    "compare": st.Page(compare.show, title=say("desk.page.compare"), url_path="comparer"),
    "variants": st.Page(variants.show, title=say("desk.page.variants"), url_path="variantes"),
    "replay": st.Page(replay.show, title=say("desk.page.replay"), url_path="rejeu"),
    "trace": st.Page(trace.show, title=say("desk.page.trace"), url_path="tracabilite"),
    "export": st.Page(export.show, title=say("desk.page.export"), url_path="export"),
}
pages_by_name.remember(pages)
page = st.navigation(list(pages.values()), position="hidden")
ways.pages(pages, page)
frame.sidebar()
ways.recent()
page.run()
