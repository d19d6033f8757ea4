"""One typed edit of a world or of a request: what a planner says has changed, asks about, or adopts."""

from typing import Annotated

from pydantic import Field

from copilot.model.change.asked import (
    CheckTolerance,
    CommitmentCancelled,
    CommitmentMoved,
    DeadlineMoved,
    StepAsked,
    StepMoved,
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
    LegSlowed,
    NightMovement,
)
from copilot.model.change.rules import Absent, ItemAsked, Sourced
from copilot.model.change.supply import Demand, OrderMoved, Rate, StockChanged, StockLost, Supplied
from copilot.model.change.weights import ConvoySize, CostChanged, EventPriority, Priority

__all__ = [
    "Absent",
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
    "ConvoySize",
    "CostChanged",
    "DeadlineMoved",
    "Demand",
    "Drivers",
    "EventPriority",
    "Handling",
    "InstructorsChanged",
    "InstructorsLent",
    "ItemAsked",
    "LegClosed",
    "LegOpened",
    "LegSlowed",
    "NightMovement",
    "OrderMoved",
    "Priority",
    "Rate",
    "Sourced",
    "StepAsked",
    "StepMoved",
    "StockChanged",
    "StockLost",
    "Supplied",
    "TechniciansChanged",
    "WorkshopHours",
]

Change = Annotated[
    LegClosed
    | LegOpened
    | LegSlowed
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
    | Rate
    | StockChanged
    | StockLost
    | OrderMoved
    | Supplied
    | CommitmentCancelled
    | CommitmentMoved
    | CheckTolerance
    | StepMoved
    | StepAsked
    | DeadlineMoved
    | Priority
    | EventPriority
    | ConvoySize
    | CostChanged
    | Absent
    | Sourced
    | ItemAsked,
    Field(discriminator="kind"),
]
