"""Changes that say what is not there for a time, who supplies whom, and what becomes of one item of a plan."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from copilot.model.change.base import Addition, Edited, Removal, Step, Text, When, named
from copilot.model.noun import Message, Moment
from copilot.model.request import complete
from copilot.model.world.absence import Missing

COUNTED: dict[Missing, str] = {
    "asset": "assets",
    "drivers": "units",
    "instructors": "instructors",
    "technicians": "technicians",
    "bays": "workshops",
    "places": "areas",
    "docks": "sites",
}
"""The table whose row an absence names."""


class Absent(Edited):
    """From `start` to `end`, so many of something are not there; one that comes late is absent from the start on."""

    kind: Literal["absence"] = "absence"
    what: Missing
    of: str = Field(description="the vehicle, unit, row of people, workshop, area or site")
    count: int = Field(default=1, ge=1, le=10_000)
    start: When
    end: When

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.end <= self.start:
            raise ValueError("absence_without_length")
        if self.what == "asset" and self.count != 1:
            raise ValueError("one_asset_is_one")
        return self

    def steps(self) -> tuple[Step, ...]:
        return named(COUNTED[self.what], self.of), Addition("absences", self.model_dump(exclude={"kind"}))

    def label(self) -> Message:
        said: dict[str, Text] = {"of": f"@{COUNTED[self.what]}/{self.of}", "count": self.count}
        times: dict[str, Text] = {"start": f"t:{self.start}", "end": f"t:{self.end}"}
        return Message(code=f"change.absence_{self.what}", args=said | times)


class Sourced(Edited):
    """A site is supplied from some depots only, never from them, or from at most one of them.

    `only`: from these and no other. `never`: from none of these. `one_of`: from at most one of these. Without a site,
    each site; without an item, every item.
    """

    kind: Literal["sourcing"] = "sourcing"
    how: Literal["only", "never", "one_of"]
    depots: tuple[str, ...] = Field(min_length=1, max_length=50)
    site: str | None = None
    item: str | None = None

    def steps(self) -> tuple[Step, ...]:
        sites = self.depots if self.site is None else (self.site, *self.depots)
        items = () if self.item is None else (named("items", self.item),)
        rule = Addition("request/sourcing", self.model_dump(exclude={"kind"}))
        return (*(named("sites", site) for site in sites), *items, rule)

    def label(self) -> Message:
        said: dict[str, Text] = {"depots": ", ".join(self.depots)}
        said |= {} if self.site is None else {"site": f"@sites/{self.site}"}
        said |= {} if self.item is None else {"item": f"@items/{self.item}"}
        where, what = "_everywhere" if self.site is None else "", "" if self.item is None else "_item"
        return Message(code=f"change.sourcing_{self.how}{where}{what}", args=said)


class ItemAsked(Edited):
    """An item of the plan must not be done, must be done, begins `at` a minute or is done `with` vehicles named.

    The last word on an item holds.
    """

    kind: Literal["plan_item"] = "plan_item"
    name: str = Field(description="identifier of the item of the plan")
    how: Literal["forbidden", "forced", "at", "with"]
    start: Annotated[int | None, Moment()] = Field(
        default=None, ge=0, description="minutes after the start of the window, with `at`"
    )
    assets: tuple[str, ...] = Field(
        default=(),
        max_length=200,
        exclude_if=lambda assets: not assets,  # plans of before keep their hash
        description="all its vehicles, with `with` or `at`",
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        complete(self.how, self.start, self.assets)
        return self

    @classmethod
    def asked(cls, said: Mapping[str, object]) -> Collection[str]:
        return ("name", "how", *{"at": ("start", "assets"), "with": ("assets",)}.get(str(said.get("how")), ()))

    def steps(self) -> tuple[Step, ...]:
        row = {"item": self.name}
        said = {"item": self.name, "how": self.how, "start": self.start, "assets": self.assets}
        known = (named("assets", one) for one in self.assets)
        return *known, Removal("request/directives", row), Addition("request/directives", said)

    def label(self) -> Message:
        said: dict[str, Text] = {"name": self.name}
        said |= {} if self.start is None else {"start": f"t:{self.start}"}
        said |= {"assets": ", ".join(self.assets)} if self.assets else {}
        both = "_with" if self.how == "at" and self.assets else ""
        return Message(code=f"change.item_{self.how}{both}", args=said)
