"""Vehicles and drivers: lost, back, absent, lent, more or fewer."""

from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.numbers import count_of, numbers

Change = dict[str, Any]


def vehicle(clause: Clause) -> Change | Unsure | None:
    """A vehicle that is lost for good, absent for a time, or back."""
    if not clause.named.get("assets") and not clause.says("vehicles"):
        return None
    lost, back, absent = clause.says("lost"), clause.says("back"), clause.says("absent")
    if not (lost or back or absent):
        return None
    asset = clause.row("assets")
    if asset is None:
        return Unsure("asset")
    if back:
        return Unsure("meaning") if lost or clause.moments else {"kind": "asset_back", "asset": asset}
    if lost and not clause.moments:
        return {"kind": "asset_lost", "asset": asset}
    span = clause.span()
    if isinstance(span, Unsure):
        return span
    return {"kind": "absence", "what": "asset", "of": asset, "count": 1, "start": span[0], "end": span[1]}


def lent(clause: Clause) -> Change | Unsure | None:
    """One more vehicle of a type, for a unit, at a site."""
    if not clause.says("lent") or not clause.named.get("asset_types"):
        return None
    rows = {column: clause.row(table) for column, table in LENT.items()}
    if None in rows.values():
        return Unsure("lent")
    counted = [value for value, _ in numbers(clause.folded, clause.taken, articles=True)]
    if counted != [1] or clause.moments:
        return Unsure("number" if not clause.moments else "undatable")
    return {"kind": "asset_lent", "asset": f"{rows['type']}-LENT", **rows}


LENT = {"type": "asset_types", "unit": "units", "site": "sites"}


def drivers(clause: Clause) -> Change | Unsure | None:
    """A unit's drivers: more, fewer, or absent for a time."""
    if not clause.says("drivers", group="noun"):
        return None
    loses, gains = clause.says("loses", "absent"), clause.says("gains")
    unit, count = clause.row("units"), count_of(clause.folded, "drivers", clause.taken)
    if unit is None or count is None or loses == gains:
        return Unsure("unit" if unit is None else "number" if count is None else "meaning")
    if not clause.moments:
        return {"kind": "drivers", "unit": unit, "count": count if gains else -count}
    span = clause.span()
    if isinstance(span, Unsure):
        return span
    if gains:
        return Unsure("undatable")
    return {"kind": "absence", "what": "drivers", "of": unit, "count": count, "start": span[0], "end": span[1]}
