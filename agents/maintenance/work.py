"""A job on one vehicle, before a workshop has been chosen for it."""

from dataclasses import dataclass
from typing import Literal

from copilot.model.activity import Activity, Delay, Mode, Subject, Unmet
from copilot.model.noun import Message
from copilot.model.world import Asset, CheckRule, TechnicalEvent

Job = CheckRule | TechnicalEvent


@dataclass(frozen=True)
class Work:
    """What is to be done, by when, what an hour's delay costs and what leaving it undone costs."""

    name: str
    kind: Literal["check", "repair"]
    job: Job
    asset: Asset
    label: Message
    due: int
    weight: int
    value: int
    sources: tuple[str, ...]

    def activity(self, modes: tuple[Mode, ...]) -> Activity:
        """The job with the workshops to choose from."""
        return Activity(
            id=self.name,
            domain="maintenance",
            kind=self.kind,
            label=self.label,
            subject=Subject(asset=self.asset.id, unit=self.asset.unit, reference=self.job.id),
            delays=(Delay(code="late.maintenance", after=self.due, weight=self.weight),),
            value=self.value,
            sources=self.sources,
            modes=modes,
        )

    def unmet(self) -> Unmet:
        """The job that no workshop can do."""
        args: dict[str, str | int | float] = {"kind": self.job.workshop_kind, "level": self.job.level}
        return Unmet(
            id=self.name,
            domain="maintenance",
            label=self.label,
            cause=Message(code="cause.no_workshop", args=args),
            value=self.value,
            sources=self.sources,
        )
