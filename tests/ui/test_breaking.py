"""What an edit breaks, as the page shows it."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import made_up_plan  # noqa: PLC0415 - AppTest runs the text of this function alone
    import streamlit as st  # noqa: PLC0415

    from copilot.model.decision import ItemEdit  # noqa: PLC0415
    from copilot.model.errors import PlannerError  # noqa: PLC0415
    from copilot.model.finding import Review  # noqa: PLC0415
    from copilot.texts import Speaker  # noqa: PLC0415
    from copilot.ui import session  # noqa: PLC0415
    from copilot.ui.session import Shown  # noqa: PLC0415
    from copilot.ui.views.breaking import breaks  # noqa: PLC0415

    plan = made_up_plan.made_up(120, 12)
    answers = {"some": plan.findings, "none": (), "impossible": None}

    def tried(_plan: str, _item: str, _start: int | None, _assets: object) -> Review:
        found = answers[st.query_params["case"]]
        if found is None:
            raise PlannerError("error.edit_start")
        return Review(verdict="INVALID" if found else "VALID", findings=found)

    kept, session.tried = session.tried, tried
    try:
        st.text(str(breaks(Shown(plan, {}, Speaker("fr", plan.names, plan.clock)), plan.items[0], ItemEdit(start=60))))
    finally:
        session.tried = kept


def _shown(case: str) -> AppTest:
    page = AppTest.from_function(_page, default_timeout=60)
    page.query_params["case"] = case
    return page.run()


def test_each_finding_is_told_with_its_sign_and_the_rest_counted() -> None:
    """Errors and warnings are shown as such, eight at most; the edit may still be recorded."""
    page = _shown("some")
    assert not page.exception
    assert len(page.error) + len(page.warning) == 8
    assert {told.value[0] for told in page.error} == {"\N{HEAVY BALLOT X}"}
    assert {told.icon for told in page.warning} == {"\N{WARNING SIGN}"}  # Streamlit takes a leading emoji as icon
    assert "4" in page.caption[0].value
    assert page.text[0].value == "True"


def test_an_edit_that_breaks_nothing_or_cannot_be_is_said_so() -> None:
    """Nothing new to say is said; an impossible edit is refused in words and cannot be recorded."""
    page = _shown("none")
    assert (len(page.success), len(page.error), page.text[0].value) == (1, 0, "True")
    page = _shown("impossible")
    assert (len(page.error), page.text[0].value) == (1, "False")
