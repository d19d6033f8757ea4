"""A plan in short for a model: what holds, what does not, each figure as the fact that says it; no free text."""

from typing import Any

from copilot.model.plan import Plan, PlanItem

MOST = 12


def plan_digest(plan: Plan) -> dict[str, Any]:
    """Verdict, milestones, unmet needs, terms, late items and lacking stocks, the worst first."""
    facts = {fact.about: f"{{{fact.id}}}" for fact in plan.facts if fact.about}

    def ref(about: str) -> str | None:
        return facts.get(about)

    return {
        "verdict": plan.verdict,
        "findings": sorted({finding.message.code for finding in plan.findings})[:MOST],
        "milestones": [
            {
                "id": line.id,
                "met": line.met,
                "due": ref(f"milestones/{line.id}/due"),
                "reached": ref(f"milestones/{line.id}/reached"),
            }
            for line in plan.milestones[:MOST]
        ],
        "unmet": [
            {"item": need.id, "mandatory": need.mandatory, "cause": need.cause.code}
            for need in sorted(plan.unmet, key=lambda one: (not one.mandatory, -one.value, one.id))[:MOST]
        ],
        "terms": [
            {"code": term.code, "amount": ref(f"terms/{term.code}/amount"), "cost": ref(f"terms/{term.code}/cost")}
            for term in plan.terms
            if term.amount
        ],
        "late": [_item(item, ref(f"items/{item.id}/end")) for item in _late(plan)[:MOST]],
        "lacking": [[line.site, line.item] for line in plan.stocks if line.lacking][:MOST],
    }


def rows_of_plan(plan: Plan) -> frozenset[str]:
    """The addresses of the items and milestones that a sentence may name."""
    items = (*plan.item, *(need.id for need in plan.unmet))
    return frozenset((*(f"items/{name}" for name in items), *(f"milestones/{line.id}" for line in plan.milestones)))


def _late(plan: Plan) -> list[PlanItem]:
    late = [item for item in plan.items if item.due is not None and item.end > item.due]
    return sorted(late, key=lambda item: ((item.due or 0) - item.end, item.id))


def _item(item: PlanItem, end: str | None) -> dict[str, Any]:
    return {"item": item.id, "kind": item.kind, "end": end}
