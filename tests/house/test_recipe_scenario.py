"""CONTRIBUTING.md, "Add a scenario": a folder without a line of Python."""

import shutil
from pathlib import Path

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.order import Order

MINI = Path(scenarios.__file__).parent / "mini"


@pytest.fixture
def copied(tmp_path):
    """The mini scenario under another name, with another title and half of the water."""
    folder = tmp_path / "maison"
    shutil.copytree(MINI, folder)
    head, stocks = folder / "scenario.toml", folder / "tables" / "stocks.csv"
    head.write_text(head.read_text(encoding="utf-8").replace("Mini :", "Maison :"), encoding="utf-8")
    text = stocks.read_text(encoding="utf-8")
    assert "STE-MENEHOULD,EAU,2000," in text
    stocks.write_text(text.replace("STE-MENEHOULD,EAU,2000,", "STE-MENEHOULD,EAU,1000,"), encoding="utf-8")
    return folder


def test_a_copied_folder_is_a_scenario(copied):
    """A copied folder with changed cells loads under its own name, and its plan follows the changed cells."""
    mine, model = scenarios.load(str(copied)), scenarios.load("mini")
    assert (mine.name, mine.title_fr.split(" :")[0]) == ("maison", "Maison")
    plan = draft(mine, Order(scenario="maison", effort=5.0))
    before = draft(model, Order(scenario="mini", effort=5.0))
    assert (plan.verdict, plan.goal_met) == ("VALID", True)
    assert delivered(plan) == delivered(before) + 1000


def test_a_folder_beside_the_others_is_bundled(copied, monkeypatch):
    """A folder put beside the bundled ones is listed and loaded by its name, with nothing to register."""
    monkeypatch.setattr(scenarios, "_HOME", copied.parent)
    assert scenarios.names() == ("maison",)
    assert scenarios.load("maison").name == "maison"


def delivered(plan):
    """The water that convoys unload."""
    return sum(
        effect.quantity
        for item in plan.items
        if item.kind == "convoy"
        for effect in item.mode.effects
        if effect.quantity > 0
    )
