"""The standing procedure of maintenance: what the fleet is likely to be asked decides what is done early."""

from agents.maintenance.answer import MaintenanceAnswer
from agents.maintenance.cells import risk_cells
from copilot.agent import Tools
from copilot.model.answer import Reason
from copilot.model.noun import Message
from copilot.model.request import Request
from copilot.model.world import World
from tools.forecast.failure import FailureRisk, failure_risk

KM_PER_DAY = 60
RISK_PERCENT = 35


def procedure(world: World, request: Request, tools: Tools) -> MaintenanceAnswer:
    """Sixty kilometres a day are expected of each vehicle; a risk of failure above 35 % brings its check forward.

    The vehicle most likely to fail is the evidence.
    """
    ahead = min(20000, KM_PER_DAY * max(1, world.clock.end // 1440))
    worst: tuple[FailureRisk, str] | None = None
    for asset in world.assets:
        if asset.state == "available":
            called = tools.call(failure_risk, asset=asset.id, ahead=ahead)
            if worst is None or called.result.percent > worst[0].percent:
                worst = (called.result, tools.fact(called, called.result.percent, "%", risk_cells(world, asset)))
    reasons = []
    if worst is not None:
        args: dict[str, str | int | float] = {
            "asset": worst[0].asset,
            "percent": worst[0].percent,
            "threshold": RISK_PERCENT,
        }
        reasons.append(
            Reason(choice="risk_percent", message=Message(code="reason.worst_risk", args=args), facts=(worst[1],))
        )
    return MaintenanceAnswer(risk_percent=RISK_PERCENT, ahead_km=ahead, reasons=tuple(reasons))
