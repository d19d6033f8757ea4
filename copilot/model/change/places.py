"""Changes of workshops, training areas and sites: room, people, hours."""

from typing import Literal

from pydantic import Field

from copilot.model.change.base import Addition, Cells, Edit, Edited, Opening, Step, Text, hour

Days = Field(pattern="^[1-7]{1,7}$", description="ISO weekdays, 1 is Monday")


class Bays(Edited):
    """A workshop has more or fewer bays."""

    kind: Literal["bays"] = "bays"
    workshop: str
    count: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("workshops", {"id": self.workshop}, "bays", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"workshop": f"@workshops/{self.workshop}"}


class WorkshopHours(Edited):
    """A workshop opens on other days or at other hours."""

    kind: Literal["workshop_hours"] = "workshop_hours"
    workshop: str
    days: str = Days
    opens: Opening
    closes: Opening

    def steps(self) -> tuple[Step, ...]:
        return _opening("workshops", self.workshop, self.days, self.opens, self.closes)

    def _said(self) -> dict[str, Text]:
        return {"workshop": f"@workshops/{self.workshop}", "opens": hour(self.opens), "closes": hour(self.closes)}


class TechniciansChanged(Edited):
    """A workshop has more or fewer technicians of a skill."""

    kind: Literal["technicians"] = "technicians"
    workshop: str
    skill: str
    count: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("technicians", {"workshop": self.workshop, "skill": self.skill}, "count", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"workshop": f"@workshops/{self.workshop}"}


class InstructorsChanged(Edited):
    """There are more or fewer instructors in a row of the table."""

    kind: Literal["instructors"] = "instructors"
    instructors: str
    count: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("instructors", {"id": self.instructors}, "count", "add", self.count),)


class InstructorsLent(Edited):
    """More instructors of a qualification, there for the whole window."""

    kind: Literal["instructors_lent"] = "instructors_lent"
    instructors: str
    qualification: str
    count: int = Field(gt=0)

    def steps(self) -> tuple[Step, ...]:
        cells: Cells = {"id": self.instructors, "qualification": self.qualification, "count": self.count}
        return (Addition("instructors", cells),)


class AreaPlaces(Edited):
    """A training area has room for more or fewer units."""

    kind: Literal["area"] = "area"
    area: str
    count: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("areas", {"id": self.area}, "capacity", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"area": f"@areas/{self.area}"}


class AreaHours(Edited):
    """A training area opens on other days or at other hours."""

    kind: Literal["area_hours"] = "area_hours"
    area: str
    days: str = Days
    opens: Opening
    closes: Opening

    def steps(self) -> tuple[Step, ...]:
        return _opening("areas", self.area, self.days, self.opens, self.closes)

    def _said(self) -> dict[str, Text]:
        return {"area": f"@areas/{self.area}", "opens": hour(self.opens), "closes": hour(self.closes)}


class Handling(Edited):
    """A site loads or unloads more or fewer vehicles at once."""

    kind: Literal["handling"] = "handling"
    site: str
    count: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("sites", {"id": self.site}, "handling_capacity", "add", self.count),)

    def _said(self) -> dict[str, Text]:
        return {"site": f"@sites/{self.site}"}


def _opening(table: str, row: str, days: str, opens: int, closes: int) -> tuple[Step, ...]:
    match = {"id": row}
    return (
        Edit(table, match, "open_days", "set", days),
        Edit(table, match, "open_from", "set", opens),
        Edit(table, match, "open_to", "set", closes),
    )
