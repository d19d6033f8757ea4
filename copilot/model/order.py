"""What a run is asked to do."""

from pydantic import Field

from copilot.model.course import Course
from copilot.model.decision import Decision
from copilot.model.noun import Language, Noun


class Order(Noun):
    """One draft to make: of which scenario, from which parent plan and decisions, with which seed and effort."""

    scenario: str
    language: Language = "fr"
    seed: int = 1
    effort: float = Field(default=30.0, gt=0, le=3600, description="about seconds of one core, deterministic")
    course: Course = Field(default="balanced", description="what the draft leans to, beside the planner's own weights")
    parent: str | None = Field(default=None, description="identifier of the plan to stay close to")
    decisions: tuple[Decision, ...] = ()
