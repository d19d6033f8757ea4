"""Every figure has a fact that says it, and every fact comes from somewhere."""

import re
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from copilot.model.changing import touched
from copilot.model.fact import Cell, Changed, Computed, Fact
from copilot.model.finding import Finding
from copilot.model.noun import Noun, digest
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import TABLES, World
from tools.check.figures import figures, others
from tools.check.report import error


def facts(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Figures without a fact, facts that contradict a figure, and origins that do not exist or go in circles."""
    must, may = figures(plan), others(plan)
    said = {fact.about for fact in plan.facts}
    found = [
        error("facts.missing", *_items(about), address=about, said=must[about]) for about in must if about not in said
    ]
    known = must | may
    for fact in plan.facts:
        if fact.about and fact.about not in known:
            found.append(_on(fact, error("facts.nowhere", *_items(fact.about), fact=fact.id, address=fact.about)))
        elif fact.about and known[fact.about] != fact.value:
            values = {"said": fact.value, "found": known[fact.about], "address": fact.about}
            found.append(_on(fact, error("facts.value", *_items(fact.about), fact=fact.id, **values)))
    return found + _origins(world, request, plan) + _circles(plan) + _calls(plan)


def _calls(plan: Plan) -> list[Finding]:
    """Tool runs whose tool, seed or arguments are not those that were hashed."""
    return [
        error("facts.call", run=run.id, tool=run.tool)
        for run in plan.runs
        if digest({"tool": run.tool, "seed": run.seed, **run.arguments}) != run.arguments_hash
    ]


def _origins(world: World, request: Request, plan: Plan) -> list[Finding]:
    runs, inputs = {run.id for run in plan.runs}, _Inputs(world, request)
    given = touched(world, request, plan.changes)
    found = []
    for fact in plan.facts:
        origin = fact.origin
        if isinstance(origin, Cell | Changed):
            said = origin.change if isinstance(origin, Changed) else None
            if given.get((origin.table, origin.row, origin.column)) != said:
                where: dict[str, str | int] = {"table": origin.table, "row": origin.row, "column": origin.column}
                found.append(_on(fact, error("facts.changed", fact=fact.id, **where)))
        if isinstance(origin, Cell | Changed) and not any(_same(value, fact.value) for value in inputs.values(origin)):
            cell: dict[str, str | int] = {"table": origin.table, "row": origin.row, "column": origin.column}
            found.append(_on(fact, error("facts.cell", fact=fact.id, said=fact.value, **cell)))
        if isinstance(origin, Computed):
            if origin.run not in runs:
                found.append(_on(fact, error("facts.run", fact=fact.id, run=origin.run)))
            for name in origin.inputs:
                if name not in plan.fact:
                    found.append(_on(fact, error("facts.input", fact=fact.id, input=name)))
    return found


def _circles(plan: Plan) -> list[Finding]:
    inputs = {fact.id: fact.origin.inputs for fact in plan.facts if isinstance(fact.origin, Computed)}
    try:
        TopologicalSorter(inputs).prepare()
    except CycleError as circle:
        return [error("facts.circle", facts=" > ".join(circle.args[1]))]
    return []


class _Inputs:
    """What the input cells hold; the request and the scenario file are read by column name."""

    def __init__(self, world: World, request: Request) -> None:
        self._rows = {name: {row.row: row for row in getattr(world, name)} for name in TABLES}
        self._rows["request/milestones"] = {row.row: row for row in request.milestones}
        clock = world.clock
        stated: dict[str, Any] = {"start": clock.start.isoformat(), "zone": clock.zone, "language": request.language}
        stated |= {"step": clock.step, "step_minutes": clock.step, "steps": clock.steps, "marking": request.marking}
        stated |= {"words": request.words, "caveats": request.caveats}
        for name, part in (("limits", request.limits), ("priorities", request.priorities)):
            stated |= {column: value for key, value in part.model_dump().items() for column in (key, f"{name}.{key}")}
        self._stated = stated

    def values(self, cell: Cell | Changed) -> Iterable[Any]:
        """The values that a cell holds: one, or the members of a list; none when it does not exist."""
        if cell.table in ("scenario", "request"):
            return _members(self._stated.get(cell.column))
        row: Noun | None = self._rows.get(cell.table, {}).get(cell.row)
        if row is None or cell.column not in type(row).model_fields:
            return ()
        return _members(getattr(row, cell.column))


def _members(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple) else (value,)


def _same(held: Any, said: Any) -> bool:
    return held is not None and isinstance(held, str) == isinstance(said, str) and held == said


def _items(about: str) -> tuple[str, ...]:
    """The item that an address names; identifiers may hold slashes."""
    if not about.startswith("items/"):
        return ()
    return (re.sub(r"/(start|end|mode/.*)$", "", about.removeprefix("items/")),)


def _on(fact: Fact, finding: Finding) -> Finding:
    return finding.model_copy(update={"facts": (fact.id,)})
