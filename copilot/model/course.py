"""Courses of action: what each one leans to, and what a planner compares them on."""

from typing import Literal

from pydantic import Field

from copilot.model.noun import Noun

Course = Literal["balanced", "fastest", "leanest", "robust", "logistics", "maintenance", "preparation"]
COURSES: tuple[Course, ...] = ("balanced", "fastest", "leanest", "robust")
EFFORTS: tuple[Course, ...] = ("logistics", "maintenance", "preparation")
"""The courses that put the main effort on one domain."""


class Criteria(Noun):
    """What a plan is compared on; less is better, save for `slack`.

    `goal`: mandatory tasks left out. `dropped`: value of the other tasks left out. `late`: hours past due dates and
    wanted dates. `ends`: the mean hour at which items end. `km`: vehicle-kilometres. `vehicles`: different ones used.
    `slack`: hours between the end of an item and its first due date, the mean of the shortest quarter.
    """

    goal: int
    dropped: int
    late: int
    ends: int
    km: int
    vehicles: int
    slack: int


class Measured(Noun):
    """A plan, its verdict, its objective in the planner's own weights, and its criteria."""

    plan: str
    verdict: str
    objective: int
    criteria: Criteria


class Line(Measured):
    """One course."""

    course: Course


class Dropped(Noun):
    """A course that was drafted and is not offered, and the one that makes it useless.

    `dominated`: the other is nowhere worse and somewhere better. `alike`: too few items differ. `invalid`: the checker
    does not hold it to be valid.
    """

    course: Course
    seed: int
    why: Literal["dominated", "alike", "invalid"]
    by: Course | None = None


class Comparison(Noun):
    """The courses beside one another; `distances`: share of items that differ, in per cent, for each pair.

    `dropped`: what was drafted beside them. `reference`: what each office in turn makes of the same world with the same
    effort, which is nothing to choose.
    """

    lines: tuple[Line, ...]
    distances: dict[str, int] = Field(description='per cent, by "course/course"')
    dropped: tuple[Dropped, ...] = ()
    reference: Measured | None = None
