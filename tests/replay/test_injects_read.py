"""What a scenario's injects may say, and how wrong ones are told."""

import shutil
from pathlib import Path

import pytest

import scenarios
from copilot.model.change import Absent, OrderMoved, Sourced, StockLost
from copilot.model.errors import ScenarioError

HEAD = "id,at,title_fr,title_en,change,details"
HOME = Path(scenarios.__file__).parent / "mini"


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A copy of the bundled scenario."""
    return Path(shutil.copytree(HOME, tmp_path / "mini"))


def told(folder: Path, *lines: str) -> list[tuple[str, int | None, str | None, str, str | None]]:
    """The problems of injects written as lines: code, row, column, value and the nearest name."""
    (folder / "injects.csv").write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        scenarios.load(str(folder))
    assert {problem.table for problem in refused.value.problems} == {"injects"}
    return [
        (problem.message.code.removeprefix("input."), problem.row, problem.column, problem.value, problem.nearest)
        for problem in refused.value.problems
    ]


def test_lines_become_changes_in_the_order_of_time(mini: Path) -> None:
    """Dates, lists and numbers of the details are read by the fields of the change; a folder without any has none."""
    (mini / "injects.csv").write_text(
        f"{HEAD}\n"
        "B,2026-06-02 09:00,b,b,sourcing,how=only; depots=MOURMELON; site=STE-MENEHOULD\n"
        "A,2026-06-01 07:00,a,a,absence,what=instructors; of=MON-1; start=2026-06-01 07:00; end=2026-06-01 13:00\n"
        "C,2026-06-02 09:00,c,c,stock_lost,site=MOURMELON; item=EAU; quantity=500; at=2026-06-02 08:00\n",
        encoding="utf-8",
    )
    found = scenarios.load(str(mini)).injects
    assert [(one.id, one.at, one.row) for one in found] == [("A", 420, 3), ("B", 1980, 2), ("C", 1980, 4)]
    assert found[0].change == Absent(what="instructors", of="MON-1", start=420, end=780)
    assert found[1].change == Sourced(how="only", depots=("MOURMELON",), site="STE-MENEHOULD")
    assert found[2].change == StockLost(site="MOURMELON", item="EAU", quantity=500, at=1920)
    (mini / "injects.csv").unlink()
    assert scenarios.load(str(mini)).injects == ()


def test_everything_wrong_is_told_at_once(mini: Path) -> None:
    """Kinds, details and values that are not known, missing or refused: each with its line and what is known."""
    assert told(
        mini,
        "A,2026-06-01 07:00,a,a,order_move,order=CDE-1; expected=2026-06-02",
        "B,2026-06-01 07:00,b,b,order_moved,order=CDE-1; expect=2026-06-02",
        "C,2026-06-01 07:00,c,c,order_moved,order=CDE-1; expected=demain",
        "D,2026-06-01 07:00,d,d,priority,domain=logistics; weight=9",
    ) == [
        ("choice", 2, "change", "order_move", "order_moved"),
        ("detail_unknown", 3, "details", "expect", "expected"),
        ("detail_missing", 3, "details", "expected", "expected"),
        ("moment", 4, "details", "expected=demain", "expected"),
        ("detail_refused", 5, "details", "weight=9", None),
    ]


def test_an_inject_must_fit_in_the_window_and_the_world(mini: Path) -> None:
    """One that comes after the window, one that names no row, and one named twice."""
    assert told(
        mini,
        "A,2026-06-01 07:00,a,a,order_moved,order=CDE-9; expected=2026-06-02",
        "B,2026-07-01 07:00,b,b,order_moved,order=CDE-1; expected=2026-06-02",
    ) == [
        ("inject_refused", 2, "details", "CDE-9", "CDE-1"),
        ("inject_outside", 3, "at", "2026-07-01 07:00", None),
    ]
    assert told(mini, *2 * ["A,2026-06-01 07:00,a,a,order_moved,order=CDE-1; expected=2026-06-02"]) == [
        ("duplicate_key", 3, "id", "A", None)
    ]


def test_injects_are_written_and_read_back(tmp_path: Path) -> None:
    """The three bundled scenarios, written to folders and read again, have the same injects."""
    for name in scenarios.names():
        scenario = scenarios.load(name)
        scenarios.write(scenario, tmp_path / name)
        again = scenarios.load(str(tmp_path / name))
        assert again.injects == scenario.injects
        assert again.expectation == scenario.expectation
        assert {type(one.change) for one in scenario.injects} >= {OrderMoved, Absent}
