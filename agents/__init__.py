"""The specialised agents."""

from typing import Any

from agents.adviser import ROLE as ADVISER
from agents.intake import ROLE as INTAKE
from agents.logistics import AGENT as LOGISTICS
from agents.maintenance import AGENT as MAINTENANCE
from agents.preparation import AGENT as PREPARATION
from agents.rapporteur import ROLE as RAPPORTEUR
from copilot.agent import Agent

__all__ = ["ADVISER", "ALL", "INTAKE", "RAPPORTEUR"]

ALL: tuple[Agent[Any], ...] = (LOGISTICS, MAINTENANCE, PREPARATION)
