"""The comment of the rapporteur, from the summary of the plan."""

from typing import Any

from copilot.adapters.models.scripted.reading import Read, objects_of
from copilot.adapters.models.scripted.words import say

MOST = 3


def report(read: Read) -> dict[str, Any]:
    """The terms that cost most, the needs not met and the late items, in three sentences each at most."""
    found = [one for text in read.questions for one in objects_of(text) if "verdict" in one]
    plan = found[-1] if found else {}
    why = [
        say(read, "kept" if line["met"] else "lost", milestone=f"{{milestones/{line['id']}}}", due=line["due"])
        for line in sorted(plan.get("milestones", []), key=lambda line: bool(line["met"]))
        if line["due"]
    ]
    hurts = [say(read, "unmet", item=_item(one)) for one in plan.get("unmet", [])]
    hurts += [say(read, "lacking", site=f"{{sites/{site}}}", item=f"{{items/{item}}}") for site, item in _lacking(plan)]
    watch = [say(read, "late", item=_item(one), end=one["end"]) for one in plan.get("late", []) if one["end"]]
    return {"why": why[:MOST], "hurts": hurts[:MOST], "watch": watch[:MOST]}


def _item(one: dict[str, Any]) -> str:
    return f"{{items/{one['item']}}}"


def _lacking(plan: dict[str, Any]) -> list[tuple[str, str]]:
    return [(site, item) for site, item in plan.get("lacking", [])]
