"""What a unit still has to learn."""

from copilot.model.clock import DAY
from copilot.model.noun import Noun
from copilot.model.world import PathStep, World


class Gap(Noun):
    """Training activities that a unit must still do, prerequisites first, each with the path step that asks for it."""

    unit: str
    steps: tuple[tuple[str, str], ...]
    held: tuple[str, ...]


def certified(world: World, unit: str, activity: str, minute: int) -> bool:
    """True when the unit has done the activity and it is still valid at a minute."""
    validity = DAY * world.training_activity[activity].validity_days
    return any(
        row.obtained <= minute <= row.obtained + validity
        for row in world.certifications
        if (row.unit, row.activity) == (unit, activity)
    )


def training_gap(world: World, unit: str) -> Gap:
    """What a unit lacks on its training path: (activity, path step that needs it), and what it already holds.

    Args:
        unit: identifier of the unit.
    """
    steps: dict[str, str] = {}
    held: list[str] = []
    for step in path(world, unit):
        if certified(world, unit, step.activity, step.target):
            held.append(step.activity)
            continue
        for needed in _with_prerequisites(world, unit, step):
            steps.setdefault(needed, step.activity)
    return Gap(unit=unit, steps=tuple(steps.items()), held=tuple(held))


def path(world: World, unit: str) -> list[PathStep]:
    """The steps of a unit's training path, in the order of the table."""
    return [step for step in world.training_paths if step.unit == unit]


def _with_prerequisites(world: World, unit: str, step: PathStep) -> list[str]:
    needed: list[str] = []

    def visit(activity: str) -> None:
        for prerequisite in world.training_activity[activity].prerequisites:
            if prerequisite not in needed and not certified(world, unit, prerequisite, step.target):
                visit(prerequisite)
        needed.append(activity)

    visit(step.activity)
    return needed
