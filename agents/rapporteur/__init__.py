"""The rapporteur: says what a draft is worth, in words."""

from copilot.agent import Role

ROLE = Role(name="rapporteur", package=__name__, tools=())
