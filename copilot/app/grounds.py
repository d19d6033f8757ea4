"""The ground of a plan, from its scenario as it is now."""

from copilot.model.changing import apply
from copilot.model.errors import ChangeError
from copilot.model.ground import Ground
from copilot.model.noun import digest
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario


def ground_of(found: Scenario, plan: Plan) -> Ground | None:
    """What a plan stands on; None when the scenario no longer gives the world that it was made for."""
    try:
        world, _ = apply(found.world, plan.asked or found.request(plan.request.language), plan.changes)
    except ChangeError:
        return None
    if digest(world) != plan.world:
        return None
    return Ground(world=world, requests=tuple(found.requests.values()), injects=found.injects)
