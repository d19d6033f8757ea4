"""The model of a run that is replayed: everything it said is in the trail, so it is never asked."""

from collections.abc import Callable
from dataclasses import dataclass

from copilot.model.errors import OperatorError
from copilot.model.talk import Prompt, Reply


@dataclass(frozen=True)
class Recorded:
    """Implements Backend under the name of the model that answered then."""

    model: str

    def ask(self, prompt: Prompt, stopped: Callable[[], bool]) -> Reply:
        """OperatorError: the trail does not hold the answer to this question."""
        raise OperatorError("error.replay_missing", kind="model")
