"""Changes of what weighs more or less, and of what no plan may exceed."""

from typing import Literal

from pydantic import Field

from copilot.model.change.base import Edit, Edited, Step, Text
from copilot.model.noun import Message
from copilot.model.request import Domain


class Priority(Edited):
    """A domain weighs more or less in the objective."""

    kind: Literal["priority"] = "priority"
    domain: Domain
    weight: int = Field(ge=1, le=5, description="5 weighs most")

    def steps(self) -> tuple[Step, ...]:
        return (Edit("request/priorities", {}, self.domain, "set", self.weight),)

    def label(self) -> Message:
        return Message(code=f"change.priority_{self.domain}", args={"weight": self.weight})


class EventPriority(Edited):
    """A technical event is more or less urgent."""

    kind: Literal["event_priority"] = "event_priority"
    event: str
    priority: int = Field(ge=1, le=5, description="1 is the most urgent")

    def steps(self) -> tuple[Step, ...]:
        return (Edit("technical_events", {"id": self.event}, "priority", "set", self.priority),)

    def _said(self) -> dict[str, Text]:
        return {"event": f"@technical_events/{self.event}"}


class ConvoySize(Edited):
    """A convoy has at most so many vehicles."""

    kind: Literal["convoy_size"] = "convoy_size"
    vehicles: int = Field(ge=1, le=1000)

    def steps(self) -> tuple[Step, ...]:
        return (Edit("request/limits", {}, "convoy_vehicles", "set", self.vehicles),)
