"""The house is kept: plain files, short files, and no registry's address in any of them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

HOME = Path(__file__).parents[2]
ROOMS = ("copilot", "agents", "tools", "scenarios", "bench")
PYTHON = sorted(file for room in ROOMS for file in (HOME / room).rglob("*.py"))
LONGEST = 400
KEPT = {".py", ".toml", ".md", ".txt", ".csv", ".json", ".cfg", ".yml", ".yaml", ".sh", ""}
REGISTRY = re.compile(
    r"python" + r"hosted|//[^\s/]*py" + r"pi[^\s/]*/|https?://\S+/simple\b|artifact" + r"ory", re.IGNORECASE
)


def _name(file: Path) -> str:
    return str(file.relative_to(HOME))


def _kept_files() -> list[Path]:
    """Every text file that git tracks, or all of them where there is no git."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=False)
    names = found.stdout.split("\0") if found.returncode == 0 else [_name(file) for file in HOME.rglob("*")]
    files = (HOME / name for name in names if name and not name.startswith((".venv", ".git/", "out/", "var/")))
    return [file for file in files if file.is_file() and file.suffix in KEPT]


def _index_hosts() -> set[str]:
    """The hosts that this machine's pip downloads from."""
    told = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    words = " ".join(
        [told, *(os.environ.get(name, "") for name in ("PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"))]
    )
    hosts = {urlsplit(found).hostname for found in re.findall(r"https?://[^\s'\"]+", words)}
    return {host for host in hosts if host and host not in ("localhost", "127.0.0.1")}


@pytest.mark.parametrize("file", PYTHON, ids=_name)
def test_python_files_are_plain_and_short(file):
    """Each Python file is ASCII, its texts being elsewhere, and short enough to be read in one go."""
    text = file.read_text(encoding="utf-8")
    strange = {number for number, line in enumerate(text.splitlines(), start=1) if not line.isascii()}
    assert strange == set()
    assert len(text.splitlines()) <= LONGEST


def test_no_file_names_a_registry():
    """Locks name versions and hashes only: where packages come from is the machine's own affair."""
    files = _kept_files()
    hosts = _index_hosts()
    assert HOME / "pyproject.toml" in files
    named = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        if REGISTRY.search(text) or any(host in text for host in hosts):
            named.append(_name(file))
    assert named == []


def test_tests_are_not_packages():
    """No __init__.py under tests/: with one, `import agents` would find the tests."""
    assert list((HOME / "tests").rglob("__init__.py")) == []
