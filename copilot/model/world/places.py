"""Where things are and how one gets there."""

from typing import Annotated, Literal

from pydantic import Field

from copilot.model.noun import Minute, Ref, Row

VehicleClass = Literal["light", "heavy"]


class Site(Row):
    """A place of the support layout."""

    id: str
    name_fr: str
    name_en: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    kind: Literal["depot", "distribution", "workshop", "garrison", "camp", "command"]
    handling_capacity: int = Field(ge=0, description="vehicles loaded or unloaded at once")
    handling_minutes: int = Field(ge=0, description="time to load or unload the vehicles of one convoy")


class Leg(Row):
    """A stretch of road between two sites, usable both ways."""

    id: str
    origin: Annotated[str, Ref("sites")]
    destination: Annotated[str, Ref("sites")]
    km: float = Field(gt=0)
    hours_light: float = Field(gt=0, description="driving time of a light vehicle")
    hours_heavy: float = Field(gt=0, description="driving time of a heavy vehicle")
    load_class: int = Field(gt=0, description="highest military load class (MLC) that may pass")


class Closure(Row):
    """A leg that nobody can use from start to end."""

    leg: Annotated[str, Ref("legs")]
    start: Minute
    end: Minute
    reason_fr: str
    reason_en: str
