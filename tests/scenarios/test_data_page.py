"""docs/data.md says what the nouns say."""

import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from copilot.model.noun import Moment, Noun, TimeOfDay
from copilot.model.request import Limits, Milestone, Priorities
from copilot.model.world import TABLES
from scenarios._assemble import Head
from scenarios._cells import bare, is_marked
from scenarios._rows import columns_of, reference_of

PAGE = Path(__file__).parents[2] / "docs" / "data.md"
NOUNS: dict[str, type[Noun]] = TABLES | {
    "scenario.toml": Head,
    "request.toml/priorities": Priorities,
    "request.toml/limits": Limits,
    "request.toml/milestones": Milestone,
}
SIMPLE = {str: "texte", int: "entier", float: "nombre", bool: "`yes` ou `no`"}


def form(name: str, field: FieldInfo) -> str:
    """How a column is written, in the words of the page."""
    kind = bare(field.annotation)[0]
    reference = reference_of(field)
    if reference:
        shape = {tuple: "liste de ", dict: "quantit\u00e9s par "}.get(get_origin(kind), "")
        return f"{shape}`{reference.table}.{reference.column}`"
    if is_marked(field, Moment):
        return "date"
    if is_marked(field, TimeOfDay):
        return "heure"
    if get_origin(kind) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(kind))
    if get_origin(kind) is tuple:
        return "liste"
    return "identifiant" if name == "id" else SIMPLE[kind]


def sections() -> dict[str, list[tuple[str, ...]]]:
    """The rows of each section's table: column, form, whether it must be filled, meaning."""
    parts = re.split(r"^### `([^`]+)`.*$", PAGE.read_text(encoding="utf-8"), flags=re.M)
    rows = re.compile(r"^\| `(\w+)` \| (.*?) \| (oui|non) \| (.+?) \|$", flags=re.M)
    return {name: rows.findall(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_table_is_described() -> None:
    """The page has one section a table, in the order of the world, and the two TOML files."""
    assert [name for name in sections() if name in TABLES] == list(TABLES)
    assert set(sections()) == set(NOUNS)


@pytest.mark.parametrize("name", NOUNS)
def test_every_column_is_described(name: str) -> None:
    """Each section lists the noun's columns in order, how they are written, and whether they must be filled."""
    expected = [
        (column, form(column, field), "oui" if field.is_required() else "non")
        for column, field in columns_of(NOUNS[name]).items()
    ]
    assert [row[:3] for row in sections()[name]] == expected
