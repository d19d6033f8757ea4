"""Readers of the public formats: Patterson (RCPSP), MMLIB and PSPLIB (multi-mode), job shop and flexible job shop."""

from collections.abc import Callable, Mapping
from pathlib import Path

import psplib

from bench.families.project import Project, Way


def rcpsp(path: Path) -> Project:
    """A project in Patterson's format."""
    return _project(path, "patterson")


def mmrcpsp(path: Path) -> Project:
    """A multi-mode project in the format of PSPLIB and MMLIB."""
    return _project(path, "psplib")


def jsp(path: Path) -> Project:
    """A job shop: jobs, machines, a row of durations a job, then a row of machines (from 1) a job."""
    lines = _numbers(path)
    jobs, machines = lines[0][0], lines[1][0]
    durations, orders = lines[2 : 2 + jobs], lines[2 + jobs : 2 + 2 * jobs]
    ways: list[tuple[Way, ...]] = [
        (Way(duration, {machine - 1: 1}),)
        for row, order in zip(durations, orders, strict=True)
        for duration, machine in zip(row, order, strict=True)
    ]
    return _shop(path.name, machines, [machines] * jobs, ways)


def fjsp(path: Path) -> Project:
    """A flexible job shop: jobs, machines, each job's operations, a row of durations an operation, 0: not there."""
    lines = _numbers(path)
    machines, operations = lines[1][0], lines[2]
    ways = [tuple(Way(duration, {machine: 1}) for machine, duration in enumerate(row) if duration) for row in lines[3:]]
    return _shop(path.name, machines, operations, ways)


READERS: Mapping[str, Callable[[Path], Project]] = {"rcpsp": rcpsp, "mmrcpsp": mmrcpsp, "jsp": jsp, "fjsp": fjsp}


def _project(path: Path, form: str) -> Project:
    read = psplib.parse(path, instance_format=form)
    return Project(
        name=path.name,
        capacities=tuple(resource.capacity for resource in read.resources),
        renewable=tuple(resource.renewable for resource in read.resources),
        tasks=tuple(
            tuple(Way(mode.duration, {k: q for k, q in enumerate(mode.demands) if q}) for mode in activity.modes)
            for activity in read.activities
        ),
        successors=tuple(tuple(activity.successors) for activity in read.activities),
    )


def _numbers(path: Path) -> list[list[int]]:
    rows = path.read_text(encoding="utf-8").splitlines()
    return [[int(word) for word in row.split()] for row in rows if row.strip()]


def _shop(name: str, machines: int, operations: list[int], ways: list[tuple[Way, ...]]) -> Project:
    """Operations of a job follow one another."""
    successors: list[tuple[int, ...]] = []
    for count in operations:
        first = len(successors)
        successors += [(first + place + 1,) for place in range(count - 1)] + [()] * (count > 0)
    if len(successors) != len(ways):
        raise ValueError(f"{name}: {len(successors)} operations announced, {len(ways)} found")
    return Project(name, (1,) * machines, (True,) * machines, tuple(ways), tuple(successors), machines=True)
