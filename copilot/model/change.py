"""One typed edit of a world or of a request: what a planner says has changed, or asks about."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from copilot.model.noun import Message, Noun

Text = str | int | float


class Edit(NamedTuple):
    """What a change does to the rows of a table (or of `request`) that match: sets, adds to or scales a column."""

    table: str
    match: dict[str, str]
    column: str
    how: Literal["set", "add", "percent"]
    value: str | int | bool


class _Change(Noun):
    """What every change has: the rows it edits, and how it is said."""

    def edits(self) -> tuple[Edit, ...]:
        """The edits that the change stands for."""
        raise NotImplementedError

    def label(self) -> Message:
        """The change in the planner's words."""
        args: dict[str, Text] = {name: value for name, value in self.model_dump().items() if name != "kind"}
        return Message(code=f"change.{self.model_dump()['kind']}", args=args | self._said())

    def _said(self) -> dict[str, Text]:
        return {}


class LegClosed(_Change):
    """Nobody can use a leg from `start` to `end`."""

    kind: Literal["leg_closed"] = "leg_closed"
    leg: str
    start: int
    end: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("legs", {"id": self.leg}, "id", "set", self.leg),)

    def _said(self) -> dict[str, Text]:
        return {"start": f"t:{self.start}", "end": f"t:{self.end}"}


class LegOpened(_Change):
    """A leg is closed no more."""

    kind: Literal["leg_opened"] = "leg_opened"
    leg: str

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("legs", {"id": self.leg}, "id", "set", self.leg),)


class AssetLost(_Change):
    """A vehicle cannot be used any more."""

    kind: Literal["asset_lost"] = "asset_lost"
    asset: str

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("assets", {"id": self.asset}, "state", "set", "storage"),)

    def _said(self) -> dict[str, Text]:
        return {"asset": f"@assets/{self.asset}"}


class AssetBack(_Change):
    """A vehicle can be used again."""

    kind: Literal["asset_back"] = "asset_back"
    asset: str

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("assets", {"id": self.asset}, "state", "set", "available"),)

    def _said(self) -> dict[str, Text]:
        return {"asset": f"@assets/{self.asset}"}


class Demand(_Change):
    """A site uses more or less of an item: per cent of what was planned."""

    kind: Literal["demand"] = "demand"
    site: str
    item: str
    percent: int = Field(ge=0, le=1000)

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("consumption", {"site": self.site, "item": self.item}, "per_day", "percent", self.percent),)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}", "item": f"@items/{self.item}"}


class StockChanged(_Change):
    """A stock at the start is larger or smaller."""

    kind: Literal["stock"] = "stock"
    site: str
    item: str
    quantity: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("stocks", {"site": self.site, "item": self.item}, "quantity", "add", self.quantity),)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}", "item": f"@items/{self.item}"}


class OrderMoved(_Change):
    """What was ordered comes at another time."""

    kind: Literal["order_moved"] = "order_moved"
    order: str
    expected: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("part_orders", {"id": self.order}, "expected", "set", self.expected),)

    def _said(self) -> dict[str, Text]:
        return {"expected": f"t:{self.expected}"}


class Bays(_Change):
    """A workshop has more or fewer bays."""

    kind: Literal["bays"] = "bays"
    workshop: str
    count: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("workshops", {"id": self.workshop}, "bays", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"workshop": f"@workshops/{self.workshop}"}


class WorkshopHours(_Change):
    """A workshop opens on other days (ISO, 1 is Monday) or at other hours (minutes after midnight)."""

    kind: Literal["workshop_hours"] = "workshop_hours"
    workshop: str
    days: str = Field(pattern="^[1-7]{1,7}$")
    opens: int = Field(ge=0, le=1440)
    closes: int = Field(ge=0, le=1440)

    def edits(self) -> tuple[Edit, ...]:
        row = {"id": self.workshop}
        return (
            Edit("workshops", row, "open_days", "set", self.days),
            Edit("workshops", row, "open_from", "set", self.opens),
            Edit("workshops", row, "open_to", "set", self.closes),
        )

    def _said(self) -> dict[str, Text]:
        opens, closes = (f"{minute // 60:02}:{minute % 60:02}" for minute in (self.opens, self.closes))
        return {"workshop": f"@workshops/{self.workshop}", "opens": opens, "closes": closes}


class TechniciansChanged(_Change):
    """A workshop has more or fewer technicians of a skill."""

    kind: Literal["technicians"] = "technicians"
    workshop: str
    skill: str
    count: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("technicians", {"workshop": self.workshop, "skill": self.skill}, "count", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"workshop": f"@workshops/{self.workshop}"}


class InstructorsChanged(_Change):
    """There are more or fewer instructors in a row of the table."""

    kind: Literal["instructors"] = "instructors"
    instructors: str
    count: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("instructors", {"id": self.instructors}, "count", "add", self.count),)


class AreaPlaces(_Change):
    """A training area has room for more or fewer units."""

    kind: Literal["area"] = "area"
    area: str
    count: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("areas", {"id": self.area}, "capacity", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"area": f"@areas/{self.area}"}


class CommitmentCancelled(_Change):
    """A commitment falls away."""

    kind: Literal["commitment_cancelled"] = "commitment_cancelled"
    commitment: str

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("commitments", {"id": self.commitment}, "id", "set", self.commitment),)

    def _said(self) -> dict[str, Text]:
        return {"commitment": f"@commitments/{self.commitment}"}


class DeadlineMoved(_Change):
    """A milestone is due at another time."""

    kind: Literal["deadline"] = "deadline"
    milestone: str
    due: int

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("request/milestones", {"id": self.milestone}, "due", "set", self.due),)

    def _said(self) -> dict[str, Text]:
        return {"due": f"t:{self.due}"}


class NightMovement(_Change):
    """Convoys may drive at night, or may not."""

    kind: Literal["night"] = "night"
    allowed: bool

    def edits(self) -> tuple[Edit, ...]:
        return (Edit("request", {}, "night_movement", "set", self.allowed),)

    def label(self) -> Message:
        return Message(code="change.night_allowed" if self.allowed else "change.night_forbidden")


Change = Annotated[
    LegClosed
    | LegOpened
    | AssetLost
    | AssetBack
    | Demand
    | StockChanged
    | OrderMoved
    | Bays
    | WorkshopHours
    | TechniciansChanged
    | InstructorsChanged
    | AreaPlaces
    | CommitmentCancelled
    | DeadlineMoved
    | NightMovement,
    Field(discriminator="kind"),
]
