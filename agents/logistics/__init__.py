"""The logistics agent: supply, convoys, commitments."""

from agents.logistics.answer import LogisticsAnswer
from agents.logistics.contribute import contribute
from agents.logistics.procedure import procedure
from copilot.agent import Agent
from tools.forecast.consumption import days_of_supply

AGENT = Agent(
    name="logistics",
    package=__name__,
    tools=(days_of_supply,),
    answer=LogisticsAnswer,
    procedure=procedure,
    contribute=contribute,
)
