"""What the planner says that things cost, in each way of doing an activity."""

from copilot.model.activity import Activity, Contribution, Mode
from copilot.model.request import Cost, Request
from copilot.model.world import World


def priced(world: World, request: Request, contribution: Contribution) -> Contribution:
    """The contribution in which each way costs what the request says; a need is worth as much more as its dearest way.

    So a cost chooses between ways, and never makes a need not worth doing.
    """
    if not request.costs:
        return contribution
    activities = tuple(_priced(world, request, activity) for activity in contribution.activities)
    return contribution.model_copy(update={"activities": activities})


def _priced(world: World, request: Request, activity: Activity) -> Activity:
    modes = tuple(mode.model_copy(update={"cost": _cost(world, request, mode)}) for mode in activity.modes)
    dearest = max((mode.cost for mode in modes), default=0)
    return activity.model_copy(update={"modes": modes, "value": activity.value + dearest})


def _cost(world: World, request: Request, mode: Mode) -> int:
    return sum(cost.amount * _times(world, cost, mode) for cost in request.costs)


def _times(world: World, cost: Cost, mode: Mode) -> int:
    """How many times a way pays a cost."""
    if cost.what == "workshops":
        return int(mode.workshop == cost.of)
    if cost.what == "areas":
        return int(mode.area == cost.of)
    if cost.what == "sites":
        return sum(need.count for need in mode.assets) * sum(site == cost.of for site, _ in mode.stops)
    types = [(world.asset[need.candidates[0]].type, need.count) for need in mode.assets if need.candidates]
    return mode.km * sum(count for kind, count in types if kind == cost.of)
