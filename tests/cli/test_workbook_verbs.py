"""`intendance workbook` as a planner uses it, and decisions on their way into a plan made again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from workbook_mutations import Spoiler

import scenarios
from copilot.app import files
from copilot.app.drafting import draft
from copilot.cli import intendance
from copilot.model.errors import BookError, PlannerError, ScenarioError
from copilot.model.order import Order
from copilot.model.plan import Plan

SEVEN = 46_174 + 7 / 24
"""1 June 2026 at 7, as spreadsheets count."""


def run(*words: str | Path, code: int = 0) -> str:
    """What a command that ends so prints."""
    done = CliRunner().invoke(intendance, [str(word) for word in words])
    if isinstance(done.exception, Exception):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTENDANCE_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """The plan of the mini scenario."""
    plan = draft(scenarios.load("mini"), Order(scenario="mini", effort=5.0))
    path = tmp_path / "plan.json"
    path.write_bytes(files.export(plan, "json", "fr"))
    return path


def test_a_scenario_goes_out_and_comes_back(tmp_path: Path) -> None:
    """`from` writes the workbook, `to` the folder, and neither changes the scenario."""
    assert "\u00c9crit" in run("workbook", "from", "mini", tmp_path / "mini.xlsx")
    run("workbook", "to", tmp_path / "mini", tmp_path / "mini.xlsx")
    assert scenarios.load(str(tmp_path / "mini")) == scenarios.load("mini")


def test_a_refused_workbook_leaves_a_marked_copy_beside_it(tmp_path: Path) -> None:
    """A template is refused cell by cell; the copy stands beside it and no folder is made."""
    run("workbook", "template", tmp_path / "vide.xlsx")
    with pytest.raises(ScenarioError):
        run("workbook", "to", tmp_path / "out", tmp_path / "vide.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vide-a-corriger.xlsx", "vide.xlsx"]


def test_decisions_written_in_a_workbook_are_kept_by_the_next_plan(plan_file: Path, tmp_path: Path) -> None:
    """Exported, filled in, read, made again: the convoy leaves when the planner wrote, and the plan says who did."""
    book, decisions = tmp_path / "plan.xlsx", tmp_path / "decisions.json"
    run("export", plan_file, "--to", "xlsx", "--out", book)
    content = Spoiler(book.read_bytes()).with_text("Mouvements", "K2", "modifier")
    book.write_bytes(Spoiler(content).with_number("Mouvements", "L2", SEVEN))
    assert json.loads(run("workbook", "decisions", plan_file, book))[0]["edit"]["start"] == 7 * 60
    run("workbook", "decisions", plan_file, book, "--by", "adj. Roux", "--out", decisions)
    out = run("replan", "mini", plan_file, "--decisions", decisions, "--out", tmp_path / "next", "--json")
    child = Plan.model_validate_json(out)
    assert child.item["CV-STE-MENEHOULD-01"].start == 7 * 60
    assert [one.by for one in child.decisions] == ["adj. Roux"]
    with pytest.raises(PlannerError, match="book_other_plan"):
        run("workbook", "decisions", tmp_path / "next" / "plan.json", book)
    with pytest.raises(PlannerError, match="decisions_other"):
        run("replan", "mini", tmp_path / "next" / "plan.json", "--decisions", decisions)


def test_a_refused_workbook_of_decisions_leaves_no_decision(plan_file: Path, tmp_path: Path) -> None:
    """One rejection without a reason: nothing is written but the marked copy."""
    book, decisions = tmp_path / "plan.xlsx", tmp_path / "decisions.json"
    run("export", plan_file, "--to", "xlsx", "--language", "en", "--out", book)
    book.write_bytes(Spoiler(book.read_bytes()).with_text("Workshop", "J2", "reject"))
    with pytest.raises(BookError) as caught:
        run("workbook", "decisions", plan_file, book, "--out", decisions, "--language", "en")
    assert [(one.table, one.cell) for one in caught.value.problems] == [("Workshop", "M2")]
    assert not decisions.exists()
    assert (tmp_path / "plan-to-correct.xlsx").exists()
