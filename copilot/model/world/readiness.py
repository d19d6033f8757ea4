"""Units and their training."""

from typing import Annotated

from pydantic import Field

from copilot.model.noun import DayMinute, Minute, Ref, Row


class Unit(Row):
    """A unit that holds vehicles, drives them, and prepares."""

    id: str
    name_fr: str
    name_en: str
    kind: str
    parent: Annotated[str | None, Ref("units")] = None
    strength: int = Field(ge=0)
    site: Annotated[str, Ref("sites")]
    drivers: int = Field(ge=0, description="drivers present for duty")


class TrainingActivity(Row):
    """A brick of a training path."""

    id: str
    name_fr: str
    name_en: str
    level: int = Field(ge=1, le=7)
    duration_hours: float = Field(gt=0, description="hours of training, counted while the area is open")
    prerequisites: Annotated[tuple[str, ...], Ref("training_activities")] = ()
    area_kind: str
    instructors: Annotated[dict[str, Annotated[int, Field(gt=0)]], Ref("instructors", "qualification")] = Field(
        default_factory=dict
    )
    vehicles: Annotated[dict[str, Annotated[int, Field(gt=0)]], Ref("asset_types")] = Field(default_factory=dict)
    km: int = Field(default=0, ge=0, description="added to each vehicle on the area, the way there not counted")
    items: Annotated[dict[str, Annotated[int, Field(gt=0)]], Ref("items")] = Field(default_factory=dict)
    validity_days: int = Field(gt=0)


class PathStep(Row):
    """A training activity that a unit's path asks for by a target date."""

    unit: Annotated[str, Ref("units")]
    activity: Annotated[str, Ref("training_activities")]
    target: Minute
    weight: int = Field(ge=1, le=5, description="importance of the date")
    mandatory: bool


class Certification(Row):
    """A training activity that a unit has done; it holds for the activity's validity."""

    unit: Annotated[str, Ref("units")]
    activity: Annotated[str, Ref("training_activities")]
    obtained: Minute


class Instructors(Row):
    """How many instructors of one qualification are there, and when."""

    id: str
    qualification: str
    count: int = Field(ge=0)
    available_from: Minute | None = None
    available_to: Minute | None = None


class Area(Row):
    """A training area with room for so many units at once."""

    id: str
    name_fr: str
    name_en: str
    site: Annotated[str, Ref("sites")]
    kind: str
    capacity: int = Field(ge=0)
    open_days: str = Field(pattern="^[1-7]{1,7}$", description="ISO weekdays, 1 is Monday")
    open_from: DayMinute
    open_to: DayMinute
