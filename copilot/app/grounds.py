"""The ground of a plan, from its scenario as it is now."""

from collections.abc import Callable

from copilot.model.changing import apply
from copilot.model.errors import ChangeError, ScenarioError, UnknownNameError
from copilot.model.ground import Ground
from copilot.model.noun import digest
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario

HELD = 8
"""Grounds kept in memory: a page asks for its plan's several times, and a brigade's takes 20 ms to be compared."""


class Grounds:
    """The grounds of the plans looked at last, each worked out again only once its scenario is another."""

    def __init__(self, load: Callable[[str], Scenario]) -> None:
        self._load = load
        self._held: dict[str, tuple[Scenario, Ground | None]] = {}

    def of(self, plan: Plan) -> Ground | None:
        """What a plan stands on; None when its scenario is no longer the one it was made for, or cannot be read."""
        try:
            found = self._load(plan.scenario)
        except (ScenarioError, UnknownNameError):
            return None
        scenario, ground = self._held.pop(plan.id, (None, None))
        if scenario is not found:
            ground = ground_of(found, plan)
        self._held[plan.id] = (found, ground)
        for oldest in list(self._held)[:-HELD]:
            self._held.pop(oldest, None)
        return ground


def ground_of(found: Scenario, plan: Plan) -> Ground | None:
    """What a plan stands on; None when the scenario no longer gives the world that it was made for."""
    try:
        world, _ = apply(found.world, plan.asked or found.request(plan.request.language), plan.changes)
    except ChangeError:
        return None
    if digest(world) != plan.world:
        return None
    return Ground(world=world, requests=tuple(found.requests.values()), injects=found.injects)
