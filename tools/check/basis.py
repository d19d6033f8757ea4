"""The plan was made for this world and this request."""

from copilot.model.finding import Finding
from copilot.model.noun import digest
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.report import warning


def basis(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Another world, another clock or another request: nothing else can then be judged."""
    found = []
    if plan.world != digest(world):
        found.append(warning("basis.other_world", planned=plan.world[:12], given=digest(world)[:12]))
    elif plan.clock != world.clock:
        found.append(warning("basis.other_clock"))
    wording = {"words", "language"}
    if plan.request.model_dump(exclude=wording) != request.model_dump(exclude=wording):
        found.append(warning("basis.other_request"))
    return found
