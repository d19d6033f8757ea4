"""What a plan stands on, for those who read or write about it."""

from copilot.model.marking import Marks, together
from copilot.model.noun import Noun
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.scenario import Inject
from copilot.model.world import World


class Ground(Noun):
    """The world that a plan was made for, its changes made, and what its scenario asks and plays."""

    world: World
    requests: tuple[Request, ...] = ()
    injects: tuple[Inject, ...] = ()


def marks_of(plan: Plan, ground: Ground | None = None) -> Marks:
    """What a document made from a plan bears: the highest marking of all that went into it, and every caveat."""
    asked = [one for one in (plan.request, plan.asked) if one is not None]
    if ground is None:
        return together(asked)
    return together([*asked, *ground.requests], (report.text for report in ground.world.reports))
