"""Which tools the scripted model calls: those that a question calls for; for an agent each, once."""

import json
from collections.abc import Sequence
from typing import Any

from copilot.adapters.models.scripted.advising import USE_TO_COME, look_ups
from copilot.adapters.models.scripted.reading import Read
from copilot.model.talk import Offered, ToolCall

AT_ONCE = 8


def calls(tools: Sequence[Offered], read: Read) -> tuple[ToolCall, ...]:
    """The calls of the first turn; none once anything has been answered."""
    if read.answered:
        return ()
    if read.data("question", None) is not None:
        offered = {tool.name for tool in tools}
        wished = [call for call in look_ups(read) if call[0] in offered]
    else:
        wished = [(tool.name, arguments) for tool in tools for arguments in _arguments(tool, read.situation)]
    return tuple(
        ToolCall(id=f"s{number:08}", tool=name, arguments=json.dumps(arguments))
        for number, (name, arguments) in enumerate(wished[:AT_ONCE])
    )


def _arguments(tool: Offered, situation: dict[str, Any]) -> list[dict[str, Any]]:
    match sorted(tool.parameters.get("properties", {})):
        case ["item", "site"]:
            return [{"site": site, "item": item} for site, item in _pairs(situation.get("consumed", []))]
        case ["ahead", "asset"]:
            usable = [row for row in situation.get("assets", []) if isinstance(row, list) and row[3] == "available"]
            return [{"asset": row[0], "ahead": USE_TO_COME} for row in usable]
        case ["unit"]:
            units = dict.fromkeys(unit for unit, _ in _pairs(situation.get("training", [])))
            return [{"unit": unit} for unit in units]
    return []


def _pairs(rows: list[Any]) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in rows if isinstance(row, list)]
