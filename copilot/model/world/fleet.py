"""Vehicles, their types, and what wears them."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from copilot.model.noun import Minute, Ref, Row
from copilot.model.world.places import VehicleClass

Counter = Literal["km", "h"]


class AssetType(Row):
    """A model of vehicle or of equipment."""

    id: str
    name_fr: str
    name_en: str
    vehicle_class: VehicleClass
    load_class: int = Field(gt=0, description="military load class (MLC), loaded")
    payload_kg: float = Field(ge=0)
    payload_m3: float = Field(ge=0)
    carriage: Literal["general", "liquid", "none"]
    speed_kmh: float = Field(gt=0, description="highest cruising speed in convoy")
    fuel_l_per_100km: float = Field(ge=0)
    crew: int = Field(ge=0, description="drivers taken from the unit while the asset is in use")
    weibull_shape: float = Field(gt=0)
    weibull_scale: float = Field(gt=0, description="in weibull_unit, counted since the last check")
    weibull_unit: Counter


class Asset(Row):
    """One vehicle, by its registration."""

    id: str
    type: Annotated[str, Ref("asset_types")]
    unit: Annotated[str, Ref("units")]
    site: Annotated[str, Ref("sites")]
    park: Literal["psp", "pe", "pa", "pg"]
    km: int = Field(ge=0)
    hours: int = Field(ge=0)
    last_check: Minute
    last_check_km: int = Field(ge=0)
    last_check_hours: int = Field(ge=0)
    state: Literal["available", "down", "storage"]

    def used(self, counter: Counter) -> int:
        """What the counter has added since the last check."""
        return self.km - self.last_check_km if counter == "km" else self.hours - self.last_check_hours


class LifeRecord(Row):
    """How one life between two checks of a vehicle of a type ended: it failed, or it was withdrawn (checked) before."""

    id: str
    asset_type: Annotated[str, Ref("asset_types")]
    use: int = Field(gt=0, description="in the type's weibull_unit, from the check before to the end")
    outcome: Literal["failed", "withdrawn"]


class Reading(Row):
    """What a gauge read (oil analysis, temperature, vibration) on a life of the records, or on a vehicle of today."""

    life: Annotated[str | None, Ref("life_records")] = None
    asset: Annotated[str | None, Ref("assets")] = None
    use: int = Field(ge=0, description="in the type's weibull_unit, since the check before")
    gauge: str = Field(description="what was read, in one word")
    value: float

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.life is None) == (self.asset is None):
            raise ValueError("reading_of_one")
        return self


class Commitment(Row):
    """A task given from outside that takes vehicles away for a time."""

    id: str
    name_fr: str
    name_en: str
    unit: Annotated[str, Ref("units")]
    asset_type: Annotated[str, Ref("asset_types")]
    count: int = Field(gt=0)
    site: Annotated[str, Ref("sites")]
    start: Minute
    end: Minute
    km: int = Field(ge=0, description="added to each vehicle")
    mandatory: bool
    value: int = Field(ge=0, le=5, description="importance, 0 to 5")
