"""What a planner decided in the workbook of the plan shown: read whole, told, and recorded at one click or not."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from copilot.app.bringing import BOOK
from copilot.app.service import BookRead, Document
from copilot.model.errors import AlreadyDecidedError, PlannerError
from copilot.sheets.guard import MOST_MEGABYTES
from copilot.texts import Speaker
from copilot.ui import session, words
from copilot.ui.session import Shown
from copilot.ui.views import deciding
from copilot.ui.views.problems import problem_rows
from copilot.ui.whole import whole
from copilot.ui.words import escaped

TOLD = "import_told"


class Told(NamedTuple):
    """What became of a workbook of a plan, and the file that still lies in the field, if it was refused."""

    plan: str
    file: str | None
    text: str


def show(found: Shown) -> None:
    """The field for the file, what it says, and the button that records it."""
    say = found.say
    st.header(say("desk.import.title"), anchor=False)
    st.caption(say("desk.import.help"))
    place = st.empty()
    given = st.file_uploader(
        say("desk.import.file"),
        type="xlsx",
        max_upload_size=MOST_MEGABYTES,
        disabled=found.approved,
        key=f"import_{st.session_state.get('imports', 0)}",
    )
    _tell(place, found, None if given is None else given.file_id)
    if given is None:
        return
    book = Document(name=given.name, mime=BOOK, content=given.getvalue())
    try:
        read = session.service().read_book(found.plan.id, book, session.user(), say.language)
    except PlannerError as error:
        st.error(say.say(error.message))
        return
    if read.problems:
        _problems(say, read)
    else:
        _decisions(found, read, given.file_id)


def _problems(say: Speaker, read: BookRead) -> None:
    st.error(say("error.book", count=len(read.problems)))
    st.table(problem_rows(say, read.problems), hide_index=True)
    if read.marked is not None:
        name = read.marked.name
        label = say("desk.import.marked", name=name)
        st.download_button(label, read.marked.content, file_name=name, mime=read.marked.mime, on_click="ignore")


def _decisions(found: Shown, read: BookRead, file: str) -> None:
    say = found.say
    if not read.decisions:
        st.info(say("desk.import.none"))
        return
    rows = [
        {
            say("desk.import.item"): say.say(found.plan.item[one.item].label),
            say("desk.import.decision"): words.status(say, one.verb),
            say("desk.import.change"): _change(say, one.edit.start, one.edit.assets) if one.edit else "",
            say("desk.import.reason"): escaped(one.reason),
        }
        for one in read.decisions
    ]
    st.table(rows, hide_index=True)
    label = say("desk.import.record", count=len(read.decisions))
    if st.button(label, type="primary", key="import_record"):
        _record(found, read, file)
        st.rerun()


def _change(say: Speaker, start: int | None, assets: tuple[str, ...] | None) -> str:
    parts = [say("desk.edited_start", start=f"t:{start}")] if start is not None else []
    if assets is not None:
        parts.append(say("desk.edited_assets", assets=", ".join(assets)))
    return " ".join(parts)


@whole()
def _record(found: Shown, read: BookRead, file: str) -> None:
    say = found.say
    seen = {one.item: found.standing[one.item].seen for one in read.decisions}
    try:
        session.service().decide_all(found.plan.id, read.decisions, seen)
    except AlreadyDecidedError as error:
        told = Told(found.plan.id, file, deciding.first(found, error.first))
    except PlannerError as error:
        told = Told(found.plan.id, file, say.say(error.message))
    else:
        told = Told(found.plan.id, None, say("desk.import.recorded", count=len(read.decisions)))
        st.session_state["imports"] = st.session_state.get("imports", 0) + 1
    st.session_state[TOLD] = told


def _tell(place: DeltaGenerator, found: Shown, given: str | None) -> None:
    """What became of the last workbook of this plan: a refusal while it lies in the field, else until another does."""
    told: Told | None = st.session_state.get(TOLD)
    if told is not None and (told.plan, told.file) == (found.plan.id, given):
        (place.success if told.file is None else place.error)(told.text)
