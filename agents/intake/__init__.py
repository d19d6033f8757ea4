"""Intake: reads the planner's words and the reports received, and proposes what they say."""

from copilot.agent import Role
from copilot.model.intake import Intake

ROLE = Role(name="intake", package=__name__, tools=(), answer=Intake)
