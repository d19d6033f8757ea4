"""The public families: read right, solved to their known optimum, and verified by rules that a wrong answer breaks."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.__main__ import main
from bench.families import ours, pyjobshop
from bench.families.project import Timetable, makespan
from bench.families.read import READERS
from bench.families.verify import broken

RCPSP = """5 1
2
0 0 3 2 3 4
3 1 1 5
2 2 1 5
4 1 1 5
0 0 0
"""
MMRCPSP = """jobs  (incl. supersource/sink ):  4
RESOURCES
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
1 1 2 2 3
2 2 1 4
3 1 1 4
4 1 0
************************************************************************
REQUESTS/DURATIONS
jobnr.  mode  dur  R1  N1
------------------------------------------------------------------------
1 1 0 0 0
2 1 2 1 3
  2 5 1 0
3 1 2 1 2
4 1 0 0 0
************************************************************************
RESOURCE AVAILABILITIES
R 1 N 1
1 4
************************************************************************
"""
JSP = "2\n2\n3 2\n2 4\n1 2\n2 1\n"
FJSP = "2\n2\n1 2\n4 2\n3 0\n0 3\n"
FILES = {"rcpsp": (RCPSP, 6), "mmrcpsp": (MMRCPSP, 7), "jsp": (JSP, 7), "fjsp": (FJSP, 6)}
"""Each with the makespan that a hand finds.

rcpsp: of two places, one task takes both: 2, and the others side by side: 4. mmrcpsp: on one machine, the fast mode
and the other task would use five of four units, so the slow one: 5 + 2. jsp: machine 1 does 3, then 4. fjsp: the
second job does 3, then 3.
"""


@pytest.fixture(params=FILES)
def family(request: pytest.FixtureRequest) -> str:
    """Each family in turn."""
    return str(request.param)


def written(family: str, folder: Path) -> Path:
    """The tiny instance of a family, as a file."""
    path = folder / f"tiny_{family}.txt"
    path.write_text(FILES[family][0], encoding="utf-8")
    return path


def test_the_optimum_is_found_by_both(family: str, tmp_path: Path) -> None:
    """The engine and the peer find the makespan that a hand finds, and neither breaks a rule."""
    project = READERS[family](written(family, tmp_path))
    for method in (ours.solved, pyjobshop.solved):
        answer = method(project, 10.0, 1, 1)
        assert answer.timetable is not None
        assert broken(project, answer.timetable) is None
        assert (makespan(project, answer.timetable), answer.optimal) == (FILES[family][1], True)


def test_a_wrong_timetable_is_caught(family: str, tmp_path: Path) -> None:
    """Everything at once, or before 0, breaks a rule."""
    project = READERS[family](written(family, tmp_path))
    zeros = (0,) * len(project.tasks)
    assert broken(project, Timetable(zeros, zeros)) is not None
    assert broken(project, Timetable((-1,) * len(zeros), zeros)) == "a task starts before 0"


def test_what_is_used_up_is_counted_over_the_whole(tmp_path: Path) -> None:
    """Two tasks one after the other take three and two of four units that are not renewed."""
    project = READERS["mmrcpsp"](written("mmrcpsp", tmp_path))
    assert broken(project, Timetable((0, 0, 2, 4), (0, 0, 0, 0))) == "resource 1: 5 of 4"
    assert broken(replace(project, capacities=(1, 5)), Timetable((0, 0, 2, 4), (0, 0, 0, 0))) is None


def test_a_folder_is_measured_and_kept(family: str, tmp_path: Path) -> None:
    """The command reads any folder, with or without best known values, and keeps every figure."""
    folder = tmp_path / "instances"
    folder.mkdir()
    name = written(family, folder).name
    bks = tmp_path / "bks.csv"
    bks.write_text(f"folder,file,bks,lb,note\n{family},{name},{FILES[family][1]},,\n", encoding="utf-8")
    file = tmp_path / "out" / "kept.json"
    words = [family, "--instances", str(folder), "--bks", str(bks), "--time-limit", "5", "--json", str(file)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    kept = json.loads(file.read_text())
    assert {(one["method"], one["gap"]) for one in kept["results"]} == {("ours", 0), ("PyJobShop", 0)}
    assert kept["bar_holds"]
    assert kept["time_limit"] == 5
    without = CliRunner().invoke(main, [family, "--instances", str(folder), "--time-limit", "5"])
    assert without.exit_code == 0, without.output
