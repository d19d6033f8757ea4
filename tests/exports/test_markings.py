"""What a document bears is the highest of all that went into it, and what is secret does not come in."""

import csv
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from workbook_mutations import Spoiler

import scenarios
from copilot.exports import EXPORTERS
from copilot.model.decision import Decision
from copilot.model.errors import PlannerError, ScenarioError
from copilot.model.ground import Ground, marks_of
from copilot.model.marking import LOWEST_FIRST, declared, refuse_above, refused
from copilot.model.noun import LANGUAGES
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import Report
from copilot.sheets.reading import read_book
from copilot.texts import Speaker, texts

NAMES = (
    "Secret",
    "TR\u00c8S SECRET",
    "tr\u00e8s secret d\u00e9fense",
    "NATO SECRET",
    "Confidentiel D\u00e9fense",
    "TS",
    "top secret",
)
MARKINGS = st.sampled_from(LOWEST_FIRST)
CAVEATS = st.lists(st.sampled_from(("Exercice", "Sp\u00e9cial France", "REL FRA BEL")), max_size=3).map(tuple)
REQUESTS = st.builds(Request, words=st.just("-"), marking=MARKINGS, caveats=CAVEATS)
TEXTS = st.sampled_from(
    (
        "Le pont est coup\u00e9.",
        "DIFFUSION RESTREINTE\nLe pont est coup\u00e9.",
        "NON PROT\u00c9G\u00c9 \u2013 Exercice",
    )
)


@given(
    own=REQUESTS, asked=st.none() | REQUESTS, others=st.lists(REQUESTS, max_size=2), reports=st.lists(TEXTS, max_size=2)
)
def test_a_document_bears_the_highest_of_its_inputs(drafted, ground, own, asked, others, reports):
    """Never below any input, never above all of them, and with every caveat of each."""
    plan = drafted.model_copy(update={"request": own, "asked": asked})
    told = tuple(Report(id=str(place), text=text) for place, text in enumerate(reports))
    world = ground.world.model_copy(update={"reports": told})
    marks = marks_of(plan, Ground(world=world, requests=tuple(others)))
    inputs = [one for one in (own, asked, *others) if one is not None]
    restricted = any(one.marking == "DR" for one in inputs) or any("RESTREINTE" in text for text in reports)
    assert marks.marking == ("DR" if restricted else "NP")
    assert set(marks.caveats) == {caveat for one in inputs for caveat in one.caveats}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("raise_it", ["request", "asked", "scenario", "report"])
def test_every_format_bears_it(drafted: Plan, ground: Ground, language: str, raise_it: str) -> None:
    """Whichever input is restricted, each document that has room for words says so."""
    high = drafted.request.model_copy(update={"marking": "DR"})
    plan, stand = drafted, ground
    if raise_it in ("request", "asked"):
        plan = drafted.model_copy(update={raise_it: high})
    elif raise_it == "scenario":
        stand = ground.model_copy(update={"requests": (high,)})
    else:
        told = (Report(id="r", text="Diffusion restreinte\nLe pont est ferm\u00e9."),)
        stand = ground.model_copy(update={"world": ground.world.model_copy(update={"reports": told})})
    words = texts(language)["export.marking.DR"]
    assert words in EXPORTERS["markdown"](plan, language, stand).decode().splitlines()[0]
    assert words in json.loads(EXPORTERS["geojson"](plan, language, stand))["marking"]
    events = Calendar.from_ical(EXPORTERS["ics"](plan, language, stand)).events
    assert all(words in one["description"] and one["class"] == "CONFIDENTIAL" for one in events)
    assert words in EXPORTERS["mspdi"](plan, language, stand).decode()


@pytest.mark.parametrize("name", NAMES)
def test_names_of_what_is_above_are_known(name: str) -> None:
    """Secret and above, by any of their names, whatever the case and the accents."""
    assert refused(name)


@pytest.mark.parametrize(
    "name", ["NP", "DR", "Diffusion restreinte", "secret de fabrication", "Exercice", "", "secr\u00e9tariat"]
)
def test_other_words_are_not_taken_for_it(name: str) -> None:
    """What only looks like it is not refused."""
    assert not refused(name)


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("SECRET\nLe pont.", "above"),
        ("Mention : TR\u00c8S SECRET \u2013 Exercice", "above"),
        ("Diffusion Restreinte", "DR"),
        ("**NON PROT\u00c9G\u00c9**", "NP"),
        ("Il garde le secret : le pont est coup\u00e9.", None),
        ("TS", None),
        ("Le gu\u00e9 \u2013 Secret bien gard\u00e9 \u2013 est praticable", None),
    ],
)
def test_a_text_is_marked_by_a_line_of_its_own(text: str, marking: str | None) -> None:
    """A marking is read where it stands as one, not in a sentence that holds the word."""
    assert declared(text) == marking


