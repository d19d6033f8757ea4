"""What is wrong with whole files, headers and rows is said once, and all problems come together."""

import shutil
import time
import tracemalloc
from typing import Any

import pytest

import scenarios
from copilot.model.errors import Problem, UnknownNameError


def said(problem: Problem) -> tuple[str, int | None, str | None, str, str, str | None]:
    """Where, what was found, what is wrong, and the nearest name."""
    code = problem.message.code.removeprefix("input.")
    return (problem.table, problem.row, problem.column, problem.value, code, problem.nearest)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "missing_file"),
        (b"", "empty_file"),
        (b" \n\n", "empty_file"),
        ("id,name_fr\nA,D\u00e9p\u00f4t\n".encode("latin-1"), "not_utf8"),
        (b"id,name\0_fr\n", "nul_byte"),
        (b"id;name_fr;name_en\n", "semicolons"),
        (b'id,"name_fr\n', "not_csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(folder: Any, content: bytes | None, code: str) -> None:
    """A file that cannot be read is said once, and rows that point into it raise no alarm."""
    folder.table("items").unlink()
    if content is not None:
        folder.table("items").write_bytes(content)
    assert said(folder.problem())[::4] == ("items", code)


def test_latin1_names_its_first_line_that_is_not_utf8(folder: Any) -> None:
    """The line of the first byte that is not UTF-8 is given."""
    raw = folder.table("sites").read_bytes().decode("utf-8").encode("latin-1")
    folder.table("sites").write_bytes(raw)
    assert folder.problem().message.args == {"line": 2}


def test_a_million_rows_are_refused_quickly_and_unread(folder: Any) -> None:
    """A table of a million rows is one clear problem, found in under two seconds and 20 MB."""
    with folder.table("stocks").open("a", encoding="utf-8") as file:
        for _ in range(10):
            file.write("MOURMELON,EAU,1,0\n" * 100_000)
    tracemalloc.start()
    begun = time.monotonic()
    problem = folder.problem()
    spent, peak = time.monotonic() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(problem)[::4] == ("stocks", "too_many_rows")
    assert spent < 2
    assert peak < 20_000_000


def test_a_huge_file_is_refused(folder: Any) -> None:
    """A file beyond the limit in bytes is refused even with few lines."""
    with folder.table("stocks").open("ab") as file:
        file.truncate(40_000_000)
    assert folder.problem().message.code == "input.too_large"


def test_missing_column(folder: Any) -> None:
    """A missing column is said once, not once a row."""
    path = folder.table("legs")
    path.write_text("id,origin,destination,km,hours_light,load_class\nD19,MOURMELON,SUIPPES,15,0.3,70\n")
    assert said(folder.problem()) == ("legs", 1, "hours_heavy", "", "missing_column", None)


def test_missing_key_column_raises_no_alarm_elsewhere(folder: Any) -> None:
    """Without the column that others point into, only that column is reported."""
    folder.replace("tables/items.csv", "id,", "identifiant,")
    assert {said(problem)[4] for problem in folder.problems()} == {"missing_column", "unknown_column"}


def test_unknown_column_has_its_nearest(folder: Any) -> None:
    """A misspelt column is named with the one that was probably meant."""
    folder.replace("tables/stocks.csv", "minimum", "minimun")
    found = [said(problem) for problem in folder.problems()]
    assert ("stocks", 1, "minimun", "minimun", "unknown_column", "minimum") in found
    assert ("stocks", 1, "minimum", "", "missing_column", None) in found


def test_column_written_twice(folder: Any) -> None:
    """A column that stands twice in the header is refused."""
    folder.table("closures").write_text("leg,start,end,reason_fr,reason_en,leg\n")
    assert said(folder.problem())[4] == "column_twice"


def test_unknown_table_has_its_nearest(folder: Any) -> None:
    """A file of tables/ that is no table is named with the nearest table."""
    folder.table("stocks").rename(folder.table("stock"))
    assert {(problem.table, problem.nearest) for problem in folder.problems()} == {
        ("stock", "stocks"),
        ("stocks", None),
    }


@pytest.mark.parametrize("line", ["MOURMELON,EAU,1", "MOURMELON,EAU,1,5,0"])
def test_row_with_too_many_or_too_few_cells(folder: Any, line: str) -> None:
    """A row of the wrong length is said once, with both lengths."""
    folder.append("stocks", line)
    problem = folder.problem()
    assert said(problem)[:5] == ("stocks", 4, None, line, "cell_count")
    assert problem.message.args == {"expected": 4, "found": len(line.split(","))}


def test_row_numbers_are_lines_of_the_file(folder: Any) -> None:
    """Blank lines and cells that run over two lines do not shift row numbers."""
    folder.append("items", "", 'LOT,"Lot',
           'de pi\u00e8ces",Set,II,IX,u,1,0,general', "VIS,Vis,Screw,II,IX,u,x,0,general")  # fmt: skip
    rows = {(problem.row, problem.message.code) for problem in folder.problems()}
    assert rows == {(5, "input.control_character"), (7, "input.decimal_number")}


def test_all_problems_are_said_at_once(folder: Any) -> None:
    """Problems of several kinds, cells and files come together, even two in one row."""
    folder.change("stocks", 2, quantity="-1", item="EUA")
    folder.change("legs", 2, km="12,5")
    folder.replace("scenario.toml", '"Europe/Paris"', '"Paris"')
    folder.table("phases").unlink()
    codes = {(problem.table, problem.message.code.removeprefix("input.")) for problem in folder.problems()}
    assert codes == {
        ("stocks", "at_least"),
        ("stocks", "unknown_reference"),
        ("legs", "decimal_comma"),
        ("scenario.toml", "zone"),
        ("phases", "missing_file"),
    }


def test_listing_stops_at_200(folder: Any) -> None:
    """Beyond 200 problems a last one says how many more there are."""
    folder.append("technicians", *[f"X-{number},AT-1,s{number},beaucoup" for number in range(250)])
    problems = folder.problems()
    assert len(problems) == 201
    assert problems[-1].message.code == "input.more"
    assert problems[-1].message.args == {"count": 50}


def test_empty_folder(folder: Any) -> None:
    """An empty folder lacks its head, its request, its words and every table."""
    shutil.rmtree(folder.path)
    folder.path.mkdir()
    assert {problem.message.code for problem in folder.problems()} == {"input.missing_file"}


def test_spreadsheet_utf8_with_mark_and_crlf(folder: Any) -> None:
    """A table saved by a spreadsheet as "CSV UTF-8" (byte order mark, CRLF) reads the same."""
    before = folder.load()
    path = folder.table("sites")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert folder.load() == before


@pytest.mark.parametrize(("name", "nearest"), [("crue-argent", "crue-argens"), ("zzz", None)])
def test_unknown_scenario(name: str, nearest: str | None) -> None:
    """A name that is neither bundled nor a folder is refused with the nearest bundled one."""
    with pytest.raises(UnknownNameError) as caught:
        scenarios.load(name)
    assert caught.value.nearest == nearest
