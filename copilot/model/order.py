"""What a run is asked to do."""

from typing import Literal

from pydantic import Field

from copilot.model.change import Change
from copilot.model.course import Course
from copilot.model.decision import Decision
from copilot.model.noun import Language, Noun
from copilot.model.request import Request
from copilot.model.stress import Asked

CLOSENESS = 20
"""What moving an item of the parent plan costs, unless told otherwise."""
Errand = Literal["draft", "ask", "words", "report", "why", "stress", "play"]


class Order(Noun):
    """One draft to make: of which scenario, from which parent plan and decisions, with which seed and effort.

    Or, by its `errand`, a question about the parent plan to answer, words or a report to read: `words` are the text. Or
    why an item of the parent plan is not earlier, or a need not met: `words` name it. Or the parent plan to be shaken.
    Or the scenario to play through its injects, up to the minute `until` if it is given.
    """

    scenario: str
    errand: Errand = "draft"
    words: str = Field(default="", max_length=20_000)
    by: str = Field(default="", max_length=200, description="who asked for it; empty when nobody said")
    language: Language = "fr"
    seed: int = 1
    effort: float = Field(default=30.0, gt=0, le=3600, description="about seconds of one core, deterministic")
    cores: int = Field(default=1, ge=1, le=256, description="searches side by side, each with the whole effort")
    model: str = Field(default="none", max_length=200, description="who answers: none, scripted, or a name served")
    request: Request | None = Field(default=None, description="what is asked, when it is not the scenario's own")
    course: Course = Field(default="balanced", description="what the draft leans to, beside the planner's own weights")
    in_turn: bool = Field(default=False, description="each domain plans alone in turn: today's practice, a reference")
    parent: str | None = Field(default=None, description="identifier of the plan to stay close to")
    branch: bool = Field(default=False, description="a variant: a line of its own, which supersedes nothing")
    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = Field(default=(), description="what has changed since the scenario was written")
    now: int = Field(default=0, ge=0, description="minute before which nothing begins but what already had")
    stress: Asked | None = Field(
        default=None,
        exclude_if=lambda stress: stress is None,  # orders of before are asked in their own words
        description="how the parent plan is to be shaken",
    )
    until: int | None = Field(
        default=None,
        exclude_if=lambda until: until is None,  # orders of before are found again by what they say
        description="the last minute that is played, of a scenario to play",
    )
    closeness: int = Field(
        default=CLOSENESS, ge=0, le=10_000, description="what moving an item of the parent plan costs"
    )
