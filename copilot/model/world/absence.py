"""What is not there for a time, told after the tables were written."""

from typing import Literal

from pydantic import Field

from copilot.model.noun import Minute, Row

Missing = Literal["asset", "drivers", "instructors", "technicians", "bays", "places", "docks"]
"""A vehicle, drivers of a unit, people of a row, bays of a workshop, places of an area, docks of a site."""


class Absence(Row):
    """So many of something are not there from start to end; `of` names the row that they are counted in."""

    what: Missing
    of: str
    count: int = Field(default=1, gt=0)
    start: Minute
    end: Minute
