"""What people decided is in the plan."""

from copilot.model.decision import Decision
from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.report import error


def decisions(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Rejected items that came back, accepted or locked ones that left, edited ones that are not as edited."""
    last = {decision.item: decision for decision in plan.decisions if decision.item}
    return [finding for name, one in last.items() if (finding := _broken(one, plan.item.get(name)))]


def kept(parent: Plan, plan: Plan) -> list[Finding]:
    """Items accepted or locked in the parent plan that moved, changed vehicles or left."""
    last = {decision.item: decision for decision in plan.decisions if decision.item}
    found = []
    for name, decision in last.items():
        before, after = parent.item.get(name), plan.item.get(name)
        if decision.verb in ("accept", "lock") and before and after and _place(before) != _place(after):
            times = {"said": f"t:{after.start}", "decided": f"t:{before.start}"}
            found.append(error("decisions.moved", name, item=name, by=decision.by, **times))
    return found


def _place(item: PlanItem) -> tuple[int, int, list[str]]:
    return item.start, item.end, sorted(item.assets)


def _broken(decision: Decision, item: PlanItem | None) -> Finding | None:
    name, by = decision.item, decision.by
    if decision.verb == "reject":
        return None if item is None else error("decisions.rejected", name, item=name, by=by)
    if item is None:
        return error("decisions.gone", name, item=name, by=by)
    edit = decision.edit
    if edit is None:
        return None
    if edit.start is not None and item.start != edit.start:
        times = {"said": f"t:{item.start}", "decided": f"t:{edit.start}"}
        return error("decisions.start", name, item=name, by=by, **times)
    if edit.assets is not None and sorted(item.assets) != sorted(edit.assets):
        assets = {"said": ", ".join(item.assets), "decided": ", ".join(edit.assets)}
        return error("decisions.assets", name, item=name, by=by, **assets)
    return None
