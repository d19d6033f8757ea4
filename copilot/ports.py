"""What the inside asks of the outside, in protocols of one or two methods."""

from collections.abc import Callable
from typing import Protocol

from copilot.model.finding import Review
from copilot.model.ground import Ground
from copilot.model.noun import Message, Noun
from copilot.model.plan import Plan
from copilot.model.record import Kind
from copilot.model.request import Request
from copilot.model.talk import Prompt, Reply
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

    def __call__(self, plan: Plan, language: str, ground: Ground | None = None) -> bytes:
        """The document in that language; PlannerError when it cannot be made without the ground, and there is none."""


class Backend(Protocol):
    """A language model, wherever it runs; it is only ever asked, and asking twice does no harm."""

    @property
    def model(self) -> str:
        """The model's name, as plans and trails tell it."""

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """The model's answer, whole; BackendError when there is none.

        `stopped` is looked at while the answer is awaited: once it is true, the server is told to stop.
        """


class Trail(Protocol):
    """The journal of a run: what was asked of models, tools and solvers, and what they answered.

    A run that is taken up again reads here what it already knows, and asks only for the rest.
    """

    def recall(self, kind: Kind, source: str, asked: str) -> str | None:
        """What was answered to the same question of the same kind from the same source; None when it never was."""

    def record(self, kind: Kind, source: str, asked: str, answered: str) -> None:
        """Writes a question and its answer, for good; texts are canonical JSON."""
