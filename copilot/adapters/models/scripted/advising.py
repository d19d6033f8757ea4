"""A question about a plan: which tools answer it, and what is answered, by written rules."""

import re
from typing import Any

from copilot.adapters.models.scripted.heard.clause import Clause, Mode
from copilot.adapters.models.scripted.heard.folding import fold
from copilot.adapters.models.scripted.heard.lexicon import one_of, says
from copilot.adapters.models.scripted.heard.rules import heard
from copilot.adapters.models.scripted.reading import Read
from copilot.adapters.models.scripted.understanding import setting
from copilot.adapters.models.scripted.words import say

USE_TO_COME = 600
_SUPPOSE = re.compile(rf"(?<![\w-]){one_of('guard', 'suppose')}\s+|(?<![\w-])s'(?=ils?\b)")
Call = tuple[str, dict[str, Any]]


def advise(read: Read) -> dict[str, Any]:
    """A supposition as changes, a why as its item, a look-up in sentences on what the tools gave; else `cannot`."""
    question = _question(read)
    folded = fold(question)
    if says(folded, "guard", "order"):
        return _answer("cannot")
    supposed = _supposed(folded)
    if supposed:
        found = heard(question[supposed.end() :], setting(read, "suppose"))
        sure = found.changes and not found.doubts and not found.unused
        return _answer("what_if", changes=found.changes) if sure else _answer("cannot")
    if says(folded, "guard", "why"):
        item = _clause(read).row("plan_items")
        return _answer("why", item=item) if item else _answer("cannot")
    sentences = [text for one in read.results for text in _said(read, one)]
    return _answer("look_up", sentences=sentences[:5]) if sentences else _answer("cannot")


def look_ups(read: Read) -> list[Call]:
    """The tools that a question calls for; none when it is no look-up, or does not name the rows they need."""
    clause = _clause(read)
    folded = clause.folded
    if says(folded, "guard", "order", "why") or _supposed(folded):
        return []
    item, milestone, asset = (clause.row(name) for name in ("plan_items", "milestones", "assets"))
    if item or milestone:
        named = {"item_planned": ("item", item), "milestone_planned": ("milestone", milestone)}
        return [(tool, {name: row}) for tool, (name, row) in named.items() if row]
    if asset and clause.says("risk", group="noun"):
        said = [value for value, _ in clause.numbers]
        return [("failure_risk", {"asset": asset, "ahead": said[0] if len(said) == 1 else USE_TO_COME})]
    site, thing, unit = (clause.row(name) for name in ("sites", "items", "units"))
    if site and thing:
        planned = clause.says("projected", group="noun")
        return [("stock_planned" if planned else "days_of_supply", {"site": site, "item": thing})]
    if unit and clause.says("learn", group="noun"):
        return [("training_gap", {"unit": unit})]
    return []


def _supposed(folded: str) -> re.Match[str] | None:
    """Where a supposition begins; in "why so late" (pourquoi si tard) there is none."""
    return _SUPPOSE.match(folded) if says(folded, "guard", "why") else _SUPPOSE.search(folded)


def _said(read: Read, one: dict[str, Any]) -> list[str]:
    """What a tool gave, in sentences that cite it."""
    if "days_of_supply" in one:
        return _parts(read, one, "supply", "held", "per_day", "days_of_supply", "shortage")
    if "lowest" in one:
        return _parts(read, one, "stock", "first", "lowest", "lacking", "shortage")
    if "met" in one:
        code = "milestone_met" if one["met"] else "milestone_missed"
        head = say(read, code, milestone=f"{{milestones/{one['milestone']}}}", due=one["due"]["fact"])
        return [head, *_parts(read, one, "milestone", "reached")]
    if "percent" in one:
        facts = {name: one[name]["fact"] for name in ("used", "ahead", "percent")}
        return [say(read, "failure", asset=f"{{assets/{one['asset']}}}", **facts)]
    if "steps" in one:
        lacks = ", ".join(f"{{training_activities/{activity}}}" for activity, _ in one["steps"])
        return [say(read, "gap" if lacks else "no_gap", unit=f"{{units/{one['unit']}}}", lacks=lacks)]
    if "start" in one and "end" in one:
        facts = {name: one[name]["fact"] for name in ("start", "end")}
        return [say(read, "item", item=f"{{items/{one['item']}}}", **facts)]
    return []


def _parts(read: Read, one: dict[str, Any], code: str, *names: str) -> list[str]:
    """A sentence for each figure that there is."""
    rows = {name: f"{{{table}/{one[name]}}}" for name, table in ROWS.items() if name in one}
    told = [name for name in names if isinstance(one.get(name), dict)]
    return [say(read, f"{code}_{name}", **rows, fact=one[name]["fact"]) for name in told]


ROWS = {"site": "sites", "item": "items", "milestone": "milestones"}


def _clause(read: Read, mode: Mode = "suppose") -> Clause:
    question = _question(read)
    return Clause(question, fold(question), setting(read, mode))


def _question(read: Read) -> str:
    return str(read.data("question", ""))


def _answer(way: str, item: str | None = None, changes: Any = (), sentences: Any = ()) -> dict[str, Any]:
    return {"way": way, "item": item, "changes": list(changes)[:4], "sentences": list(sentences)}
