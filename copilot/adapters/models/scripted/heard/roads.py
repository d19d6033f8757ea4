"""Roads: cut, open again, slower."""

from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.naming import Mention
from copilot.adapters.models.scripted.heard.numbers import percent

Change = dict[str, Any]
TWO_ENDS = 2


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
        return (
            span if isinstance(span, Unsure) else {"kind": "leg_closed", "leg": leg, "start": span[0], "end": span[1]}
        )
    more = percent(clause.folded)
    if more is None or clause.moments:
        return Unsure("number" if more is None else "undatable")
    return {"kind": "leg_slowed", "leg": leg, "percent": 100 + more}


def leg_of(clause: Clause) -> str | None:
    """The one leg that is meant: by its number, by its two ends, or by why it is closed."""
    ends = {row[0]: set(row[1:3]) for row in clause.setting.listed("legs")}
    sites = set(clause.rows("sites"))
    numbered = [set(one.rows) for one in clause.named.get("legs", ())]
    if numbered:
        fits = set(ends).intersection(*numbered)
    elif len(sites) == TWO_ENDS:
        fits = set(ends)
    else:
        fits = set[str]().union(*(one.rows for one in clause.named.get("closed", ()) if _told(clause, one, sites)))
    fits = {leg for leg in fits if sites <= ends[leg]}
    return fits.pop() if len(fits) == 1 else None


def _told(clause: Clause, reason: Mention, sites: set[str]) -> bool:
    """True when words tell which closure is meant: more than "the road", or a site beside it."""
    said = clause.folded[slice(*reason.place)].split()
    return clause.says("road", group="noun") and (len(said) > 1 or bool(sites))


def _about_a_road(clause: Clause) -> bool:
    """True unless what is cut or closed is a workshop, an area or a vehicle."""
    others = any(clause.beyond_site(name) for name in ("workshops", "areas"))
    others |= any(clause.named.get(name) for name in ("assets", "orders", "plan_items"))
    return clause.says("road", group="noun") or bool(clause.named.get("legs")) or not others
