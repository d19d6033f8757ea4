"""The figures of a plan by their addresses."""

from copilot.model.fact import Value
from copilot.model.plan import Plan, PlanItem


def figures(plan: Plan) -> dict[str, Value]:
    """The value at each address that a fact must account for."""
    found: dict[str, Value] = {} if plan.solving.bound is None else {"solving/bound": plan.solving.bound}
    for item in plan.items:
        found |= _item(item)
    for term in plan.terms:
        found |= {f"terms/{term.code}/amount": term.amount, f"terms/{term.code}/cost": term.cost}
        if term.bound is not None:
            found[f"terms/{term.code}/bound"] = term.bound
    for line in plan.milestones:
        said = {"due": line.due, "reached": line.reached, "value": line.value}
        found |= {f"milestones/{line.id}/{name}": value for name, value in said.items() if value is not None}
    for stock in plan.stocks:
        found[f"stocks/{stock.site}/{stock.item}/lacking"] = stock.lacking
    for fleet in plan.availability:
        for number, (_, _, available) in enumerate(fleet.days):
            found[f"availability/{fleet.asset_type}/{number}"] = available
    return found


def others(plan: Plan) -> dict[str, Value]:
    """The value at each address that a fact may account for, and must then agree with."""
    found: dict[str, Value] = {"solving/objective": plan.solving.objective}
    found |= {f"items/{item.id}/mode/duration": item.mode.duration for item in plan.items}
    found |= {f"items/{item.id}/mode/km": item.mode.km for item in plan.items}
    for stock in plan.stocks:
        for number, (_, level) in enumerate(stock.levels):
            found[f"stocks/{stock.site}/{stock.item}/levels/{number}"] = level
    return found


def _item(item: PlanItem) -> dict[str, Value]:
    found: dict[str, Value] = {f"items/{item.id}/start": item.start, f"items/{item.id}/end": item.end}
    if item.mode.km or item.kind == "convoy":
        found[f"items/{item.id}/mode/km"] = item.mode.km
    if item.mode.cost:
        found[f"items/{item.id}/mode/cost"] = item.mode.cost
    for number, effect in enumerate(item.mode.effects):
        found[f"items/{item.id}/mode/effects/{number}/quantity"] = effect.quantity
    return found
