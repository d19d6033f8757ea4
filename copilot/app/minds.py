"""Which model answers a run."""

from copilot.adapters.models.scripted import Scripted
from copilot.ports import Backend
from copilot.settings import Settings

NONE, SCRIPTED = "none", "scripted"


def backend_of(model: str, settings: Settings) -> Backend | None:
    """The model of a name: None for `none`, the one that ships with the product, or one that vLLM serves."""
    if model == NONE:
        return None
    return Scripted()
