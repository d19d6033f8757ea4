"""Supply: what is used up, what is held, what comes in, and from where."""

import re
from datetime import datetime, timedelta
from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.numbers import share

Change = dict[str, Any]
HOURS = 24


def demand(clause: Clause) -> Change | Unsure | None:
    """A site that uses more or less of an item, in per cent or as so much a day."""
    if not clause.says("uses"):
        return None
    place = _place(clause)
    if isinstance(place, Unsure):
        return place
    if clause.moments:
        return Unsure("undatable")
    part = share(clause.folded)
    if part is not None:
        return {"kind": "demand", **place, "percent": part}
    if clause.says("a_day") and len(clause.numbers) == 1:
        return {"kind": "rate", **place, "phase": clause.row("phases"), "per_day": clause.numbers[0][0]}
    return Unsure("number")


def stock(clause: Clause) -> Change | Unsure | None:
    """A quantity of an item that is spoiled, or found, at a site."""
    spoiled, found = clause.says("spoiled"), clause.says("found")
    if not (spoiled or found) or not clause.named.get("items") or clause.named.get("assets"):
        return None
    place = _place(clause)
    if isinstance(place, Unsure):
        return place
    if spoiled == found or len(clause.numbers) != 1 or clause.moments:
        return Unsure("number" if not clause.moments else "undatable")
    quantity = clause.numbers[0][0]
    return {"kind": "stock", **place, "quantity": quantity if found else -quantity}


def order(clause: Clause) -> Change | Unsure | None:
    """An order that comes at another time: the date said, or so many hours or days after the one known."""
    if not clause.says("arrives", "moved") or not clause.named.get("orders"):
        return None
    row = clause.row("orders")
    when = clause.when() if clause.moments else _later(clause, row)
    if row is None or when is None:
        return Unsure("order" if row is None else "date")
    return {"kind": "order_moved", "order": row, "expected": when}


def supplied(clause: Clause) -> Change | Unsure | None:
    """A quantity of an item that nobody had ordered, and that comes to a site."""
    if not clause.says("arrives") or not clause.named.get("items") or not clause.named.get("sites"):
        return None
    place = _place(clause)
    if isinstance(place, Unsure):
        return place
    when = clause.when()
    if when is None or len(clause.numbers) != 1:
        return Unsure("date" if when is None else "number")
    name = f"{place['item']}-{place['site']}-{when[5:10]}"
    return {"kind": "supplied", "order": name, **place, "quantity": clause.numbers[0][0], "expected": when}


def sourcing(clause: Clause) -> Change | Unsure | None:
    """A site that some depots only, or never, supply."""
    only, never = clause.says("only_from"), clause.says("never_from")
    if only == never or not clause.says("supplied_by"):
        return None
    sites = [one for one in clause.named.get("sites", ()) if len(one.rows) == 1]
    if len(sites) != 2 or len(clause.named["sites"]) != 2 or clause.moments:
        return Unsure("site" if not clause.moments else "undatable")
    site, depot = (one.rows[0] for one in sites)
    named = {"depots": [depot], "site": site, "item": clause.row("items")}
    if clause.named.get("items") and named["item"] is None:
        return Unsure("item")
    return {"kind": "sourcing", "how": "only" if only else "never", **named}


def _place(clause: Clause) -> dict[str, str] | Unsure:
    site, item = clause.row("sites"), clause.row("items")
    if site is None or item is None:
        return Unsure("site" if site is None else "item")
    return {"site": site, "item": item}


def _later(clause: Clause, order: str | None) -> str | None:
    """When an order comes that is so many hours or days late, by the date that the situation has for it."""
    known = next((row[3] for row in clause.setting.listed("orders") if row[0] == order), None)
    said = [(n, clause.folded[end:]) for n, (_, end) in clause.numbers]
    if known is None or len(said) != 1 or not clause.says("late"):
        return None
    count, after = said[0]
    hours = count if re.match(r" ?(?:h|heures?|hours?)\b", after) else HOURS * count
    if hours != count and not re.match(r" ?(?:j|jours?|days?)\b", after):
        return None
    return f"{datetime.fromisoformat(known) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"
