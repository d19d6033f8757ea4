"""The choices of the preparation agent."""

from pydantic import Field

from copilot.model.answer import Answer


class PreparationAnswer(Answer):
    """How much margin is wanted between the end of a training activity and its target date."""

    margin_hours: int = Field(default=12, ge=0, le=240, description="wanted margin before the target date")
