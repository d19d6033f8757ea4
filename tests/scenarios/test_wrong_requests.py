"""What is wrong in the files beside the tables is said with its key."""

from typing import Any

import pytest

from copilot.model.errors import Problem


def said(problem: Problem) -> tuple[str, int | None, str | None, str, str, str | None]:
    """Where, what was found, what is wrong, and the nearest name."""
    code = problem.message.code.removeprefix("input.")
    return (problem.table, problem.row, problem.column, problem.value, code, problem.nearest)


@pytest.mark.parametrize(
    ("old", "new", "table_name", "column", "code", "nearest"),
    [
        ('"Europe/Paris"', '"Europe/Pari"', "scenario.toml", "zone", "zone", "Europe/Paris"),
        ("2026-06-01T00:00:00", "lundi", "scenario.toml", "start", "moment", None),
        ("step_minutes = 60", "step_minutes = 7", "scenario.toml", "step_minutes", "step", None),
        ("steps = 72", "steps = 0", "scenario.toml", "steps", "at_least", None),
        ("steps = 72", "", "scenario.toml", "steps", "empty_cell", None),
        ("steps = 72", "steps = 72\nspets = 1", "scenario.toml", "spets", "unknown_column", "steps"),
        ('marking = "NP"', 'marking = "DRX"', "scenario.toml", "marking", "choice", None),
        ("steps = 72", "steps = ", "scenario.toml", None, "not_toml", None),
    ],
)
def test_a_wrong_head_is_named(
    folder: Any, old: str, new: str, table_name: str, column: str | None, code: str, nearest: str | None
) -> None:
    """What is wrong in scenario.toml is said with its key."""
    folder.replace("scenario.toml", old, new)
    problem = folder.problem()
    assert (problem.table, problem.column, problem.nearest) == (table_name, column, nearest)
    assert problem.message.code == f"input.{code}"


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "code", "nearest"),
    [
        ('unit = "SECTION"\n', "", 2, "unit", "milestone_lacks", None),
        ('asset_type = "VL-TT"\n', "", 3, "asset_type", "milestone_lacks", None),
        ('"SECTION"', '"SECTON"', 2, "unit", "unknown_reference", "SECTION"),
        ('"2026-06-03 18:00"', '"2026-06-13 18:00"', 2, "due", "outside_window", None),
        ("target = 100", "target = 101", 3, "target", "at_most", None),
        ('kind = "ready"', 'kind = "redy"', 2, "kind", "choice", None),
        ('id = "J-PRET"', 'id = "J-EAU"', 2, "id", "duplicate_key", None),
    ],
)
def test_a_wrong_milestone_is_named(
    folder: Any, old: str, new: str, row: int, column: str, code: str, nearest: str | None
) -> None:
    """What is wrong in a milestone is said with its rank and its key."""
    folder.replace("request.toml", old, new)
    problem = folder.problem()
    assert (problem.table, problem.row, problem.column, problem.nearest) == ("milestones", row, column, nearest)
    assert problem.message.code == f"input.{code}"


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        ("logistics = 3", "logistics = 9", "logistics", "at_most"),
        ('day_from = "05:00"', 'day_from = "5h"', "day_from", "time_of_day"),
        ("[limits]", "[limit]", "limit", "unknown_column"),
    ],
)
def test_a_wrong_request_is_named(folder: Any, old: str, new: str, column: str, code: str) -> None:
    """What is wrong in the rest of request.toml is said with its key."""
    folder.replace("request.toml", old, new)
    problem = folder.problem()
    assert (problem.table, problem.column, problem.message.code) == ("request.toml", column, f"input.{code}")


def test_toml_dates_may_be_written_without_quotes(folder: Any) -> None:
    """A native TOML date-time is read like a quoted one."""
    before = folder.load()
    folder.replace("request.toml", '"2026-06-03 23:00"', "2026-06-03 23:00:00")
    assert folder.load() == before


def test_expectation_must_be_reasoned(folder: Any) -> None:
    """A bound without its reason is refused, with its place in expected.json."""
    (folder.path / "expected.json").write_text('{"unmet": {"low": 0, "why": "short"}}')
    assert said(folder.problem())[:3] == ("expected.json", None, "unmet.why")


def test_words_are_needed(folder: Any) -> None:
    """A folder with the planner's words in no language is refused; one language is enough."""
    (folder.path / "request.en.md").unlink()
    assert set(folder.load().requests) == {"fr"}
    (folder.path / "request.fr.md").unlink()
    assert said(folder.problem())[:5:4] == ("request.fr.md", "missing_file")
