"""States to be reached or held, as a planner asks for them."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.numbers import percent

NONE_SAID: dict[str, Any] = {"site": None, "item": None, "unit": None, "asset_type": None, "due": None, "target": None}
MOST = 8


def supplied(clause: Clause) -> list[dict[str, Any]] | Unsure | None:
    """Sites that never lack items before a date."""
    if not clause.says("never_lack") or not clause.says("negation", group="guard"):
        return None
    items, sites = clause.rows("items"), clause.rows("sites")
    everywhere = clause.says("every_site")
    if _doubt(clause, "items") or not items:
        return Unsure("item")
    if not everywhere and (_doubt(clause, "sites") or not sites):
        return Unsure("site")
    due = clause.when()
    places: Iterable[str | None] = [None] if everywhere else sites
    rows = [
        NONE_SAID | {"kind": "supplied", "site": site, "item": item, "due": due}
        for site, item in product(places, items)
    ]
    return rows if len(rows) <= MOST else Unsure("several")


def ready(clause: Clause) -> list[dict[str, Any]] | Unsure | None:
    """Units that have finished their training path by a date, each by the date that follows it."""
    if not clause.says("ready") or not clause.says("must"):
        return None
    units = [one for one in clause.named.get("units", ()) if len(one.rows) == 1]
    if not units or _doubt(clause, "units"):
        return Unsure("unit")
    rows: list[dict[str, Any]] = []
    for unit in {one.rows: one for one in reversed(units)}.values():
        after = [one for one in clause.moments if one.place[0] > unit.place[1]]
        moment = next(iter(after or clause.moments[-1:]), None)
        due = None if moment is None else moment.settled
        rows.append(NONE_SAID | {"kind": "ready", "unit": unit.rows[0], "due": due})
    return rows[:MOST]


def available(clause: Clause) -> list[dict[str, Any]] | Unsure | None:
    """A share of the vehicles of a type that can be used at a date."""
    if not clause.says("available") or not clause.says("must"):
        return None
    kind = clause.row("asset_types")
    target = percent(clause.folded)
    if target is None and clause.says("whole"):
        target = 100
    if kind is None or target is None:
        return Unsure("asset_type" if kind is None else "number")
    return [NONE_SAID | {"kind": "available", "asset_type": kind, "due": clause.when(), "target": target}]


def _doubt(clause: Clause, table: str) -> bool:
    return any(len(one.rows) > 1 for one in clause.named.get(table, ()))
