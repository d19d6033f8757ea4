"""Changes of what is used up, of what is held and of what comes in."""

from typing import Literal

from pydantic import Field

from copilot.model.change.base import Addition, Edit, Edited, Removal, Step, Text, When, named
from copilot.model.noun import Message


class Demand(Edited):
    """A site uses more or less of an item: per cent of what was planned."""

    kind: Literal["demand"] = "demand"
    site: str
    item: str
    percent: int = Field(ge=0, le=1000)

    def steps(self) -> tuple[Step, ...]:
        return (Edit("consumption", {"site": self.site, "item": self.item}, "per_day", "percent", self.percent),)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}", "item": f"@items/{self.item}"}


class Rate(Edited):
    """A site uses so much of an item each day, whatever was written: in one phase, or in the whole window."""

    kind: Literal["rate"] = "rate"
    site: str
    item: str
    phase: str | None = None
    per_day: int = Field(ge=0, le=10_000_000)

    def steps(self) -> tuple[Step, ...]:
        place: dict[str, str] = {"site": self.site, "item": self.item}
        phase = {} if self.phase is None else {"phase": self.phase}
        rows = {"sites": self.site, "items": self.item} | ({} if self.phase is None else {"phases": self.phase})
        cells = place | {"phase": self.phase, "per_day": self.per_day}
        known = (named(table, row) for table, row in rows.items())
        return *known, Removal("consumption", place | phase), Addition("consumption", cells)

    def label(self) -> Message:
        said: dict[str, Text] = {"site": f"@sites/{self.site}", "item": f"@items/{self.item}", "per_day": self.per_day}
        if self.phase is None:
            return Message(code="change.rate", args=said)
        return Message(code="change.rate_in_phase", args=said | {"phase": f"@phases/{self.phase}"})


class StockChanged(Edited):
    """A stock at the start is larger or smaller."""

    kind: Literal["stock"] = "stock"
    site: str
    item: str
    quantity: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("stocks", {"site": self.site, "item": self.item}, "quantity", "add", self.quantity),)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}", "item": f"@items/{self.item}"}


class StockLost(Edited):
    """At a minute a site loses a quantity of an item, or all that is left: spoiled, destroyed, given away."""

    kind: Literal["stock_lost"] = "stock_lost"
    site: str
    item: str
    quantity: int = Field(gt=0)
    at: When

    def steps(self) -> tuple[Step, ...]:
        cells = self.model_dump(exclude={"kind"})
        return named("sites", self.site), named("items", self.item), Addition("losses", cells)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}", "item": f"@items/{self.item}", "at": f"t:{self.at}"}


class OrderMoved(Edited):
    """What was ordered comes at another time."""

    kind: Literal["order_moved"] = "order_moved"
    order: str
    expected: When

    def steps(self) -> tuple[Step, ...]:
        return (Edit("part_orders", {"id": self.order}, "expected", "set", self.expected),)

    def _said(self) -> dict[str, Text]:
        return {"expected": f"t:{self.expected}"}


class Supplied(Edited):
    """A quantity of an item that nobody had ordered comes to a site."""

    kind: Literal["supplied"] = "supplied"
    order: str
    site: str
    item: str
    quantity: int = Field(gt=0)
    expected: When

    def steps(self) -> tuple[Step, ...]:
        cells = {"id": self.order, **self.model_dump(include={"site", "item", "quantity", "expected"})}
        return named("sites", self.site), named("items", self.item), Addition("part_orders", cells)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}", "item": f"@items/{self.item}", "expected": f"t:{self.expected}"}
