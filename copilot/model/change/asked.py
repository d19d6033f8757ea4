"""Changes of commitments, checks, training steps and milestones: what is asked, and by when."""

from typing import Literal, Self

from pydantic import model_validator

from copilot.model.change.base import Edit, Edited, Removal, Step, Text, When, named
from copilot.model.noun import Message


class CommitmentCancelled(Edited):
    """A commitment falls away."""

    kind: Literal["commitment_cancelled"] = "commitment_cancelled"
    commitment: str

    def steps(self) -> tuple[Step, ...]:
        return named("commitments", self.commitment), Removal("commitments", {"id": self.commitment})

    def _said(self) -> dict[str, Text]:
        return {"commitment": f"@commitments/{self.commitment}"}


class CommitmentMoved(Edited):
    """A commitment takes place at another time."""

    kind: Literal["commitment_moved"] = "commitment_moved"
    commitment: str
    start: When
    end: When

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.end <= self.start:
            raise ValueError("commitment_without_length")
        return self

    def steps(self) -> tuple[Step, ...]:
        row = {"id": self.commitment}
        return Edit("commitments", row, "start", "set", self.start), Edit("commitments", row, "end", "set", self.end)

    def _said(self) -> dict[str, Text]:
        said = {"start": f"t:{self.start}", "end": f"t:{self.end}"}
        return {"commitment": f"@commitments/{self.commitment}", **said}


class CheckTolerance(Edited):
    """A check may be so many days later (or must be so many days earlier) before its vehicles may not be used."""

    kind: Literal["tolerance"] = "tolerance"
    check: str
    days: int

    def steps(self) -> tuple[Step, ...]:
        return (Edit("check_rules", {"id": self.check}, "calendar_tolerance_days", "add", self.days),)

    def _said(self) -> dict[str, Text]:
        return {"check": f"@check_rules/{self.check}"}


class StepMoved(Edited):
    """A step of a unit's training path is wanted by another date."""

    kind: Literal["step_moved"] = "step_moved"
    unit: str
    activity: str
    target: When

    def steps(self) -> tuple[Step, ...]:
        return (Edit("training_paths", {"unit": self.unit, "activity": self.activity}, "target", "set", self.target),)

    def _said(self) -> dict[str, Text]:
        step = {"unit": f"@units/{self.unit}", "activity": f"@training_activities/{self.activity}"}
        return {**step, "target": f"t:{self.target}"}


class StepAsked(Edited):
    """A step of a unit's training path must be done, or may be left out."""

    kind: Literal["step_asked"] = "step_asked"
    unit: str
    activity: str
    mandatory: bool

    def steps(self) -> tuple[Step, ...]:
        row = {"unit": self.unit, "activity": self.activity}
        return (Edit("training_paths", row, "mandatory", "set", self.mandatory),)

    def label(self) -> Message:
        step: dict[str, Text] = {"unit": f"@units/{self.unit}", "activity": f"@training_activities/{self.activity}"}
        return Message(code="change.step_mandatory" if self.mandatory else "change.step_optional", args=step)


class DeadlineMoved(Edited):
    """A milestone is due at another time."""

    kind: Literal["deadline"] = "deadline"
    milestone: str
    due: When

    def steps(self) -> tuple[Step, ...]:
        return (Edit("request/milestones", {"id": self.milestone}, "due", "set", self.due),)

    def _said(self) -> dict[str, Text]:
        return {"due": f"t:{self.due}"}
