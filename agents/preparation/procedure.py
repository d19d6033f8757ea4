"""The standing procedure of preparation: a margin before each target date that grows with the path's load."""

from agents.preparation.answer import PreparationAnswer
from copilot.agent import CellOf, Tools
from copilot.model.answer import Reason
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.world import World
from tools.look.gaps import Gap, path, training_gap

HOURS_PER_ACTIVITY = 3
LONGEST = 72


def procedure(world: World, request: Request, tools: Tools) -> PreparationAnswer:
    """Three hours of margin for each activity that the busiest unit still has to do, at most three days."""
    busiest: tuple[Gap, str] | None = None
    for unit in dict.fromkeys(step.unit for step in world.training_paths):
        called = tools.call(training_gap, unit=unit)
        if busiest is None or len(called.result.steps) > len(busiest[0].steps):
            steps: list[CellOf] = [(step, "activity", "") for step in path(world, unit)]
            busiest = (called.result, tools.fact(called, len(called.result.steps), "activity", steps))
    if busiest is None:
        return PreparationAnswer(margin_hours=0)
    margin = min(LONGEST, HOURS_PER_ACTIVITY * len(busiest[0].steps))
    args: dict[str, str | int | float] = {
        "unit": f"@units/{busiest[0].unit}",
        "count": len(busiest[0].steps),
        "hours": margin,
    }
    reason = Reason(choice="margin_hours", message=Message(code="reason.busiest_unit", args=args), facts=(busiest[1],))
    return PreparationAnswer(margin_hours=margin, reasons=(reason,))
