"""One typed edit of a world or of a request: what a planner says has changed, asks about, or adopts."""

from typing import Annotated

from pydantic import Field

from copilot.model.change.asked import (
    CheckTolerance,
    CommitmentCancelled,
    CommitmentMoved,
    DeadlineMoved,
    Demand,
    OrderMoved,
    StepAsked,
    StepMoved,
    StockChanged,
    Supplied,
)
from copilot.model.change.places import (
    AreaHours,
    AreaPlaces,
    Bays,
    Handling,
    InstructorsChanged,
    InstructorsLent,
    TechniciansChanged,
    WorkshopHours,
)
from copilot.model.change.roads import (
    AssetBack,
    AssetLent,
    AssetLost,
    Drivers,
    LegClosed,
    LegOpened,
    NightMovement,
)

__all__ = [
    "AreaHours",
    "AreaPlaces",
    "AssetBack",
    "AssetLent",
    "AssetLost",
    "Bays",
    "Change",
    "CheckTolerance",
    "CommitmentCancelled",
    "CommitmentMoved",
    "DeadlineMoved",
    "Demand",
    "Drivers",
    "Handling",
    "InstructorsChanged",
    "InstructorsLent",
    "LegClosed",
    "LegOpened",
    "NightMovement",
    "OrderMoved",
    "StepAsked",
    "StepMoved",
    "StockChanged",
    "Supplied",
    "TechniciansChanged",
    "WorkshopHours",
]

Change = Annotated[
    LegClosed
    | LegOpened
    | NightMovement
    | AssetLost
    | AssetBack
    | AssetLent
    | Drivers
    | Bays
    | WorkshopHours
    | TechniciansChanged
    | InstructorsChanged
    | InstructorsLent
    | AreaPlaces
    | AreaHours
    | Handling
    | Demand
    | StockChanged
    | OrderMoved
    | Supplied
    | CommitmentCancelled
    | CommitmentMoved
    | CheckTolerance
    | StepMoved
    | StepAsked
    | DeadlineMoved,
    Field(discriminator="kind"),
]
