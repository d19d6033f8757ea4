"""Names that must be known, and keys that must be written once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from copilot.model.noun import Noun, Ref
from scenarios._problems import Problems
from scenarios._rows import Parsed, columns_of, reference_of

Sheets = Mapping[str, Sequence[Parsed[Any]]]

KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "stocks": (("site", "item"),),
    "consumption": (("site", "item", "phase", "unit"),),
    "closures": (("leg", "start"),),
    "readings": (("life", "asset", "use", "gauge"),),
    "training_paths": (("unit", "activity"),),
    "certifications": (("unit", "activity"),),
    "technicians": (("id",), ("workshop", "skill")),
}
"""What tells the rows of a table apart, where it is not their `id` alone."""

KINDS = {
    ("check_rules", "workshop_kind"): Ref("workshops", "kind"),
    ("technical_events", "workshop_kind"): Ref("workshops", "kind"),
    ("training_activities", "area_kind"): Ref("areas", "kind"),
}


def check_references(nouns: Mapping[str, type[Noun]], sheets: Sheets, problems: Problems) -> None:
    """Adds a problem for each name that stands in no row of the table that it refers to."""
    for table, noun in nouns.items():
        for column, field in columns_of(noun).items():
            target = reference_of(field) or KINDS.get((table, column))
            if target and target.table not in problems.unread:
                _check_column(table, column, target, sheets, problems)


def _check_column(table: str, column: str, target: Ref, sheets: Sheets, problems: Problems) -> None:
    cells = [parsed.line.cells.get(target.column) for parsed in sheets[target.table]]
    known = dict.fromkeys(cell for cell in cells if cell)
    if cells and not known:
        return  # the column itself is missing, which is said once
    for parsed in sheets[table]:
        for name in _names(parsed.values.get(column)):
            if name not in known:
                wanted = {"table": target.table, "column": target.column}
                problems.add(table, "unknown_reference", parsed.line.number, column, name, known, wanted)


def _names(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def check_keys(sheets: Sheets, problems: Problems) -> None:
    """Adds a problem for each row whose key stands in an earlier one."""
    for table, rows in sheets.items():
        for key in KEYS.get(table, (("id",),)):
            first: dict[tuple[str, ...], int] = {}
            for parsed in rows:
                if not all(column in parsed.line.cells for column in key):
                    continue
                found = tuple(parsed.line.cells[column] for column in key)
                number = first.setdefault(found, parsed.line.number)
                if number != parsed.line.number:
                    shown = ", ".join(filter(None, found))
                    problems.add(table, "duplicate_key", parsed.line.number, key[0], shown, args={"first": number})
