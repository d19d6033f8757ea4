"""A world, what is asked of it, and what may be expected of its plan."""

from typing import Annotated

from pydantic import Field

from copilot.model.change import Change
from copilot.model.noun import Language, Minute, Noun, Row
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


class After(Noun):
    """Reasoned bounds on what an inject leads to: items moved, unmet needs and milestones met."""

    moved: Bound | None = None
    unmet: Bound | None = None
    milestones_met: Bound | None = None


class Expectation(Noun):
    """Reasoned bounds on a plan: on counts of items by kind, on unmet needs, on milestones met, on objective terms.

    `after` holds those of the plan made again at an inject, by the inject's identifier.
    """

    items: dict[str, Bound] = Field(default_factory=dict)
    unmet: Annotated[Bound | None, Field()] = None
    milestones_met: Annotated[Bound | None, Field()] = None
    terms: dict[str, Bound] = Field(default_factory=dict)
    after: dict[str, After] = Field(default_factory=dict)


class Inject(Row):
    """What happens at a minute while a scenario is played: the change that is then known, and how it is announced."""

    id: str
    at: Minute
    title_fr: str
    title_en: str
    change: Change

    def title(self, language: Language) -> str:
        """The announcement in a language."""
        return self.title_fr if language == "fr" else self.title_en


class Scenario(Noun):
    """A folder that has been read and found right."""

    name: str
    title_fr: str
    title_en: str
    world: World
    requests: dict[Language, Request]
    expectation: Expectation
    injects: tuple[Inject, ...] = Field(default=(), description="in the order in which they happen")

    def request(self, language: Language) -> Request:
        """What the scenario asks, in a language, or in the other when it is not written in this one."""
        return self.requests.get(language) or next(iter(self.requests.values()))
