"""Scenarios that planners bring stand beside the bundled ones, and nothing that is there is written over."""

from pathlib import Path

import pytest
from workbook_mutations import Spoiler

import scenarios
from copilot.adapters.store import Store
from copilot.app.local import LocalService
from copilot.app.service import Document
from copilot.app.shelf import Shelf
from copilot.model.errors import PlannerError, ScenarioError, UnknownNameError
from tools.check import check


def document(content: bytes, name: str = "mini.xlsx") -> Document:
    """A workbook as the desk hands it over."""
    return Document(name=name, mime="-", content=content)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "kept")


@pytest.fixture
def service(shelf: Shelf, tmp_path: Path) -> LocalService:
    return LocalService(Store(f"sqlite:///{tmp_path / 's.db'}"), shelf, check, {}, keep=shelf.keep)


def test_a_workbook_brought_is_a_scenario_at_hand(service: LocalService, shelf: Shelf) -> None:
    """The scenario handed out as a workbook comes back beside the bundled one, under the first free name."""
    book = service.scenario_book("mini", "fr")
    assert [service.take_scenario(book, "fr").name for _ in range(2)] == ["mini-2", "mini-3"]
    assert shelf.names() == (*scenarios.names(), "mini-2", "mini-3")
    assert [title.name for title in service.scenarios()] == list(shelf.names())
    kept = shelf.load("mini-2")
    assert kept.model_copy(update={"name": "mini"}) == scenarios.load("mini")
    assert service.asked("mini-2", "en").world == service.asked("mini", "en").world


@pytest.mark.parametrize(
    "name", ["../../x.xlsx", ".xlsx", "..xlsx", "a b/c?.xlsx", "\u00e9t\u00e9 2026.xlsx", "x" * 300 + ".xlsx"]
)
def test_no_name_leads_out_of_the_folder(service: LocalService, shelf: Shelf, tmp_path: Path, name: str) -> None:
    """Whatever the file is called, its scenario is kept in the folder, under a name that can be loaded."""
    read = service.take_scenario(document(scenarios.write_book(scenarios.load("mini"), "fr"), name), "fr")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [read.name]
    assert shelf.load(read.name).world == scenarios.load("mini").world


def test_a_wrong_workbook_keeps_nothing(service: LocalService, shelf: Shelf) -> None:
    """A wrong cell, or a file that is none: problems, a marked copy when it could be opened, and nothing kept."""
    wrong = Spoiler(scenarios.write_book(scenarios.load("mini"), "fr")).with_text("Stocks", "C2", "beaucoup")
    read = service.take_scenario(document(wrong), "fr")
    assert [(one.table, one.cell) for one in read.problems] == [("Stocks", "C2")]
    assert read.marked is not None
    assert read.marked.name == "mini-a-corriger.xlsx"
    assert service.take_scenario(document(b"none"), "fr").marked is None
    assert shelf.names() == scenarios.names()


def test_a_scenario_is_read_again_only_when_a_file_of_it_is_another(shelf: Shelf, tmp_path: Path) -> None:
    """The same object while nothing changes; an edited cell, or a file that goes, is seen at the next look."""
    name = shelf.keep(scenarios.load("mini"))
    first = shelf.load(name)
    assert shelf.load(name) is first
    table = tmp_path / "kept" / name / "tables" / "stocks.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(rows[:-1]), encoding="utf-8")
    assert len(shelf.load(name).world.stocks) == len(first.world.stocks) - 1
    table.unlink()
    with pytest.raises(ScenarioError):
        shelf.load(name)


def test_an_unknown_name_is_told_with_the_nearest_at_hand(shelf: Shelf) -> None:
    """A misspelt name of a scenario that was brought is refused with the right one."""
    shelf.keep(scenarios.load("mini").model_copy(update={"name": "releve"}))
    with pytest.raises(UnknownNameError) as caught:
        shelf.load("relev")
    assert caught.value.nearest == "releve"


def test_a_service_without_a_shelf_says_so(tmp_path: Path) -> None:
    """Where scenarios cannot be kept, bringing one is refused plainly."""
    service = LocalService(Store(f"sqlite:///{tmp_path / 's.db'}"), scenarios, check, {})
    with pytest.raises(PlannerError, match="no_shelf"):
        service.take_scenario(document(b""), "fr")
