"""One agent's turn by its standing procedure."""

from typing import Any

from copilot.agent import Agent
from copilot.graph.directed import directed
from copilot.graph.state import Brought
from copilot.graph.toolbox import Toolbox
from copilot.model.fact import FactBook
from copilot.model.noun import unswept
from copilot.model.request import Request
from copilot.model.version import VERSION
from copilot.model.world import World
from copilot.ports import Progress
from tools.look.costs import priced


def turn(agent: Agent[Any], world: World, request: Request, progress: Progress) -> Brought:
    """What the agent brings, with its reasons and the facts of its tool calls; tells which tools were called.

    The request's costs and what it says of single items are put in what is brought, whoever brings it.
    """
    book = FactBook(f"{agent.name[0].upper()}P", VERSION)
    tools = Toolbox(agent.name, world, agent.tools, book, progress)
    with unswept():
        answer = agent.procedure(world, request, tools)
        offered = priced(world, request, agent.contribute(world, request, answer))
        contribution = directed(request, offered)
    tools.report()
    return Brought(contribution=contribution, reasons=answer.reasons, facts=book.facts, runs=book.runs)
