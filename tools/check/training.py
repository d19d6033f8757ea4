"""Units train where they can, after what each activity asks first."""

from copilot.model.clock import DAY
from copilot.model.finding import Finding
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.reading import Reading
from tools.check.report import error


def training(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Areas of the wrong kind, and prerequisites that are neither done nor certified."""
    reading = Reading(world, plan)
    ended = {(i.subject.unit, i.subject.reference): i.end for i in reading.of("training")}
    found = []
    for item in reading.of("training"):
        activity, area, unit = reading.activity(item), reading.area(item), item.subject.unit or ""
        if area.kind != activity.area_kind:
            kinds = {"said": area.kind, "asked": activity.area_kind, "area": f"@areas/{area.id}"}
            found.append(error("training.area", item.id, item=item.id, **kinds))
        for first in activity.prerequisites:
            if ended.get((unit, first), item.start + 1) > item.start and not certified(world, unit, first, item.start):
                args = {"unit": f"@units/{unit}", "first": f"@training_activities/{first}", "start": f"t:{item.start}"}
                found.append(error("training.prerequisite", item.id, item=item.id, **args))
    return found


def certified(world: World, unit: str, activity: str, minute: int) -> bool:
    """True when the unit holds a certification of the activity that is valid at a minute."""
    validity = world.training_activity[activity].validity_days * DAY
    return any(
        row.unit == unit and row.activity == activity and row.obtained <= minute <= row.obtained + validity
        for row in world.certifications
    )
