"""What is done for a planner is also told, whatever the page is asked for meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def whole() -> Iterator[None]:
    """What stands within is carried out to its end before the page is drawn anew for another click.

    Streamlit looks for one at each access to its session, and raises there: a decision was recorded, a scenario kept or
    a draft begun, and the line that had to say so was never reached. With its fast reruns it would not even wait, but
    draw the page in another thread while this one is still at work: serving.py switches them off.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    state = context.session_state
    held = state._yield_callback
    object.__setattr__(state, "_yield_callback", lambda: None)
    try:
        yield
    finally:
        object.__setattr__(state, "_yield_callback", held)
