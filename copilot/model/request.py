"""What the planner asks."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from copilot.model.noun import DayMinute, Language, Minute, Noun, Ref, Row

Domain = Literal["logistics", "maintenance", "preparation"]
DOMAINS: tuple[Domain, ...] = ("logistics", "maintenance", "preparation")
Marking = Literal["NP", "DR"]


class Milestone(Row):
    """A state to be reached or held.

    `supplied`: the site (every distribution site when none is named) never lacks the item (any item
    when none is named) before `due`. `ready`: the unit has finished its training path by `due`.
    `available`: at `due`, at least `target` per cent of the assets of the type can be used.
    """

    id: str
    kind: Literal["supplied", "ready", "available"]
    site: Annotated[str | None, Ref("sites")] = None
    item: Annotated[str | None, Ref("items")] = None
    unit: Annotated[str | None, Ref("units")] = None
    asset_type: Annotated[str | None, Ref("asset_types")] = None
    due: Minute
    target: int = Field(default=100, ge=0, le=100, description="per cent")


class Priorities(Noun):
    """How much each domain weighs in the objective, 1 (least) to 5."""

    logistics: int = Field(default=3, ge=1, le=5)
    maintenance: int = Field(default=3, ge=1, le=5)
    preparation: int = Field(default=3, ge=1, le=5)

    def of(self, domain: Domain) -> int:
        """The weight of one domain."""
        return {"logistics": self.logistics, "maintenance": self.maintenance, "preparation": self.preparation}[domain]


class Limits(Noun):
    """What no plan may exceed."""

    night_movement: bool = True
    day_from: DayMinute = 300
    day_to: DayMinute = 1320
    convoy_vehicles: int = Field(default=6, ge=1, description="most vehicles in one convoy")


class Sourcing(Row):
    """Which depots may supply a site (each site when none is named) with an item (with any when none is named).

    `only`: these and no other. `never`: none of these. `one_of`: at most one of these, whichever it is.
    """

    how: Literal["only", "never", "one_of"]
    depots: Annotated[tuple[str, ...], Ref("sites")] = Field(min_length=1)
    site: Annotated[str | None, Ref("sites")] = None
    item: Annotated[str | None, Ref("items")] = None


class Cost(Row):
    """What using something costs in the objective, beside kilometres.

    Each kilometre of each vehicle of a type; each vehicle of a convoy handled at a site; each job of a workshop; each
    training on an area.
    """

    what: Literal["asset_types", "sites", "workshops", "areas"]
    of: str
    amount: int = Field(ge=0, le=10_000)


class Directive(Row):
    """What the planner says of one item of a plan: not to be done, to be done, to begin `at` a minute.

    `with` names all its vehicles; so may `at`.
    """

    item: str
    how: Literal["forbidden", "forced", "at", "with"]
    start: Minute | None = None
    assets: Annotated[tuple[str, ...], Ref("assets")] = Field(
        default=(),
        exclude_if=lambda assets: not assets,  # plans of before keep their hash
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        complete(self.how, self.start, self.assets)
        return self


def complete(how: str, start: int | None, assets: tuple[str, ...]) -> None:
    """Raises ValueError unless what is said of an item has a start, and vehicles, where these mean anything."""
    if (how == "at") != (start is not None):
        raise ValueError("directive_start")
    if (how == "with" and not assets) or (assets and how not in ("at", "with")):
        raise ValueError("directive_assets")


class Request(Noun):
    """The planner's own words beside their structure; `sourcing`, `costs` and `directives` come by changes alone."""

    words: str
    language: Language = "fr"
    marking: Marking = "NP"
    caveats: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    priorities: Priorities = Priorities()
    limits: Limits = Limits()
    sourcing: tuple[Sourcing, ...] = ()
    costs: tuple[Cost, ...] = ()
    directives: tuple[Directive, ...] = ()


ASKED: dict[str, type[Row]] = {
    "milestones": Milestone,
    "sourcing": Sourcing,
    "costs": Cost,
    "directives": Directive,
}
"""The parts of a request that are tables, by name."""
