"""Checks, repairs and the workshops that do them."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from copilot.model.noun import DayMinute, Minute, Ref, Row
from copilot.model.world.fleet import Counter

Skills = Annotated[dict[str, Annotated[int, Field(gt=0)]], Ref("technicians", "skill")]
Parts = Annotated[dict[str, Annotated[int, Field(gt=0)]], Ref("items")]


class CheckRule(Row):
    """A check that a type of asset must pass before a calendar limit (BC) or a usage limit (BH), whichever is first."""

    id: str
    asset_type: Annotated[str, Ref("asset_types")]
    check_type: Literal["VS", "VG", "VI", "VX"]
    name_fr: str
    name_en: str
    calendar_limit_days: int | None = Field(default=None, gt=0)
    calendar_tolerance_days: int = Field(default=0, ge=0)
    usage_limit: int | None = Field(default=None, gt=0)
    usage_unit: Counter = "km"
    usage_tolerance: int = Field(default=0, ge=0)
    duration_hours: float = Field(gt=0)
    level: int = Field(ge=1, le=3, description="maintenance level (NTI)")
    workshop_kind: str
    skills: Skills = Field(default_factory=dict)
    parts: Parts = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.calendar_limit_days is None and self.usage_limit is None:
            raise ValueError("check_rule_without_limit")
        return self


class TechnicalEvent(Row):
    """A reported defect and the work that clears it."""

    id: str
    asset: Annotated[str, Ref("assets")]
    description_fr: str
    description_en: str
    acts: str = Field(description="maintenance acts, as the work order names them")
    duration_hours: float = Field(gt=0)
    level: int = Field(ge=1, le=3, description="maintenance level (NTI)")
    workshop_kind: str
    skills: Skills = Field(default_factory=dict)
    parts: Parts = Field(default_factory=dict)
    immobilising: bool
    priority: int = Field(ge=1, le=5, description="1 is the most urgent")
    reported: Minute
    due: Minute | None = None


class Workshop(Row):
    """A workshop with bays and opening hours; a mobile one goes to the vehicle."""

    id: str
    name_fr: str
    name_en: str
    site: Annotated[str, Ref("sites")]
    kind: str
    level: int = Field(ge=1, le=3, description="highest maintenance level (NTI) it may do")
    bays: int = Field(ge=0)
    mobile: bool
    open_days: str = Field(pattern="^[1-7]{1,7}$", description="ISO weekdays, 1 is Monday")
    open_from: DayMinute
    open_to: DayMinute


class Technicians(Row):
    """How many people of one skill a workshop has."""

    id: str
    workshop: Annotated[str, Ref("workshops")]
    skill: str
    count: int = Field(ge=0)
