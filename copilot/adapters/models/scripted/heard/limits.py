"""Night movement, size of convoys, weights of the domains: limits of a request, changes elsewhere."""

import re
from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure
from copilot.adapters.models.scripted.heard.lexicon import one_of
from copilot.adapters.models.scripted.heard.moments import hours
from copilot.adapters.models.scripted.heard.numbers import numbers

NONE_SAID = {"night_movement": None, "day_from": None, "day_to": None, "convoy_vehicles": None}
DOMAINS = ("logistics", "maintenance", "preparation")
MOST_WEIGHT = 5
HOUR = r"[0-2]?[0-9](?: ?h(?:eures?)?(?: ?[0-5][0-9])?|:[0-5][0-9])"


def night(clause: Clause) -> dict[str, Any] | Unsure | None:
    """Whether convoys may drive at night, and from when to when nobody drives."""
    between = re.search(rf"{one_of('verb', 'between')} (?:{HOUR}) (?:et|and) (?:{HOUR})", clause.folded)
    if not clause.says("movement") or not (clause.says("night") or between):
        return None
    forbids, allowed = clause.says("forbids"), clause.says("allowed")
    if forbids == allowed and not (forbids and between):
        return Unsure("meaning")
    if clause.setting.mode != "words":
        return {"kind": "night", "allowed": not forbids} if not between and not clause.moments else Unsure("undatable")
    said = hours(between[0]) if between else []
    if len(said) == 2 and forbids and said[0] > said[1]:
        return NONE_SAID | {"night_movement": False, "day_from": f"{said[1]:%H:%M}", "day_to": f"{said[0]:%H:%M}"}
    return Unsure("meaning") if between else NONE_SAID | {"night_movement": not forbids}


def convoy(clause: Clause) -> dict[str, Any] | Unsure | None:
    """How many vehicles a convoy may have."""
    if not clause.says("convoy") or not clause.says("vehicles") or not clause.says("at_most"):
        return None
    said = numbers(clause.folded, [one.place for one in clause.moments])
    counted = [n for n, (_, end) in said if re.match(rf" ?{one_of('verb', 'vehicles')}\b", clause.folded[end:])]
    if len(counted) != 1 or clause.moments:
        return Unsure("number" if not clause.moments else "undatable")
    if clause.setting.mode == "words":
        return NONE_SAID | {"convoy_vehicles": counted[0]}
    return {"kind": "convoy_size", "vehicles": counted[0]}


def priority(clause: Clause) -> dict[str, Any] | Unsure | None:
    """How much a domain weighs: the number said, or the most when it comes first."""
    domains = [name for name in DOMAINS if clause.says(name, group="noun")]
    if not clause.says("priority") or not domains:
        return None
    said = [value for value, _ in clause.numbers if 1 <= value <= MOST_WEIGHT]
    first = clause.says("first")
    if len(domains) != 1 or len(said) > 1 or not (said or first) or (first and said not in ([], [MOST_WEIGHT])):
        return Unsure("weight")
    weight = said[0] if said else MOST_WEIGHT
    kind = {} if clause.setting.mode == "words" else {"kind": "priority"}
    return {**kind, "domain": domains[0], "weight": weight}
