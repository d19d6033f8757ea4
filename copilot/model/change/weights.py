"""Changes of what weighs more or less, and of what no plan may exceed."""

from typing import Literal

from pydantic import Field

from copilot.model.change.base import Addition, Edit, Edited, Removal, Step, Text, named
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


class CostChanged(Edited):
    """Using something costs so much in the objective, beside kilometres; 0 takes the cost away.

    `asset_types`: each kilometre of each vehicle. `sites`: each vehicle of a convoy loaded or unloaded there.
    `workshops`: each job. `areas`: each training.
    """

    kind: Literal["cost"] = "cost"
    what: Literal["asset_types", "sites", "workshops", "areas"]
    of: str
    amount: int = Field(ge=0, le=10_000)

    def steps(self) -> tuple[Step, ...]:
        row = {"what": self.what, "of": self.of}
        cost = (Addition("request/costs", row | {"amount": self.amount}),) if self.amount else ()
        return named(self.what, self.of), Removal("request/costs", row), *cost

    def label(self) -> Message:
        return Message(code=f"change.cost_{self.what}", args={"of": f"@{self.what}/{self.of}", "amount": self.amount})
