"""A scenario leaves as a workbook and comes back the same; a workbook that is wrong is refused cell by cell."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_mutations import WAYS, Spoiler, Spoilt, spoilt, unzipped

import scenarios
from copilot.app import books
from copilot.model.errors import PlannerError, Problem, ScenarioError
from copilot.model.noun import LANGUAGES
from copilot.model.scenario import Scenario
from copilot.sheets.reading import read_book
from copilot.texts import Speaker
from scenarios._book.layout import SHEETS, folded, sheet_names

SPOILT = 100


@cache
def mini() -> bytes:
    """The workbook of the mini scenario, in French."""
    return scenarios.write_book(scenarios.load("mini"), "fr")


def told(content: bytes) -> ScenarioError:
    """The refusal of a workbook; each problem can be said in both languages."""
    with pytest.raises(ScenarioError) as caught:
        scenarios.scenario_of(content, "book")
    assert all(Speaker(language).say(one.message) for language in LANGUAGES for one in caught.value.problems)
    return caught.value


def same(found: Scenario, language: str = "fr") -> None:
    """Holds when a scenario comes back from its workbook as it was."""
    assert scenarios.scenario_of(scenarios.write_book(found, language), found.name) == found


@pytest.mark.parametrize("name", scenarios.names())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundled_scenario_comes_back_equal(name: str, language: str) -> None:
    """World, request, words, reports and expectation travel whole, whichever the language of the workbook."""
    same(scenarios.load(name), language)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), taut=st.booleans(), language=st.sampled_from(LANGUAGES))
def test_a_made_up_world_comes_back_equal(seed: int, taut: bool, language: str) -> None:
    """Any world of a seed survives the journey."""
    same(scenarios.generate("company", seed, taut), language)


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(lambda text: text == text.strip() and text[:1] not in ("", "=", "+", "-", "@"))


@settings(max_examples=12, deadline=None)
@given(
    name=TEXTS, words=TEXTS, kg=st.floats(1e-6, 1e9).map(lambda value: round(value, 9)), minimum=st.integers(0, 10**9)
)
def test_any_text_and_any_figure_comes_back_equal(name: str, words: str, kg: float, minimum: int) -> None:
    """Signs of every script, numbers with more digits than a spreadsheet keeps: what went in comes out."""
    found = scenarios.load("mini")
    item = found.world.items[0].model_copy(update={"name_fr": name, "kg": kg})
    stock = found.world.stocks[0].model_copy(update={"minimum": minimum})
    world = found.world.model_copy(
        update={"items": (item, *found.world.items[1:]), "stocks": (stock, *found.world.stocks[1:])}
    )
    requests = {language: one.model_copy(update={"words": words}) for language, one in found.requests.items()}
    same(found.model_copy(update={"world": world, "requests": requests}))


def test_each_column_has_one_name_and_a_note_in_each_language() -> None:
    """No two columns of a sheet go by one name, no two sheets either, and a spreadsheet takes every sheet's name."""
    for layout in SHEETS:
        for language in LANGUAGES:
            heads = [folded(layout.head(column, language)) for column in layout.columns]
            assert len(set(heads)) == len(heads), layout.code
            assert all(layout.note(column, language) for column in layout.columns)
        assert set(layout.known().values()) == set(layout.columns)
        assert all(layout.known()[folded(layout.head(c, one))] == c for c in layout.columns for one in LANGUAGES)
    titles = [layout.title(language) for layout in SHEETS for language in LANGUAGES]
    assert all(len(title) <= 31 and sheet_names()[folded(title)] is not None for title in titles)


