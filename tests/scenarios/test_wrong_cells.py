"""A wrong cell, or rows that contradict one another, are said with their place."""

from typing import Any

import pytest

from copilot.model.errors import Problem
from copilot.model.noun import LANGUAGES
from copilot.texts import Speaker


def said(problem: Problem) -> tuple[str, int | None, str | None, str, str, str | None]:
    """Where, what was found, what is wrong, and the nearest name."""
    code = problem.message.code.removeprefix("input.")
    return (problem.table, problem.row, problem.column, problem.value, code, problem.nearest)


CELLS = [
    ("assets", 2, "km", "beaucoup", "whole_number", None),
    ("assets", 2, "km", "12.5", "whole_number", None),
    ("assets", 2, "km", "9" * 5000, "whole_number", None),
    ("assets", 2, "state", "dispo", "choice", None),
    ("assets", 2, "last_check", "15/04/2026", "moment", None),
    ("assets", 2, "last_check", "2026-02-30", "moment", None),
    ("assets", 2, "last_check", "0001-01-01", "moment", None),
    ("assets", 2, "last_check", "2026-06-02", "not_past", None),
    ("assets", 2, "last_check_km", "50000", "counter_fell", None),
    ("assets", 2, "type", "CAMION-5", "unknown_reference", "CAMION-5T"),
    ("assets", 2, "id", "60 01", "identifier", None),
    ("assets", 2, "state", "down", "down_without_event", None),
    ("asset_types", 2, "payload_kg", "5000,5", "decimal_comma", None),
    ("asset_types", 2, "payload_kg", "5 t", "decimal_number", None),
    ("asset_types", 2, "payload_kg", "nan", "decimal_number", None),
    ("asset_types", 2, "payload_m3", "-1", "at_least", None),
    ("asset_types", 2, "speed_kmh", "0", "more_than", None),
    ("asset_types", 2, "name_fr", "", "empty_cell", None),
    ("asset_types", 2, "name_fr", '=cmd|" /C calc"!A0', "formula", None),
    ("asset_types", 2, "name_fr", "+33", "formula", None),
    ("asset_types", 2, "name_fr", "-x", "formula", None),
    ("asset_types", 2, "name_fr", "@SUM(A1)", "formula", None),
    ("asset_types", 2, "speed_kmh", "=60", "formula", None),
    ("asset_types", 2, "name_fr", "a\tb", "control_character", None),
    ("stocks", 2, "quantity", "-10", "at_least", None),
    ("stocks", 3, "item", "EUA", "unknown_reference", "EAU"),
    ("sites", 2, "lat", "91", "at_most", None),
    ("check_rules", 2, "skills", "mecanicien", "counts", None),
    ("check_rules", 2, "skills", "mecanicien:1; mecanicien:2", "listed_twice", None),
    ("check_rules", 2, "skills", "mecanicien:0", "more_than", None),
    ("check_rules", 2, "skills", "mecano:1", "unknown_reference", "mecanicien"),
    ("check_rules", 2, "workshop_kind", "tere", "unknown_reference", "terre"),
    ("check_rules", 2, "level", "4", "at_most", None),
    ("workshops", 2, "open_days", "128", "weekdays", None),
    ("workshops", 2, "open_from", "8h", "time_of_day", None),
    ("workshops", 2, "open_from", "25:00", "time_of_day", None),
    ("workshops", 2, "open_to", "07:00", "ends_before_start", None),
    ("workshops", 2, "mobile", "non", "yes_or_no", None),
    ("training_activities", 3, "prerequisites", "CONDUITE; CONDUITE", "listed_twice", None),
    ("training_activities", 3, "prerequisites", "CONDUITE;", "list", None),
    ("training_activities", 3, "prerequisites", "CONDUIT", "unknown_reference", "CONDUITE"),
    ("training_activities", 2, "instructors", "conduit:1", "unknown_reference", "conduite"),
    ("training_activities", 2, "area_kind", "pist", "unknown_reference", "piste"),
    ("training_paths", 2, "target", "2026-07-01", "outside_window", None),
    ("training_paths", 2, "target", "2026-05-31", "outside_window", None),
    ("technical_events", 2, "asset", "6002-001", "unknown_reference", "6002-0001"),
    ("technical_events", 2, "reported", "2026-06-02", "not_past", None),
    ("legs", 2, "destination", "MOURMELON", "same_ends", None),
    ("units", 2, "parent", "SECTION", "cycle", None),
]


@pytest.mark.parametrize(("name", "row", "column", "text", "code", "nearest"), CELLS)
def test_a_wrong_cell_is_named(
    folder: Any, name: str, row: int, column: str, text: str, code: str, nearest: str | None
) -> None:
    """A wrong cell is said once, with its table, row, column, the rule broken and the nearest known name."""
    folder.change(name, row, **{column: text})
    found = [problem for problem in folder.problems() if problem.column == column and problem.table == name]
    assert [(problem.row, problem.message.code, problem.nearest) for problem in found] == [
        (row, f"input.{code}", nearest)
    ]


