"""What every table of figures is kept with: the machine and the versions."""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

NAMES = ("intendance", "ortools", "pyvrp", "pyjobshop", "pyvroom", "numpy", "scipy", "networkx", "pydantic")


def about() -> dict[str, Any]:
    """Machine, cores, Python and package versions."""
    return {
        "machine": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in NAMES},
    }


def keep(file: Path | None, **figures: Any) -> None:
    """Writes figures as JSON, whole or not at all, with what they were measured on; nothing without a file."""
    if file is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.part")
    partial.write_text(json.dumps(about() | figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(file)
