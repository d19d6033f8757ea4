"""`intendance stress`, as a planner uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import scenarios
from copilot.app.drafting import draft
from copilot.cli import intendance
from copilot.model.errors import PlannerError
from copilot.model.order import Order


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of mini."""
    file = tmp_path_factory.mktemp("stress") / "plan.json"
    file.write_text(draft(scenarios.load("mini"), Order(scenario="mini", effort=1)).model_dump_json())
    return file


def told(tmp_path: Path, *arguments: str | Path) -> tuple[str, str]:
    """What the verb prints on stdout and on stderr, with a store of its own."""
    words = ["stress", *map(str, arguments)]
    done = CliRunner().invoke(
        intendance, words, env={"INTENDANCE_HOME": str(tmp_path)}, standalone_mode=False, catch_exceptions=False
    )
    return done.stdout, done.stderr


def test_a_plan_is_shaken_and_a_proposal_adopted(plan: Path, tmp_path: Path) -> None:
    """Milestones with their odds, the assumptions, proposals; one of them written as changes that replan takes."""
    changes = tmp_path / "changes.json"
    options = ("--runs", "300", "--time-limit", "1", "--proposals", "1", "--language", "en")
    said, progress = told(tmp_path, "mini", plan, *options, "--adopt", "1", "--out", changes)
    assert "Transport section: training complete" in said
    assert "Orders that come late: 20% of them." in said
    assert "1. Plan for 20% more consumption" in said
    assert "runs done: 300 of 300" in progress
    assert json.loads(changes.read_text()) == [
        {"kind": "demand", "site": "STE-MENEHOULD", "item": "EAU", "percent": 120}
    ]


def test_what_is_assumed_may_be_set_and_a_wrong_name_is_refused(plan: Path, tmp_path: Path) -> None:
    """With no late order nothing is lost for a part; an assumption that does not exist is named."""
    options = ("--runs", "64", "--proposals", "0", "--json")
    assumed = ("--assume", "late_orders=0", "--assume", "consumption_spread=0")
    found = json.loads(told(tmp_path, "mini", plan, *options, *assumed)[0])
    assert (found["shaking"]["late_orders"], found["proposals"]) == (0, [])
    assert {one["item"] for one in found["weak"] if one["cause"] == "part"} == set()
    with pytest.raises(PlannerError) as refused:
        told(tmp_path, "mini", plan, *options, "--assume", "mood=3")
    assert refused.value.message.args["name"] == "mood"
