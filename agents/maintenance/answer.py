"""The choices of the maintenance agent."""

from pydantic import Field

from copilot.model.answer import Answer


class MaintenanceAnswer(Answer):
    """Which checks are brought forward, and how far ahead use is looked at."""

    risk_percent: int = Field(default=35, ge=5, le=95, description="failure risk from which a check is brought forward")
    ahead_km: int = Field(
        default=600, ge=0, le=20000, description="use expected of a vehicle in the window, km or hours"
    )
