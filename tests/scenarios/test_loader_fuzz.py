"""Whatever stands in a file, loading answers with a scenario or with problems, and nothing else."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
from copilot.model.errors import ScenarioError
from copilot.model.noun import LANGUAGES
from copilot.texts import Speaker

MINI = Path(scenarios.__file__).parent / "mini"
TABLES = {
    path.stem: list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    for path in sorted(MINI.glob("tables/*.csv"))
}
PLACES = [
    (name, row, column)
    for name, lines in TABLES.items()
    for row in range(1, len(lines))
    for column in range(len(lines[0]))
]
NASTY = [
    "-1",
    "0",
    "1e9",
    "inf",
    "nan",
    "\uff19",
    "\u0661\u0662",
    "999999999999",
    "24:00",
    "00:00",
    "2026-06-01T24:00",
    "1900-01-01",
    "2199-12-31 23:59",
    "a:1",
    "a:1; b",
    ";",
    ":",
    "yes",
    "@x",
    "t:1",
    "@sites",
    "{0}",
    "x" * 100,
    "\u202e",
    "12,5",
]
cells = st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.integers().map(str), st.floats().map(str))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of mini whose files are rewritten by each example."""
    return Path(shutil.copytree(MINI, tmp_path_factory.mktemp("fuzz") / "mini"))


def loads_or_explains(folder: Path) -> None:
    """Loads a folder; every problem must be sayable in both languages."""
    try:
        scenarios.load(str(folder))
    except ScenarioError as error:
        for problem in error.problems:
            assert all(Speaker(language).say(problem.message) for language in LANGUAGES)


@settings(max_examples=100, deadline=None)
@given(place=st.sampled_from(PLACES), text=cells)
def test_any_cell(folder: Path, place: tuple[str, int, int], text: str) -> None:
    """Any text in any cell gives a scenario or problems that can be said."""
    name, row, column = place
    lines = [list(line) for line in TABLES[name]]
    lines[row][column] = text
    path = folder / "tables" / f"{name}.csv"
    try:
        with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            csv.writer(file).writerows(lines)
        loads_or_explains(folder)
    finally:
        shutil.copy(MINI / "tables" / path.name, path)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(sorted(path.name for path in MINI.iterdir() if path.is_file())), content=st.binary())
def test_any_file(folder: Path, name: str, content: bytes) -> None:
    """Any bytes in any file beside the tables give a scenario or problems that can be said."""
    try:
        (folder / name).write_bytes(content)
        loads_or_explains(folder)
    finally:
        shutil.copy(MINI / name, folder / name)


TOML = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(-5, 10**20), st.booleans(), st.floats()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)),
    max_leaves=4,
)


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'" + "".join(letter for letter in value if letter.isprintable() and letter != "'") + "'"
    if isinstance(value, list):
        return "[" + ", ".join(written(member) for member in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {written(member)}" for key, member in value.items()) + "}"
    return str(value)


@settings(max_examples=60, deadline=None)
@given(
    key=st.sampled_from(["priorities", "limits", "milestones", "priorities.logistics", "limits.day_from"]), value=TOML
)
def test_any_toml_value(folder: Path, key: str, value: object) -> None:
    """Any TOML value in place of a part of the request gives a scenario or problems that can be said."""
    try:
        (folder / "request.toml").write_text(f"{key} = {written(value)}\n", encoding="utf-8")
        loads_or_explains(folder)
    finally:
        shutil.copy(MINI / "request.toml", folder / "request.toml")
