"""Checks and repairs are done where the kind, the level and the skills allow, with the parts asked."""

from collections import Counter

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import WORK, Reading
from tools.check.report import error


def workshops(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Workshops of the wrong kind, of too low a level, or without the skill."""
    reading = Reading(world, plan)
    found = []
    for item in reading.of(*WORK):
        shop, demand = reading.workshop(item), reading.demand(item)
        name = f"@workshops/{shop.id}"
        if shop.kind != demand.workshop_kind:
            kinds = {"said": shop.kind, "asked": demand.workshop_kind}
            found.append(error("workshops.kind", item.id, item=item.id, workshop=name, **kinds))
        if shop.level < demand.level:
            levels = {"said": shop.level, "asked": demand.level}
            found.append(error("workshops.level", item.id, item=item.id, workshop=name, **levels))
        held = {row.skill for row in world.technicians if row.workshop == shop.id and row.count}
        for skill in sorted(demand.skills.keys() - held):
            found.append(error("workshops.skill", item.id, item=item.id, workshop=name, skill=skill))
    return found


def parts(world: World, request: Request, plan: Plan) -> list[Finding]:
    """What work, training and commitments take is not what is asked, or not taken there and then."""
    reading = Reading(world, plan)
    found: list[Finding] = []
    for item in reading.of(*WORK):
        found += _taken(item, reading.workshop(item).site, reading.demand(item).parts)
    for item in reading.of("training"):
        found += _taken(item, reading.area(item).site, reading.activity(item).items)
    for item in reading.of("commitment"):
        found += _taken(item, item.mode.site, {})
    return found


def _taken(item: PlanItem, site: str, asked: dict[str, int]) -> list[Finding]:
    taken: Counter[str] = Counter()
    found = []
    for effect in item.mode.effects:
        if (effect.site, effect.at, effect.quantity < 0) == (site, 0, True):
            taken[effect.item] -= effect.quantity
        else:
            args: dict[str, str | int] = {
                "good": f"@items/{effect.item}",
                "quantity": effect.quantity,
                "site": f"@sites/{site}",
            }
            found.append(error("parts.elsewhere", item.id, item=item.id, **args))
    for good in sorted(taken.keys() | asked.keys()):
        if taken[good] != asked.get(good, 0):
            figures = {"said": taken[good], "asked": asked.get(good, 0)}
            found.append(error("parts.quantity", item.id, item=item.id, good=f"@items/{good}", **figures))
    return found
