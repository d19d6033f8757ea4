"""The choices of the three agents, from what their tools answered."""

from typing import Any

from copilot.adapters.models.scripted.reading import Read
from copilot.adapters.models.scripted.words import say

COVER, LONG_COVER = 48, 72
RISK, CAUTIOUS_RISK = 35, 25
MARGIN, WIDE_MARGIN = 12, 24


def logistics(read: Read) -> dict[str, Any]:
    """Long deliveries where supply comes first in the planner's priorities; the first shortage is the reason."""
    first = _first(read, "logistics")
    short = [one for one in read.result("site", "item", "shortage") if isinstance(one["shortage"], dict)]
    soonest = min(short, key=lambda one: str(one["shortage"]["value"]), default=None)
    cover = LONG_COVER if first else COVER
    reasons = [] if soonest is None else [_reason("cover_hours", _shortage(read, soonest))]
    own = {"resupply_mode": "pull", "cover_hours": cover, "safety_hours": 12, "early_hours": cover, "stops": 2}
    return own | _thought(read, reasons, "logistics_first" if first else "logistics")


def maintenance(read: Read) -> dict[str, Any]:
    """Checks earlier where maintenance comes first; the vehicle most at risk is the reason."""
    first = _first(read, "maintenance")
    risks = [one for one in read.result("asset", "percent") if isinstance(one["percent"], dict)]
    worst = max(risks, key=lambda one: float(one["percent"]["value"]), default=None)
    reasons = []
    if worst is not None:
        args = {"asset": f"{{assets/{worst['asset']}}}", "fact": worst["percent"]["fact"]}
        reasons.append(_reason("risk_percent", say(read, "risk", **args)))
    own = {"risk_percent": CAUTIOUS_RISK if first else RISK, "ahead_km": 600}
    return own | _thought(read, reasons, "maintenance_first" if first else "maintenance")


def preparation(read: Read) -> dict[str, Any]:
    """A wider margin where preparation comes first; the unit with most to do is the reason."""
    first = _first(read, "preparation")
    busiest = max(read.result("unit", "steps"), key=lambda one: len(one["steps"]), default=None)
    reasons = []
    if busiest is not None and busiest["steps"]:
        reasons.append(_reason("margin_hours", say(read, "busiest", unit=f"{{units/{busiest['unit']}}}")))
    own = {"margin_hours": WIDE_MARGIN if first else MARGIN}
    return own | _thought(read, reasons, "preparation_first" if first else "preparation")


def _shortage(read: Read, one: dict[str, Any]) -> str:
    args = {"site": f"{{sites/{one['site']}}}", "item": f"{{items/{one['item']}}}", "fact": one["shortage"]["fact"]}
    return say(read, "shortage", **args)


def _first(read: Read, domain: str) -> bool:
    """True when the planner put a domain strictly before the others."""
    weights = dict(read.request.get("priorities", {}))
    own = weights.pop(domain, 0)
    return bool(weights) and own > max(weights.values())


def _reason(choice: str, text: str) -> dict[str, str]:
    return {"choice": choice, "text": text}


def _thought(read: Read, reasons: list[dict[str, str]], comment: str) -> dict[str, Any]:
    return {"reasons": reasons, "assumptions": [], "questions": [], "comment": say(read, comment)}