def test_a_workbook_helps_who_fills_it_in() -> None:
    """Frozen panes, notes on headers, lists for references and choices, the marking on each page, and no formula."""
    parts = unzipped(mini())
    assets = parts[Spoiler(mini()).part("Mat\u00e9riels")].decode()
    assert 'state="frozen"' in assets
    assert "'Mod\u00e8les'!$A$2" in assets.replace("&apos;", "'")
    assert '"available,down,storage"' in assets.replace("&quot;", '"')
    sheets = [text.decode() for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert all("NON PROT\u00c9G\u00c9 \u2013 Exercice</oddHeader>" in sheet for sheet in sheets)
    assert not any("<f>" in sheet for sheet in sheets)
    assert sum(name.startswith("xl/comments") for name in parts) == len(SHEETS)


def test_the_template_says_all_that_it_lacks() -> None:
    """A template read as it is lacks its head and its words, cell by cell, and nothing else."""
    problems = told(scenarios.template("en")).problems
    assert {one.message.code for one in problems} == {"input.empty_cell"}
    assert [one.cell for one in problems if one.table == "Scenario"] == [f"B{row}" for row in range(2, 8)]
    assert {one.table for one in problems} == {"Scenario", "Request"}


def test_columns_may_move_and_sheets_be_named_in_the_other_language() -> None:
    """A sheet's name is understood in both languages and as the table's; a header whatever its capitals and accents."""
    spoiler = Spoiler(mini())
    renamed = spoiler.with_part(
        "xl/workbook.xml", lambda text: text.replace('"Stocks"', '"STOCKS"').replace('"Acquis"', '"Certificates"')
    )
    renamed = Spoiler(renamed).with_text("STOCKS", "C1", "quantite")
    assert scenarios.scenario_of(renamed, "mini") == scenarios.load("mini")


def expected(one: Spoilt, problems: tuple[Problem, ...]) -> bool:
    """True when one of the problems says what was spoilt, where it was."""
    return any(
        problem.message.code.removeprefix("input.") in one.codes
        and one.sheet in ("", problem.table)
        and one.cell in ("", problem.cell)
        for problem in problems
    )


def test_spoilt_workbooks_are_refused_where_they_are_wrong(tmp_path: Path) -> None:
    """Of 100 workbooks spoilt in 43 ways none loads, even in part; each is told by sheet and cell, all can be said."""
    path, folder = tmp_path / "book.xlsx", tmp_path / "out"
    for one in spoilt(mini(), SPOILT):
        path.write_bytes(one.content)
        with pytest.raises(ScenarioError) as caught:
            books.read_scenario(path, folder)
        problems = caught.value.problems
        assert expected(one, problems), (one.name, problems[:3])
        assert all(Speaker(language).say(problem.message) for language in LANGUAGES for problem in problems)
        assert list(tmp_path.iterdir()) == [path]


def test_a_refused_workbook_is_given_back_marked() -> None:
    """One workbook of each way comes back with every problem listed, when it could be opened at all."""
    for one in spoilt(mini(), WAYS):
        error = told(one.content)
        copy = scenarios.marked_book(one.content, error, "fr")
        assert (copy is None) == any(problem.table == "book" for problem in error.problems), one.name
        if copy is not None:
            assert len(read_book(copy).sheets["\u00c0 corriger"].rows) == 3 + len(error.problems)


def test_all_problems_are_told_at_once_and_the_copy_is_read_once_corrected() -> None:
    """Three wrong cells on three sheets are three problems; the copy keeps the values, a formula's too, and is read."""
    spoiler = Spoiler(Spoiler(mini()).with_text("Stocks", "C2", "beaucoup"))
    spoiler = Spoiler(spoiler.with_text("Mat\u00e9riels", "B2", "CAMION-5"))
    content = spoiler.with_cell("Jalons", "G2", "<f>NOW()</f><v>46176</v>")
    error = told(content)
    assert [(one.table, one.cell, one.nearest) for one in error.problems] == [
        ("Jalons", "G2", None),
        ("Stocks", "C2", None),
        ("Mat\u00e9riels", "B2", "CAMION-5T"),
    ]
    copy = scenarios.marked_book(content, error, "fr")
    assert copy is not None
    assert {(one.table, one.cell) for one in told(copy).problems} == {("Stocks", "C2"), ("Mat\u00e9riels", "B2")}
    corrected = Spoiler(Spoiler(copy).with_cell("Stocks", "C2", "<v>1</v>"))
    found = scenarios.scenario_of(corrected.with_text("Mat\u00e9riels", "B2", "CAMION-5T"), "mini")
    assert found.world.assets == scenarios.load("mini").world.assets


def test_a_text_that_no_cell_holds_is_refused_on_the_way_out() -> None:
    """Words longer than a cell are not cut in silence."""
    found = scenarios.load("mini")
    long = {language: one.model_copy(update={"words": "x" * 40_000}) for language, one in found.requests.items()}
    with pytest.raises(PlannerError, match="book_text_long"):
        scenarios.write_book(found.model_copy(update={"requests": long}), "fr")


def test_a_workbook_becomes_a_folder_once(tmp_path: Path) -> None:
    """`workbook to` gives a folder equal to the scenario, and refuses one that holds something already."""
    path = tmp_path / "mini.xlsx"
    path.write_bytes(mini())
    books.read_scenario(path, tmp_path / "mini")
    assert scenarios.load(str(tmp_path / "mini")) == scenarios.load("mini") == scenarios.load(str(path))
    with pytest.raises(PlannerError, match="book_folder"):
        books.read_scenario(path, tmp_path / "mini")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_saves_the_same_scenario(tmp_path: Path) -> None:
    """A workbook opened and saved by LibreOffice is read as the same scenario."""
    path = tmp_path / "mini.xlsx"
    path.write_bytes(mini())
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    words = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "saved" / "mini.xlsx").read_bytes()
    assert saved != mini()
    assert scenarios.scenario_of(saved, "mini") == scenarios.load("mini")
