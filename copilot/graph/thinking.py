"""What a run thinks with: a model, the caps on it, and what all its prompts begin with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from copilot.graph.gateway import Caps
from copilot.model.noun import Language
from copilot.ports import Backend


def never() -> bool:
    """Nobody stops the run."""
    return False


@dataclass(frozen=True)
class Thinking:
    """A model and how it may be used; `context` is the message that comes first in every prompt of the run."""

    backend: Backend
    context: str
    language: Language
    caps: Caps = field(default_factory=Caps)
    stopped: Callable[[], bool] = never