def test_unknown_reference_names_the_value_and_where_it_was_looked_for(folder: Any) -> None:
    """An unknown name is shown as written, with the table and column that should hold it."""
    folder.change("stocks", 3, item="EUA")
    problem = folder.problem()
    assert said(problem) == ("stocks", 3, "item", "EUA", "unknown_reference", "EAU")
    assert problem.message.args == {"table": "items", "column": "id"}


def test_comma_decimal_is_told_to_be_a_dot(folder: Any) -> None:
    """The message on 12,5 shows the two ways of writing it, in both languages."""
    folder.change("legs", 2, km="12,5")
    message = folder.problem().message
    assert all("12.5" in Speaker(language).say(message) for language in LANGUAGES)


def test_markup_in_a_cell_stays_in_the_value(folder: Any) -> None:
    """A hostile cell is carried by the problem's value, never by its message, and is cut short."""
    folder.change("assets", 2, state="{x}@sites/A t:12 " + "z" * 500)
    problem = folder.problem()
    assert "{x}" not in str(problem.message.args)
    assert len(problem.value) <= 80


def test_check_rule_without_limit(folder: Any) -> None:
    """A check with neither a calendar nor a usage limit is refused."""
    folder.change("check_rules", 2, calendar_limit_days="", usage_limit="")
    assert said(folder.problem()) == ("check_rules", 2, None, "", "check_rule_without_limit", None)


def test_a_reading_is_of_a_life_or_of_a_vehicle(folder: Any) -> None:
    """One of both is refused, and so is one of neither; so is one that comes after the end of its life."""
    folder.table("life_records").write_text("id,asset_type,use,outcome\nRV-1,VL-TT,900,failed\n")
    head = "life,asset,use,gauge,value\n"
    for cells in ("RV-1,6001-0001,100,fer,3.5", ",,100,fer,3.5"):
        folder.table("readings").write_text(f"{head}{cells}\n")
        assert said(folder.problem()) == ("readings", 2, None, "", "reading_of_one", None)
    folder.table("readings").write_text(f"{head}RV-1,,901,fer,3.5\n")
    assert said(folder.problem()) == ("readings", 2, "use", "901", "read_after_end", None)


def test_closure_that_ends_before_it_starts(folder: Any) -> None:
    """A closure that ends before it starts is named with both columns."""
    folder.append("closures", "D19,2026-06-02 10:00,2026-06-02 09:00,crue,flood")
    assert said(folder.problem()) == ("closures", 2, "end", "2026-06-02 09:00", "ends_before_start", None)


def test_commitment_that_ends_before_it_starts(folder: Any) -> None:
    """So is a commitment."""
    folder.append("commitments", "E-1,a,b,SECTION,VL-TT,1,MOURMELON,2026-06-02 10:00,2026-06-02 10:00,5,yes,3")
    assert said(folder.problem())[:5] == ("commitments", 2, "end", "2026-06-02 10:00", "ends_before_start")


def test_unreachable_site(folder: Any) -> None:
    """A site that no road links to the others is named."""
    folder.append("sites", "ILE,\u00cele,Island,48,4,camp,1,60")
    assert said(folder.problem()) == ("sites", 5, "id", "ILE", "unreachable", None)


def test_cyclic_prerequisites(folder: Any) -> None:
    """The activities of a cycle of prerequisites are listed in order."""
    folder.change("training_activities", 2, prerequisites="CONVOI")
    problem = folder.problem()
    assert said(problem)[2:5:2] == ("prerequisites", "cycle")
    assert set(problem.value.split(" > ")) == {"CONDUITE", "CONVOI"}


def test_event_on_an_available_asset(folder: Any) -> None:
    """An immobilising event contradicts an asset said to be available."""
    folder.change("assets", 4, state="available")
    assert said(folder.problem()) == ("technical_events", 2, "asset", "6002-0001", "event_on_available", None)


@pytest.mark.parametrize(
    ("name", "row", "column", "value"),
    [
        ("items", "EAU,Eau,Water,I,I,L,1,0,general", "id", "EAU"),
        ("stocks", "MOURMELON,EAU,5,0", "site", "MOURMELON, EAU"),
        ("consumption", "STE-MENEHOULD,EAU,,,1", "site", "STE-MENEHOULD, EAU"),
        ("training_paths", "SECTION,CONDUITE,2026-06-02,1,no", "unit", "SECTION, CONDUITE"),
        ("technicians", "T-3,AT-1,mecanicien,1", "workshop", "AT-1, mecanicien"),
    ],
)
def test_duplicate_key(folder: Any, name: str, row: str, column: str, value: str) -> None:
    """A row that repeats a key is named with the row that had it first."""
    folder.append(name, row)
    problem = folder.problem()
    assert said(problem)[2:5] == (column, value, "duplicate_key")
    assert problem.message.args == {"first": 2}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("closures", "D19,2026-06-01,2026-06-02,crue,flood"),
        ("certifications", "SECTION,CONDUITE,2026-01-01"),
    ],
)
def test_duplicate_key_without_id(folder: Any, name: str, row: str) -> None:
    """Closures and certifications, which have no identifier, are told apart by two columns."""
    folder.append(name, row, row)
    assert said(folder.problem())[4] == "duplicate_key"
