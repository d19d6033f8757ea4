"""The message that comes first in every prompt of a run: doctrine, situation, request; the same bytes for all agents.

Identifiers and dates only: a world's free texts (names, reasons, reports) could hold instructions, and stay out.
"""

import json
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from copilot.graph.gateway import plain
from copilot.model.noun import Language, Row
from copilot.model.request import Request
from copilot.model.world import World

MOST_ROWS = 120
"""Rows of one table that the digest lists; what is beyond is looked up by tools."""


def context(world: World, request: Request, language: Language) -> str:
    """The shared message of a run."""
    doctrine = files(__package__).joinpath(f"doctrine.{language}.md").read_text(encoding="utf-8")
    return "\n".join([doctrine, _json(situation(world)), "", _json(asked(request, world))])


def situation(world: World) -> dict[str, Any]:
    """A world in short: what exists, under which identifiers; of quantities only how many people and places there are.

    Without these no change could say that all of a workshop, or one of its mechanics, is not there.
    """
    at = world.clock.at
    closed = [[row.leg, f"{at(row.start):%Y-%m-%dT%H:%M}", f"{at(row.end):%Y-%m-%dT%H:%M}"] for row in world.closures]
    tables: dict[str, Any] = {
        "sites": [[row.id, row.kind] for row in world.sites],
        "legs": [[row.id, row.origin, row.destination] for row in world.legs],
        "closures": closed,
        "items": [row.id for row in world.items],
        "consumed": sorted({(row.site, row.item) for row in world.consumption}),
        "orders": [[row.id, row.item, row.site, f"{at(row.expected):%Y-%m-%dT%H:%M}"] for row in world.part_orders],
        "asset_types": [row.id for row in world.asset_types],
        "fleets": _counted((row.unit, row.type, row.state) for row in world.assets),
        "assets": [[row.id, row.type, row.unit, row.state] for row in world.assets],
        "workshops": [[row.id, row.bays] for row in world.workshops],
        "technicians": [[row.id, row.workshop, row.skill, row.count] for row in world.technicians],
        "instructors": [[row.id, row.qualification, row.count] for row in world.instructors],
        "check_rules": [[row.id, row.asset_type] for row in world.check_rules],
        "technical_events": [[row.id, row.asset] for row in world.technical_events],
        "units": [row.id for row in world.units],
        "training": sorted({(row.unit, row.activity) for row in world.training_paths}),
        "areas": [[row.id, row.capacity] for row in world.areas],
        "commitments": [[row.id, row.unit] for row in world.commitments],
    }
    window = {
        "from": f"{at(0):%Y-%m-%dT%H:%M}",
        "to": f"{at(world.clock.end):%Y-%m-%dT%H:%M}",
        "zone": world.clock.zone,
    }
    return {"window": window} | {name: _listed(rows) for name, rows in tables.items() if rows}


def asked(request: Request, world: World) -> dict[str, Any]:
    """A request in short: the planner's own words and what they stand for."""
    milestones = [
        {name: value for name, value in row.model_dump(exclude={"row"}).items() if value is not None}
        | {"due": f"{world.clock.at(row.due):%Y-%m-%dT%H:%M}"}
        for row in request.milestones
    ]
    return {
        "words": request.words,
        "milestones": milestones,
        "priorities": request.priorities.model_dump(),
        "limits": request.limits.model_dump(),
    }


def rows_of(world: World) -> frozenset[str]:
    """The addresses of the rows that a sentence may name: "sites/DP1"."""
    found = set()
    for table, rows in world:
        for row in rows if isinstance(rows, tuple) else ():
            if isinstance(row, Row) and hasattr(row, "id"):
                found.add(f"{table}/{row.id}")
    return frozenset(found)


def _counted(rows: Iterable[tuple[str, ...]]) -> list[list[Any]]:
    return [[*row, count] for row, count in sorted(Counter(rows).items())]


def _listed(rows: Iterable[Any]) -> list[Any]:
    """The rows without what is no identifier, cut where they are too many, and then how many were left off."""
    kept = [_bare(row) for row in rows]
    return kept if len(kept) <= MOST_ROWS else [*kept[:MOST_ROWS], f"+{len(kept) - MOST_ROWS}"]


def _bare(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return value if not isinstance(value, str) or plain(value.replace(":", "")) else "?"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
