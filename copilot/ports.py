"""What the inside asks of the outside, in protocols of one or two methods."""

from typing import Protocol

from copilot.model.finding import Review
from copilot.model.noun import Message, Noun
from copilot.model.plan import Plan
from copilot.model.request import Request
from copilot.model.world import World


class Event(Noun):
    """Something that happened in a run: who reports it, and what to say."""

    source: str
    message: Message


class Progress(Protocol):
    """Told each event of a run as it happens."""

    def __call__(self, event: Event) -> None:
        """Records or shows the event."""


class Checker(Protocol):
    """Judges a plan against the world and the request, knowing nothing of how it was made."""

    def __call__(self, world: World, request: Request, plan: Plan, parent: Plan | None = None) -> Review:
        """The verdict and every finding; with the parent plan, decisions are held against what they were taken on."""


class Exporter(Protocol):
    """Turns a plan into the bytes of a document."""

    def __call__(self, plan: Plan, language: str) -> bytes:
        """The document in that language."""
