"""What is said of a set of fine-tuning files, beside them."""

from typing import Any

from pydantic import Field

from copilot.model.noun import Noun
from copilot.model.request import Marking

SCHEMA_VERSION = 1


class Written(Noun):
    """One file: its name, its SHA-256, how long it is."""

    name: str
    sha256: str
    lines: int
    bytes: int


class Counted(Noun):
    """What one speaker gave: examples to learn from and to validate with, and preferences."""

    train: int = 0
    validation: int = 0
    preferences: int = 0


class Origin(Noun):
    """A run that lines come from, and the head of its trail, which `intendance trail RUN --head HASH` verifies."""

    run: str
    scenario: str
    model: str
    marking: Marking
    head: str
    examples: int = 0
    preferences: int = 0


class LeftOut(Noun):
    """How many were left out, by reason: whole runs, conversations of the runs that are in, preferences."""

    runs: dict[str, int] = Field(default_factory=dict)
    conversations: dict[str, int] = Field(default_factory=dict)
    preferences: dict[str, int] = Field(default_factory=dict)


class Manifest(Noun):
    """Everything that tells where the files come from; the same for the same store and the same choices.

    `marking` is the highest of what is inside.
    """

    schema_version: int = SCHEMA_VERSION
    product: str
    marking: Marking
    most_marking: Marking
    validation_share: float
    excluded_texts: int
    files: tuple[Written, ...] = ()
    sources: dict[str, Counted] = Field(default_factory=dict)
    left_out: LeftOut = LeftOut()
    runs: tuple[Origin, ...] = ()
    schemas: dict[str, dict[str, Any]] = Field(default_factory=dict, description="of an example, and of a preference")