@pytest.mark.parametrize(
    ("spoil", "table", "column"),
    [
        (lambda f: f.replace("scenario.toml", 'marking = "NP"', 'marking = "Secret"'), "scenario.toml", "marking"),
        (lambda f: f.replace("scenario.toml", '"Exercice"', '"Secret D\u00e9fense"'), "scenario.toml", "caveats"),
        (lambda f: f.replace("request.fr.md", "", "TR\u00c8S SECRET\n"), "request.fr.md", None),
        (lambda f: f.report("SECRET \u2013 Exercice\nLe pont."), "reports/01.md", None),
    ],
)
def test_a_secret_folder_is_refused(tmp_path, spoil: Callable, table: str, column: str | None) -> None:
    """A folder whose head, caveats, words or report is secret is refused, in a sentence that says what to do."""
    folder = Folder(tmp_path / "mini")
    spoil(folder)
    with pytest.raises(ScenarioError) as caught:
        scenarios.load(str(folder.path))
    (problem,) = caught.value.problems
    assert (problem.table, problem.column, problem.message.code) == (table, column, "input.marking_above")
    assert "Secret" in Speaker("fr").say(problem.message)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_secret_cell_is_refused_wherever_it_stands(tmp_path_factory, data) -> None:
    """Any cell of any table, in any spelling of any name of Secret and above, alone or beside a caveat."""
    folder = Folder(tmp_path_factory.mktemp("any") / "mini")
    files = [folder.path / "injects.csv", *sorted((folder.path / "tables").glob("*.csv"))]
    tables = {file: list(csv.reader(file.read_text(encoding="utf-8").splitlines())) for file in files}
    file = data.draw(st.sampled_from([file for file, rows in tables.items() if len(rows) > 1]))
    rows = tables[file]
    row, place = data.draw(st.integers(1, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
    name = data.draw(st.sampled_from([name for name in NAMES if len(name) > 2]))
    spelt = data.draw(st.sampled_from((name, name.upper(), f"  {name.lower()} ", f"{name.upper()} \u2013 Exercice")))
    rows[row][place] = spelt
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    with pytest.raises(ScenarioError) as caught:
        scenarios.load(str(folder.path))
    told = [(one.table, one.column) for one in caught.value.problems if one.message.code == "input.marking_above"]
    assert told == [(file.stem, rows[0][place])]


@given(name=st.sampled_from([name for name in NAMES if len(name) > 2]), before=st.sampled_from(("", "Bonjour.\n")))
def test_secret_words_and_reasons_are_not_kept(name: str, before: str) -> None:
    """A question, a text to read and a reason for a decision are refused before they are kept."""
    words = f"{before}{name}\nLe pont est coup\u00e9."
    returned = Decision(plan="p", verb="return", by="x", at="2026-11-12T06:00:00Z", reason=words)
    for noun in (Order(scenario="mini", words=words), Order(scenario="mini", decisions=(returned,)), returned):
        with pytest.raises(PlannerError) as caught:
            refuse_above(noun)
        assert caught.value.message.code == "input.marking_above"
    refuse_above(Order(scenario="mini", words="Il garde le secret : le pont est coup\u00e9."))


class Folder:
    """A copy of the mini scenario to be spoilt."""

    def __init__(self, path) -> None:
        self.path = path
        scenarios.write(scenarios.load("mini"), path)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replaces the first place of a text in a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        (self.path / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def report(self, text: str) -> None:
        """Adds a report."""
        (self.path / "reports").mkdir(exist_ok=True)
        (self.path / "reports" / "01.md").write_text(text, encoding="utf-8")


def test_a_secret_workbook_is_refused() -> None:
    """The cell of the marking is named, nothing is read, and no copy is made."""
    book = scenarios.write_book(scenarios.load("mini"), "fr")
    sheet = Speaker("fr")("book.sheet.scenario")
    cells = read_book(book).sheets[sheet].rows
    row = next(number for number, cells in enumerate(cells, start=1) if "NP" in cells)
    with pytest.raises(ScenarioError) as caught:
        scenarios.scenario_of(spoilt := Spoiler(book).with_text(sheet, f"B{row}", "Tr\u00e8s Secret"), "mini")
    (problem,) = caught.value.problems
    assert (problem.table, problem.cell, problem.message.code) == (sheet, f"B{row}", "input.marking_above")
    assert scenarios.marked_book(spoilt, caught.value, "fr") is None
