"""The maintenance agent: checks, repairs, workshops."""

from agents.maintenance.answer import MaintenanceAnswer
from agents.maintenance.contribute import contribute
from agents.maintenance.procedure import procedure
from copilot.agent import Agent
from tools.forecast.failure import failure_risk
from tools.forecast.life import remaining_life

AGENT = Agent(
    name="maintenance",
    package=__name__,
    tools=(failure_risk, remaining_life),
    answer=MaintenanceAnswer,
    procedure=procedure,
    contribute=contribute,
)
