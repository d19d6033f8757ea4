"""The choices of the logistics agent."""

from typing import Literal

from pydantic import Field

from copilot.model.answer import Answer


class LogisticsAnswer(Answer):
    """How supply is organised: how long one delivery lasts, the margin before a shortage, how early to deliver."""

    resupply_mode: Literal["pull", "push"] = Field(
        default="pull", description="pull: as stocks run down; push: default packages at a fixed rhythm"
    )
    cover_hours: int = Field(default=48, ge=12, le=336, description="consumption that one delivery covers")
    safety_hours: int = Field(default=12, ge=0, le=72, description="wanted margin between a delivery and a shortage")
    early_hours: int = Field(default=48, ge=12, le=336, description="longest time a delivery comes before it is due")
    stops: int = Field(default=2, ge=1, le=4, description="most deliveries by one vehicle in one tour")
