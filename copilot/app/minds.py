"""Which model answers a run."""

from importlib import import_module

from copilot.adapters.models.scripted import Scripted
from copilot.ports import Backend
from copilot.settings import Settings

NONE, SCRIPTED = "none", "scripted"


def backend_of(model: str, settings: Settings) -> Backend | None:
    """The model of a name: None for `none`, the one that ships with the product, or one that vLLM serves."""
    if model == NONE:
        return None
    if model == SCRIPTED:
        return Scripted()
    # The client of the server takes seconds to load, which nobody who plans without one should wait for.
    served: Backend = import_module("copilot.adapters.models.vllm").Vllm(settings.model_copy(update={"model": model}))
    return served
