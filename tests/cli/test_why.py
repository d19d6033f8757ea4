"""`intendance why`, as a planner uses it on a scenario that lacks something."""

import json
import subprocess
import sys
from pathlib import Path

import scenarios
from scenarios._write import write

INTENDANCE = Path(sys.executable).with_name("intendance")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The finished command, its output as text."""
    words = [str(INTENDANCE), *(str(argument) for argument in arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=400)


def test_an_absent_instructor_is_named_and_borrowed(tmp_path: Path) -> None:
    """Mini without its driving instructor: he is the conflict, and one more of him, already solved, the only way."""
    mini = scenarios.load("mini")
    absent = [row.model_copy(update={"available_from": mini.world.clock.end - 60}) for row in mini.world.instructors]
    world = mini.world.model_copy(update={"instructors": tuple(absent)})
    write(mini.model_copy(update={"world": world}), tmp_path / "mini")
    assert run("draft", tmp_path / "mini", "--out", tmp_path, "--time-limit", "5").returncode == 1
    plan = tmp_path / "plan.json"
    told = json.loads(run("why", tmp_path / "mini", plan, "--json").stdout)
    unmet = {need["id"] for need in json.loads(plan.read_text())["unmet"]}
    assert {one["about"] for one in told} == unmet
    course = next(one for one in told if one["about"] == "PR-SECTION-CONDUITE")
    assert course["minimal"]
    assert {(one["kind"], one["of"]) for one in course["requirements"]} >= {("pool", "instructor:conduite")}
    relief = course["reliefs"][0]
    assert "PR-SECTION-CONDUITE" in relief["gained"]
    assert not relief["missing"]
    said = run("why", tmp_path / "mini", plan, "PR-SECTION-CONDUITE", "--language", "en").stdout
    assert '1 more "conduite" instructor(s)' in said
    changes = tmp_path / "changes.json"
    again = run(
        "why", tmp_path / "mini", plan, "PR-SECTION-CONDUITE", "--adopt", "1", "--out", changes, "--language", "en"
    )
    assert f"intendance replan {tmp_path / 'mini'} {plan} --changes {changes}" in again.stdout
    made = run("replan", tmp_path / "mini", plan, "--changes", changes, "--time-limit", "2", "--json")
    child = json.loads(made.stdout)
    assert (made.returncode, child["verdict"]) == (0, "VALID")
    assert "PR-SECTION-CONDUITE" in {item["id"] for item in child["items"]}
    assert run("why", tmp_path / "mini", plan, "PR-SECTION-CONDUITE", "--adopt", "9", "--out", changes).returncode == 2
    assert run("why", tmp_path / "mini", plan, "--adopt", "1", "--out", changes).returncode == 2


def test_a_done_item_is_explained_and_another_name_refused(tmp_path: Path) -> None:
    """Nothing is left out of mini: of an item, what it waits for is said; a name that is no item gives exit 2."""
    assert run("draft", "mini", "--out", tmp_path, "--time-limit", "5").returncode == 0
    plan = tmp_path / "plan.json"
    assert "Nothing is left out" in run("why", "mini", plan, "--language", "en").stdout
    (told,) = json.loads(run("why", "mini", plan, "RE-FT-1", "--json").stdout)
    assert [link["code"] for link in told["chain"]] == ["chain.stock_ordered"]
    assert told["late"] == {}
    said = run("why", "mini", plan, "RE-FT-1", "--language", "en").stdout
    assert "ordered for Tue 02/06 08:00" in said
    assert run("why", "mini", plan, "RE-FT-9").returncode == 2
