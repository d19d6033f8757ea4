"""Commitments, training steps, milestones and items of a plan: cancelled, moved, forbidden, forced."""

from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Unsure

Change = dict[str, Any]


def commitment(clause: Clause) -> Change | Unsure | None:
    """A commitment that falls away, or takes place at another time."""
    if not clause.named.get("commitments") or not clause.says("cancelled", "moved"):
        return None
    row = clause.row("commitments")
    if row is None:
        return Unsure("commitment")
    if clause.says("cancelled"):
        return {"kind": "commitment_cancelled", "commitment": row} if not clause.moments else Unsure("undatable")
    if len(clause.moments) != 2 or not all(one.settled for one in clause.moments):
        return Unsure("dates")
    start, end = (one.settled for one in clause.moments)
    return {"kind": "commitment_moved", "commitment": row, "start": start, "end": end}


def step(clause: Clause) -> Change | Unsure | None:
    """A step of a unit's training path that is wanted by another date."""
    if not clause.named.get("training_activities") or not clause.says("moved"):
        return None
    activity, unit, when = clause.row("training_activities"), clause.row("units"), clause.when()
    if activity is None or unit is None or when is None:
        return Unsure("activity" if activity is None else "unit" if unit is None else "date")
    return {"kind": "step_moved", "unit": unit, "activity": activity, "target": when}


def deadline(clause: Clause) -> Change | Unsure | None:
    """A milestone that is due at another time."""
    if not clause.named.get("milestones") or not clause.says("moved"):
        return None
    row, when = clause.row("milestones"), clause.when()
    if row is None or when is None:
        return Unsure("milestone" if row is None else "date")
    return {"kind": "deadline", "milestone": row, "due": when}


def item(clause: Clause) -> Change | Unsure | None:
    """An item of a plan that must not be done, must be done, begins at a given time or is done with given vehicles."""
    if not clause.named.get("plan_items"):
        return None
    row = clause.row("plan_items")
    said = [name for name in ("forbidden", "forced", "begins", "moved", "done_with") if clause.says(name)]
    if row is None or not said:
        return Unsure("plan_item" if row is None else "meaning")
    if "done_with" in said:
        # A day or an hour beside the vehicle could belong to either: whoever means both says it in two sentences.
        assets = clause.rows("assets")
        if len(said) > 1 or clause.moments:
            return Unsure("meaning")
        return {"kind": "plan_item", "name": row, "how": "with", "assets": assets} if assets else Unsure("asset")
    if said[0] in ("forbidden", "forced"):
        made = {"kind": "plan_item", "name": row, "how": said[0], "start": None}
        return made if len(said) == 1 and not clause.moments else Unsure("meaning")
    when = clause.when()
    return Unsure("date") if when is None else {"kind": "plan_item", "name": row, "how": "at", "start": when}
