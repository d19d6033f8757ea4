"""A public instance: tasks in modes on renewable and non-renewable resources, the shortest whole wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Way:
    """A mode of a task: its duration and what it takes of each resource."""

    duration: int
    takes: Mapping[int, int]


@dataclass(frozen=True)
class Project:
    """Tasks with their modes and successors; resources with their capacities, renewed or used up.

    `machines`: resources are machines, which do one thing at a time (job shops).
    """

    name: str
    capacities: tuple[int, ...]
    renewable: tuple[bool, ...]
    tasks: tuple[tuple[Way, ...], ...]
    successors: tuple[tuple[int, ...], ...]
    machines: bool = False

    @cached_property
    def predecessors(self) -> tuple[tuple[int, ...], ...]:
        """What comes right before each task."""
        return tuple(
            tuple(before for before, after in enumerate(self.successors) if task in after)
            for task in range(len(self.tasks))
        )


@dataclass(frozen=True)
class Timetable:
    """Each task's start and mode."""

    starts: tuple[int, ...]
    modes: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """What a method found: a timetable or None, a proven bound or None, and whether it is proven best."""

    timetable: Timetable | None
    bound: int | None
    optimal: bool


def makespan(project: Project, found: Timetable) -> int:
    """When the last task ends."""
    pairs = zip(project.tasks, found.starts, found.modes, strict=True)
    return max(start + ways[mode].duration for ways, start, mode in pairs)
