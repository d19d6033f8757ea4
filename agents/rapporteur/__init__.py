"""The rapporteur: says what a draft is worth, in words."""

from copilot.agent import Role
from copilot.model.answer import Report

ROLE = Role(name="rapporteur", package=__name__, tools=(), answer=Report)
