"""A world, what is asked of it, and what may be expected of its plan."""

from typing import Annotated

from pydantic import Field

from copilot.model.noun import Language, Noun
from copilot.model.request import Request
from copilot.model.world import World


class Bound(Noun):
    """A closed interval that a figure of the plan must lie in, and the reasoning behind it."""

    low: int | None = None
    high: int | None = None
    why: str = Field(min_length=20)

    def holds(self, value: int) -> bool:
        """True when the value lies within the bounds."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Expectation(Noun):
    """Reasoned bounds on a plan: on counts of items by kind, on unmet needs, on milestones met, on objective terms."""

    items: dict[str, Bound] = Field(default_factory=dict)
    unmet: Annotated[Bound | None, Field()] = None
    milestones_met: Annotated[Bound | None, Field()] = None
    terms: dict[str, Bound] = Field(default_factory=dict)


class Scenario(Noun):
    """A folder that has been read and found right."""

    name: str
    title_fr: str
    title_en: str
    world: World
    requests: dict[Language, Request]
    expectation: Expectation

    def request(self, language: Language) -> Request:
        """What the scenario asks, in a language, or in the other when it is not written in this one."""
        return self.requests.get(language) or next(iter(self.requests.values()))
