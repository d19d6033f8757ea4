"""`intendance dataset export`, as an operator uses it."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dataset_desk import Desk

from copilot.app.dataset.writing import write
from copilot.cli import intendance
from copilot.model.errors import OperatorError

NAMES = {"train.jsonl", "validation.jsonl", "preferences-train.jsonl", "preferences-validation.jsonl", "manifest.json"}


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTENDANCE_DATABASE", f"sqlite:///{tmp_path / 'store.db'}")


def run(*words: str | Path) -> Result:
    """The verb, finished."""
    return CliRunner().invoke(intendance, ["dataset", "export", *(str(word) for word in words)])


def test_files_are_what_their_manifest_says(desk: Desk, tmp_path: Path) -> None:
    """The folder holds four files and a manifest with their hashes, and a second export leaves the same bytes."""
    desk.approve(desk.draft()[1])
    folder = tmp_path / "a" / "b"
    done = run("--out", folder, "--validation", "0")
    assert done.exit_code == 0, done.output
    assert {path.name for path in folder.iterdir()} == NAMES
    manifest = json.loads((folder / "manifest.json").read_text())
    for one in manifest["files"]:
        assert hashlib.sha256((folder / one["name"]).read_bytes()).hexdigest() == one["sha256"]
    assert manifest["files"][0]["lines"] == 4
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run("--out", folder, "--validation", "0").exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_to_learn_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    """An empty store, then runs that nobody decided on: said in words, exit 1, and no folder."""
    empty = run("--out", tmp_path / "out", "--language", "en")
    assert (empty.exit_code, "no run that a model answered" in empty.output) == (1, True)
    desk.draft()
    undecided = run("--out", tmp_path / "out", "--language", "en")
    assert (undecided.exit_code, "nobody approved" in undecided.output) == (1, True)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_keeps_no_half(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills up in the middle, what was there before stays as it was, and no part is left."""
    desk.approve(desk.draft()[1])
    found = desk.export()
    write(found, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if "manifest" in path.name:
            raise OSError(28, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OperatorError):
        write(found, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
