"""The specialised agents."""

from typing import Any

from agents.logistics import AGENT as LOGISTICS
from agents.maintenance import AGENT as MAINTENANCE
from agents.preparation import AGENT as PREPARATION
from copilot.agent import Agent

ALL: tuple[Agent[Any], ...] = (LOGISTICS, MAINTENANCE, PREPARATION)
