"""A scenario of one's own, brought as a workbook: read whole, kept under a free name, or refused cell by cell."""

import streamlit as st

from copilot.app.bringing import BOOK
from copilot.app.service import Document, ScenarioRead
from copilot.model.errors import IntendanceError
from copilot.sheets.guard import MOST_MEGABYTES
from copilot.texts import Speaker
from copilot.ui import session
from copilot.ui.views.problems import problem_rows
from copilot.ui.whole import whole

READ = "scenario_read"
FILE = "scenario_file"


def show(say: Speaker, chosen: str | None) -> None:
    """The two workbooks to start from, the field for the file, and what became of the last one."""
    with st.expander(say("desk.bring.title")):
        st.caption(say("desk.bring.help"))
        left, right = st.columns(2)
        with left:
            _offer(say, "desk.bring.template", "")
        with right:
            if chosen is not None:
                _offer(say, "desk.bring.current", chosen)
        key = f"{FILE}_{st.session_state.get('scenarios_brought', 0)}"
        given = st.file_uploader(say("desk.bring.file"), type="xlsx", max_upload_size=MOST_MEGABYTES, key=key)
        if given is not None:
            book = Document(name=given.name, mime=BOOK, content=given.getvalue())
            args = (say, book, given.file_id)
            st.button(say("desk.bring.take"), key="take_scenario", type="primary", on_click=_take, args=args)
        _tell(say, None if given is None else given.file_id)


def _offer(say: Speaker, label: str, scenario: str) -> None:
    """A button that hands over a workbook, made when it is asked for."""
    name = f"{scenario or say('cli.book.template')}.xlsx"
    st.download_button(
        say(label),
        lambda: session.service().scenario_book(scenario, say.language).content,
        file_name=name,
        mime=BOOK,
        on_click="ignore",
        key=f"{label}_{scenario}",
    )


@whole()
def _take(say: Speaker, book: Document, file: str) -> None:
    """Keeps the scenario, and chooses it before the page is drawn again."""
    try:
        read = session.service().take_scenario(book, say.language)
    except IntendanceError as error:
        st.session_state[READ] = (file, error)
        return
    st.session_state[READ] = (file, read)
    if read.name:
        session.titles.clear()
        st.session_state["scenario"] = read.name
        st.session_state["scenarios_brought"] = st.session_state.get("scenarios_brought", 0) + 1


def _tell(say: Speaker, given: str | None) -> None:
    """What became of the last workbook, while it lies in the field; of one that was kept, until another is given."""
    file, read = st.session_state.get(READ, (None, None))
    kept = isinstance(read, ScenarioRead) and bool(read.name)
    if read is None or given != (None if kept else file):
        return
    if isinstance(read, IntendanceError):
        st.error(say.say(read.message))
    elif read.name:
        st.success(say("desk.bring.taken", name=read.name))
    else:
        st.error(say("desk.bring.refused", count=len(read.problems)))
        st.table(problem_rows(say, read.problems), hide_index=True)
        if read.marked is not None:
            label = say("desk.import.marked", name=read.marked.name)
            st.download_button(label, read.marked.content, file_name=read.marked.name, mime=BOOK, on_click="ignore")
