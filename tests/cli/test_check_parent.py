"""`intendance check --parent`, on a plan made again under way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

INTENDANCE = Path(sys.executable).with_name("intendance")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The finished command, its output as text."""
    words = [str(INTENDANCE), *(str(argument) for argument in arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=400)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A draft of mini, and the plan made from it at a minute when its convoy is on the road."""
    folder = tmp_path_factory.mktemp("plans")
    assert run("draft", "mini", "--out", folder / "first", "--time-limit", "5").returncode == 0
    first, again = folder / "first" / "plan.json", folder / "again" / "plan.json"
    assert run("replan", "mini", first, "--now", "400", "--out", again.parent, "--time-limit", "5").returncode == 0
    return first, again


def test_a_plan_under_way_is_judged_with_its_parent(plans: tuple[Path, Path]) -> None:
    """Without the parent nobody can say that what had begun is as it was; with it the plan is VALID."""
    first, again = plans
    assert json.loads(run("check", "mini", again, "--json").stdout)["verdict"] == "UNKNOWN"
    done = run("check", "mini", again, "--parent", first, "--json")
    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "VALID")


def test_another_plan_is_no_parent(plans: tuple[Path, Path]) -> None:
    """The plan itself given as its parent is refused: both names are said."""
    _, again = plans
    done = run("check", "mini", again, "--parent", again, "--language", "en")
    assert done.returncode == 2
    assert all(json.loads(path.read_text())["id"][:12] in done.stderr for path in plans)
    assert "was made from plan" in done.stderr


def test_a_first_draft_has_no_parent(plans: tuple[Path, Path]) -> None:
    """A first draft was made from nothing."""
    first, again = plans
    done = run("check", "mini", first, "--parent", again, "--language", "en")
    assert done.returncode == 2
    assert "first draft" in done.stderr


def test_an_altered_parent_is_refused(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """A parent whose convoy was moved by hand still bears the name, and not the content."""
    first, again = plans
    forged = json.loads(first.read_text())
    next(item for item in forged["items"] if item["kind"] == "convoy")["start"] += 15
    (tmp_path / "plan.json").write_text(json.dumps(forged))
    done = run("check", "mini", again, "--parent", tmp_path / "plan.json", "--language", "en")
    assert done.returncode == 2
    assert "has been altered" in done.stderr
