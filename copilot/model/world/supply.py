"""What is held, and what is used up."""

from typing import Annotated, Literal

from pydantic import Field

from copilot.model.noun import Minute, Ref, Row

Carriage = Literal["general", "liquid"]
CARRIAGES: tuple[Carriage, ...] = ("general", "liquid")


class Item(Row):
    """Something held in stock; a spare part is an item of NATO class II and US class IX."""

    id: str
    name_fr: str
    name_en: str
    class_nato: Literal["I", "II", "III", "IIIa", "IV", "V"]
    class_us: Literal["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    unit: str = Field(description="unit of count, as read by a planner: L, kg, ration, piece")
    kg: float = Field(gt=0, description="mass of one unit, packed")
    m3: float = Field(ge=0, description="volume of one unit, packed")
    carriage: Carriage


class Stock(Row):
    """What a site holds of an item at the start of the window, spare parts included."""

    site: Annotated[str, Ref("sites")]
    item: Annotated[str, Ref("items")]
    quantity: int = Field(ge=0)
    minimum: int = Field(ge=0, description="level below which planners do not want to go")


class Phase(Row):
    """A stretch of the window with its own consumption."""

    id: str
    name_fr: str
    name_en: str
    start: Minute
    end: Minute


class Consumption(Row):
    """What a site uses of an item each day of a phase (of the whole window when no phase is named)."""

    site: Annotated[str, Ref("sites")]
    item: Annotated[str, Ref("items")]
    phase: Annotated[str | None, Ref("phases")] = None
    unit: Annotated[str | None, Ref("units")] = None
    per_day: int = Field(ge=0)


class Loss(Row):
    """A quantity of an item that a site no longer has from a minute on, or all that is left when that is less."""

    site: str
    item: str
    quantity: int = Field(gt=0)
    at: Minute


class PartOrder(Row):
    """A quantity of an item on its way to a site, expected at a date."""

    id: str
    item: Annotated[str, Ref("items")]
    quantity: int = Field(gt=0)
    site: Annotated[str, Ref("sites")]
    expected: Minute
