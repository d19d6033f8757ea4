"""The forms of intake, filled in by the written rules."""

from datetime import datetime
from typing import Any

from copilot.adapters.models.scripted.heard.clause import Mode, Setting
from copilot.adapters.models.scripted.heard.folding import fold, sentences
from copilot.adapters.models.scripted.heard.moments import Window, heading
from copilot.adapters.models.scripted.heard.naming import Rows
from copilot.adapters.models.scripted.heard.rules import heard
from copilot.adapters.models.scripted.reading import Read
from copilot.adapters.models.scripted.words import say

MOST = {"milestones": 8, "priorities": 3, "limits": 4, "changes": 8, "questions": 5, "unused": 8}
LISTED = ("assets", "orders", "check_rules", "technical_events")
LONGEST_SAID = 120


def words(read: Read) -> dict[str, Any]:
    """What a planner asks for: states, weights, limits and changes; a question for each doubt."""
    found = heard(_text(read), setting(read, "words"))
    questions = [say(read, f"doubt.{why}", quote=quote[:LONGEST_SAID]) for why, quote in found.doubts]
    filled = {name: getattr(found, name) for name in ("milestones", "priorities", "limits", "changes", "unused")}
    return {name: (filled | {"questions": questions})[name][:most] for name, most in MOST.items()}


def report(read: Read) -> dict[str, Any]:
    """The changes that a report announces; what the rules doubt is left unused, there being nobody to ask."""
    found = heard(_text(read), setting(read, "report"))
    unused = [*found.unused, *(quote for _, quote in found.doubts)]
    return {"changes": found.changes[: MOST["changes"]], "unused": unused[: MOST["unused"]]}


def setting(read: Read, mode: Mode) -> Setting:
    """What a text is read against."""
    tables: dict[str, dict[str, str]] = {name: dict(rows) for name, rows in read.data("names", {}).items()}
    for name in LISTED:
        tables[name] = {row[0]: "" for row in read.situation.get(name, []) if isinstance(row, list)}
    tables["milestones"] = {row["id"]: "" for row in read.request.get("milestones", [])}
    unmet = [one["item"] for one in read.data("plan", {}).get("unmet", [])]
    tables["plan_items"] = dict.fromkeys([*read.data("items", []), *unmet], "")
    # Roads are named by their number; the names of their ends are those of sites.
    tables["legs"] = {row: row.partition("-")[0] for row in tables.get("legs", {})}
    begin, end = (datetime.fromisoformat(read.situation["window"][name]) for name in ("from", "to"))
    rows, text = Rows(tables, read.french), fold(_text(read))
    window = Window(begin, end, heading(text, begin.year) if mode == "report" else None)
    return Setting(rows, window, read.situation, mode, _author(rows, text) if mode == "report" else "")


def _author(rows: Rows, folded: str) -> str:
    """The one workshop that the first sentence of a report names; nothing when it names none, or several."""
    first = next((folded[begin:end] for begin, end in sentences(folded)), "")
    named = [one.rows for one in rows.named(first).get("workshops", ())]
    return named[0][0] if len(named) == 1 and len(named[0]) == 1 else ""


def _text(read: Read) -> str:
    return str(read.data("text", ""))
