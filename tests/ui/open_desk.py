"""Opens the desk as `intendance ui` does; says its address once it answers."""

import sys

from copilot.settings import Settings
from copilot.ui import launcher


def ready(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


sys.exit(launcher.run(Settings(), ready))
