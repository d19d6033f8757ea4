"""CONTRIBUTING.md, "Add a tool": what an agent may call, and how each call is described and recorded."""

import inspect
import re
from typing import get_args

import pytest

import agents
import scenarios
from copilot.graph.toolbox import Toolbox
from copilot.model.errors import ModelError
from copilot.model.fact import FactBook
from copilot.model.noun import Noun
from copilot.model.world import World

TOOLS = [(agent.name, tool) for agent in agents.ALL for tool in agent.tools]


class Parked(Noun):
    """How many vehicles stand at a site."""

    vehicles: int


def parked(world: World, site: str) -> Parked:
    """The vehicles that stand at a site.

    Args:
        site: identifier of the site.
    """
    return Parked(vehicles=sum(asset.site == site for asset in world.assets))


ASSET = scenarios.load("mini").world.assets[0]


@pytest.fixture
def book():
    return FactBook("T", "0")


@pytest.fixture
def told():
    return []


@pytest.fixture
def toolbox(book, told):
    return Toolbox("logistics", scenarios.load("mini").world, (parked,), book, told.append)


def test_a_new_tool_is_called_and_recorded(toolbox, book, told):
    """A function over the world, once listed, answers an agent, leaves a run with its arguments, and backs a fact."""
    called = toolbox.call(parked, site="MOURMELON")
    fact = toolbox.fact(called, called.result.vehicles, "vehicle", [(ASSET, "site", "")])
    assert called.result == Parked(vehicles=4)
    assert [(run.id, run.arguments) for run in book.runs] == [(called.run, {"site": "MOURMELON"})]
    cell, said = book.facts
    assert (said.id, said.value, said.origin.run, said.origin.inputs) == (fact, 4, called.run, (cell.id,))
    assert (cell.origin.table, cell.origin.column) == ("assets", "site")
    toolbox.report()
    assert [(event.source, event.message.args) for event in told] == [("logistics", {"tool": "parked", "count": 1})]


def test_a_tool_that_is_not_listed_is_refused(toolbox, book):
    """An agent cannot call another agent's tool, and the refused call leaves no run."""
    with pytest.raises(ModelError, match="tool_refused"):
        toolbox.call(agents.MAINTENANCE.tools[0], asset="6001-0001", ahead=100)
    assert book.runs == ()


@pytest.mark.parametrize(("agent", "tool"), TOOLS, ids=lambda value: getattr(value, "__name__", value))
def test_each_tool_says_what_it_needs(agent, tool):
    """Each tool takes the world first, then plain identifiers or policy values, each one described for the model."""
    signature = inspect.signature(tool, eval_str=True)
    world, *arguments = signature.parameters.values()
    described = re.findall(r"^ +(\w+): \S", inspect.getdoc(tool).partition("Args:")[2], flags=re.MULTILINE)
    assert world.annotation is World
    assert {get_args(argument.annotation)[:1] or (argument.annotation,) for argument in arguments} <= {(str,), (int,)}
    assert described == [argument.name for argument in arguments]
    assert issubclass(signature.return_annotation, Noun)
