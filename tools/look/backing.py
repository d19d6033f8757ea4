"""What a figure rests on, told by following it down to its sources: never by what anybody says of it."""

from collections.abc import Iterable
from typing import Literal

from copilot.model.fact import Cell, Computed, Fact
from copilot.model.plan import Plan

Backing = Literal["verifiable", "stated", "unsourced"]
WEAKEST: tuple[Backing, ...] = ("unsourced", "stated", "verifiable")


def backing(plan: Plan, fact: Fact) -> Backing:
    """`verifiable`: by cells and recorded tool runs alone; `stated`: a person gave part of it, or made a change.

    `unsourced`: somewhere below, a fact or a tool run is not in the plan.
    """
    seen = {fact.id}
    todo, found = [fact], ["verifiable"]
    while todo:
        origin = todo.pop().origin
        if not isinstance(origin, Computed):
            found.append("verifiable" if isinstance(origin, Cell) else "stated")
            continue
        if origin.run not in plan.run or any(name not in plan.fact for name in origin.inputs):
            return "unsourced"
        todo += [plan.fact[name] for name in origin.inputs if name not in seen]
        seen.update(origin.inputs)
    return "stated" if "stated" in found else "verifiable"


def weakest(plan: Plan, facts: Iterable[Fact]) -> Backing:
    """The weakest backing of several figures; without any figure there is none."""
    found = {backing(plan, fact) for fact in facts} or {"unsourced"}
    return next(one for one in WEAKEST if one in found)
