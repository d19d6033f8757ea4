"""Intake: reads the planner's words and the reports received, and proposes what they say."""

from copilot.agent import Role

ROLE = Role(name="intake", package=__name__, tools=())
