"""Opens the desk as `intendance ui` does; says its address once it answers, and in its log each part within a part."""

import runpy
import sys
from functools import wraps
from typing import Any

from streamlit.runtime.fragment import MemoryFragmentStorage, _FragmentLifetime

from copilot.settings import Settings
from copilot.ui import launcher

SERVE = "serve"
NESTED = "a part of a page within another: "


def watch() -> None:
    """Has each part that is drawn within another said in the log, other than dialogs, which stand apart."""
    register = MemoryFragmentStorage.register

    @wraps(register)
    def told(self: MemoryFragmentStorage, key: str, fragment: Any, **how: Any) -> None:
        if how.get("parent_fragment_id") and how.get("lifetime") is not _FragmentLifetime.FULL_APP_SCOPED:
            sys.stderr.write(f"{NESTED}{fragment.__qualname__}\n")
            sys.stderr.flush()
        register(self, key, fragment, **how)

    MemoryFragmentStorage.register = told  # type: ignore[method-assign]


def ready(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if SERVE in sys.argv:
        watch()
        runpy.run_module("copilot.ui.serving", run_name="__main__")
    else:
        watched = {launcher.DESK: (sys.executable, __file__, SERVE)}
        sys.exit(launcher.run(Settings(), ready, launcher.ROLES | watched))
