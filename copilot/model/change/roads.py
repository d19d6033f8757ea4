"""Changes of the roads, of the vehicles and of those who drive them."""

from typing import Literal

from pydantic import Field

from copilot.model.change.base import Addition, Cells, Edit, Edited, Removal, Step, Text, When, named
from copilot.model.noun import Message


class LegClosed(Edited):
    """Nobody can use a leg from `start` to `end`."""

    kind: Literal["leg_closed"] = "leg_closed"
    leg: str
    start: When
    end: When

    def steps(self) -> tuple[Step, ...]:
        span: Cells = {"leg": self.leg, "start": self.start, "end": self.end}
        return named("legs", self.leg), Addition("closures", {**span, "reason_fr": self.leg, "reason_en": self.leg})

    def _said(self) -> dict[str, Text]:
        return {"start": f"t:{self.start}", "end": f"t:{self.end}"}


class LegOpened(Edited):
    """A leg is closed no more."""

    kind: Literal["leg_opened"] = "leg_opened"
    leg: str

    def steps(self) -> tuple[Step, ...]:
        return named("legs", self.leg), Removal("closures", {"leg": self.leg})


class LegSlowed(Edited):
    """Driving a leg takes longer or less long: per cent of the hours written, for the whole window."""

    kind: Literal["leg_slowed"] = "leg_slowed"
    leg: str
    percent: int = Field(ge=10, le=1000)

    def steps(self) -> tuple[Step, ...]:
        hours = ("hours_light", "hours_heavy")
        return tuple(Edit("legs", {"id": self.leg}, column, "percent", self.percent) for column in hours)


class NightMovement(Edited):
    """Convoys may drive at night, or may not."""

    kind: Literal["night"] = "night"
    allowed: bool

    def steps(self) -> tuple[Step, ...]:
        return (Edit("request/limits", {}, "night_movement", "set", self.allowed),)

    def label(self) -> Message:
        return Message(code="change.night_allowed" if self.allowed else "change.night_forbidden")


class AssetLost(Edited):
    """A vehicle cannot be used any more."""

    kind: Literal["asset_lost"] = "asset_lost"
    asset: str

    def steps(self) -> tuple[Step, ...]:
        return (Edit("assets", {"id": self.asset}, "state", "set", "storage"),)

    def _said(self) -> dict[str, Text]:
        return {"asset": f"@assets/{self.asset}"}


class AssetBack(Edited):
    """A vehicle can be used again."""

    kind: Literal["asset_back"] = "asset_back"
    asset: str

    def steps(self) -> tuple[Step, ...]:
        return (Edit("assets", {"id": self.asset}, "state", "set", "available"),)

    def _said(self) -> dict[str, Text]:
        return {"asset": f"@assets/{self.asset}"}


class AssetLent(Edited):
    """One more vehicle, just checked, for the whole window."""

    kind: Literal["asset_lent"] = "asset_lent"
    asset: str
    type: str
    unit: str
    site: str

    def steps(self) -> tuple[Step, ...]:
        own = {"id": self.asset, "type": self.type, "unit": self.unit, "site": self.site}
        fresh = dict.fromkeys(("km", "hours", "last_check", "last_check_km", "last_check_hours"), 0)
        return (
            named("asset_types", self.type),
            named("units", self.unit),
            named("sites", self.site),
            Addition("assets", {**own, **fresh, "park": "psp", "state": "available"}),
        )

    def _said(self) -> dict[str, Text]:
        return {"type": f"@asset_types/{self.type}", "unit": f"@units/{self.unit}", "site": f"@sites/{self.site}"}


class Drivers(Edited):
    """A unit has more or fewer drivers."""

    kind: Literal["drivers"] = "drivers"
    unit: str
    count: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("units", {"id": self.unit}, "drivers", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"unit": f"@units/{self.unit}"}
