"""The preparation agent: training paths, areas, instructors."""

from agents.preparation.answer import PreparationAnswer
from agents.preparation.contribute import contribute
from agents.preparation.procedure import procedure
from copilot.agent import Agent
from tools.look.gaps import training_gap

AGENT = Agent(
    name="preparation",
    package=__name__,
    tools=(training_gap,),
    answer=PreparationAnswer,
    procedure=procedure,
    contribute=contribute,
)
