"""The mini scenario, and an agent's turn on a world."""

from collections.abc import Callable
from typing import Any

import pytest

import scenarios
from copilot.agent import Agent
from copilot.graph.toolbox import Toolbox
from copilot.model.activity import Contribution
from copilot.model.answer import Answer
from copilot.model.fact import FactBook
from copilot.model.request import Request
from copilot.model.world import World


@pytest.fixture(scope="session")
def mini() -> World:
    return scenarios.load("mini").world


@pytest.fixture(scope="session")
def asked() -> Request:
    return scenarios.load("mini").requests["fr"]


@pytest.fixture(scope="session")
def answering() -> Callable[[Agent[Any], World, Request], Answer]:
    """What an agent's standing procedure answers."""

    def answer(agent: Agent[Any], world: World, request: Request) -> Answer:
        tools = Toolbox(agent.name, world, agent.tools, FactBook("T", "1"), lambda event: None)
        return agent.procedure(world, request, tools)

    return answer


@pytest.fixture(scope="session")
def brought(answering) -> Callable[..., Contribution]:
    """What an agent brings to a world, by its standing procedure or by an answer."""

    def bring(agent: Agent[Any], world: World, request: Request, **choices: object) -> Contribution:
        answer = answering(agent, world, request).model_copy(update=choices)
        return agent.contribute(world, request, answer)

    return bring
