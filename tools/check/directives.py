"""What the planner says of single items is done."""

from copilot.model.finding import Finding
from copilot.model.plan import Plan
from copilot.model.request import Directive, Request
from copilot.model.world import World
from tools.check.report import error


def directives(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Forbidden items that are done, forced ones neither done nor said to be wanting, starts and vehicles not kept."""
    return [finding for one in request.directives if (finding := _broken(one, plan)) is not None]


def _broken(said: Directive, plan: Plan) -> Finding | None:
    item, name = plan.item.get(said.item), said.item
    if said.how == "forbidden":
        return None if item is None else error("directives.forbidden", name, item=name)
    if said.how == "forced":
        wanting = any(need.id == name and need.mandatory for need in plan.unmet)
        return None if item is not None or wanting else error("directives.forced", item=name)
    if item is None:
        return error("directives.gone", item=name)
    if _decided(plan, name):
        return None
    if said.start is not None and item.start != said.start:
        return error("directives.start", name, item=name, said=f"t:{item.start}", asked=f"t:{said.start}")
    if said.assets and sorted(item.assets) != sorted(said.assets):
        held, asked = ", ".join(item.assets), ", ".join(said.assets)
        return error("directives.assets", name, item=name, said=held, asked=asked)
    return None


def _decided(plan: Plan, name: str) -> bool:
    """Whether a person decided the item's place after the request was made: that then holds."""
    return any(one.item == name and one.verb in ("accept", "lock", "edit") for one in plan.decisions)
