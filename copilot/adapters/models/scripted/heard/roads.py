"""Roads: cut, open again, slower."""

from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.numbers import percent

Change = dict[str, Any]


def road(clause: Clause) -> Change | Unsure | None:
    """A leg that is closed, opened or slower."""
    opened, closed = clause.says("opened"), clause.says("closed")
    if not (opened or closed or clause.says("slowed")) or not _about_a_road(clause):
        return None
    leg = leg_of(clause)
    if leg is None:
        return Unsure("leg")
    if opened and closed:
        return Unsure("meaning")
    if opened:
        return {"kind": "leg_opened", "leg": leg} if not clause.moments else Unsure("undatable")
    if closed:
        span = clause.span()
        return span if isinstance(span, Unsure) else {"kind": "leg_closed", "leg": leg, "start": span[0], "end": span[1]}
    more = percent(clause.folded)
    if more is None or clause.moments:
        return Unsure("number" if more is None else "undatable")
    return {"kind": "leg_slowed", "leg": leg, "percent": 100 + more}


def leg_of(clause: Clause) -> str | None:
    """The one leg that is meant: by its number, by its two ends, or by why it is closed."""
    legs = {row[0]: set(row[1:3]) for row in clause.setting.listed("legs")}
    sites = set(clause.rows("sites"))
    numbered = [set(one.rows) for one in clause.named.get("legs", ()) if _numbered(clause, one.place, one.rows)]
    known = [set(one.rows) for one in clause.named.get("closed", ())]
    fits = set(legs)
    for rows in numbered or known:
        fits &= rows
    if not numbered and not known and len(sites) != 2:
        return None
    fits = {leg for leg in fits if sites <= legs[leg]}
    return fits.pop() if len(fits) == 1 else None


def _numbered(clause: Clause, place: tuple[int, int], rows: tuple[str, ...]) -> bool:
    """True when the road's number is said, and not the name of one of its ends alone."""
    said = clause.folded[slice(*place)]
    return any(row.split("-")[0].lower() in said for row in rows) and any(one.isdigit() for one in said)


def _about_a_road(clause: Clause) -> bool:
    """True unless what is cut or closed is a workshop, an area or a vehicle."""
    others = ("workshops", "areas", "assets", "orders", "commitments", "plan_items")
    return clause.says("road", group="noun") or not any(clause.named.get(name) for name in others)
