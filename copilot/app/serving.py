"""How a Mistral model is served with vLLM: the command, its environment, and the models that are known."""

import json
import os
import shlex
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from copilot.model.errors import InstallError
from copilot.model.noun import Noun

ENVIRONMENT: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    "VLLM_NO_USAGE_STATS": "1",
}
"""Nothing is fetched, counted or told to anyone."""
MISTRAL = ("--tokenizer-mode", "mistral", "--config-format", "mistral", "--load-format", "mistral")
TOOLS = ("--enable-auto-tool-choice", "--tool-call-parser", "mistral")
STRUCTURED = ("--structured-outputs-config", '{"backend":"guidance","disable_any_whitespace":true}')
"""Not xgrammar: it takes the marks of the Mistral format for plain text, so that tools are called past their schema."""
BATCHED = 16384
"""The most tokens computed at once: a longer prompt is computed in pieces, and others are answered between them."""
RANKS = (8, 16, 32, 64, 128, 256, 320, 512)
"""The ranks of an adapter that vLLM makes room for."""


class Preset(Noun):
    """A model that is known: its licence, the GPU memory that it needs at least if that is told, what is added."""

    model: str
    licence: str
    memory_gb: int | None = Field(default=None, gt=0)
    hardware: str
    gpus: int = Field(default=1, ge=1)
    extra: tuple[str, ...] = ()
    note: str = ""


class Adapter(Noun):
    """One LoRA adapter, for all agents: with one each, no agent could use what another's prompt left in the cache."""

    name: str = Field(min_length=1)
    folder: Path


class Serving(Noun):
    """What is to be served, where, and on how many machines."""

    model: str
    name: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    adapter: Adapter | None = None
    nodes: int = Field(default=1, ge=1)
    gpus: int | None = Field(default=None, ge=1)
    longest: int = Field(default=65536, ge=1)
    extra: tuple[str, ...] = ()


@cache
def presets() -> Mapping[str, Preset]:
    """The models that are known, by their short names."""
    text = files("copilot.app").joinpath("served.toml").read_text(encoding="utf-8")
    return {name: Preset(**entry) for name, entry in tomllib.loads(text).items()}


def command(serving: Serving, start: Sequence[str] = ("vllm", "serve")) -> tuple[str, ...]:
    """The command that serves it; `start` is what comes before the model's name."""
    preset = presets().get(serving.model)
    gpus = serving.gpus or (preset.gpus if preset else 1)
    return (
        *start,
        preset.model if preset else serving.model,
        *("--served-model-name", serving.name or _short(serving.model)),
        *("--host", serving.host, "--port", str(serving.port)),
        *MISTRAL,
        *TOOLS,
        *STRUCTURED,
        "--enable-prefix-caching",
        *("--max-model-len", str(serving.longest)),
        *("--max-num-batched-tokens", str(min(serving.longest, BATCHED))),
        *(("--tensor-parallel-size", str(gpus)) if gpus > 1 else ()),
        *_spread(serving.nodes),
        *(_adapted(serving.adapter) if serving.adapter else ()),
        *(preset.extra if preset else ()),
        *serving.extra,
    )


def shown(words: Sequence[str]) -> str:
    """Environment and command as one types them in a shell."""
    return " ".join([*(f"{name}={value}" for name, value in ENVIRONMENT.items()), shlex.join(words)])


def environment(key: str) -> dict[str, str]:
    """This process's environment with everything talkative off, and the key where no process list shows it."""
    return dict(os.environ) | dict(ENVIRONMENT) | ({"VLLM_API_KEY": key} if key else {})


def _short(model: str) -> str:
    """The name that a model is served under: its preset's, or the last part of its path."""
    return Path(model).name


def _spread(nodes: int) -> tuple[str, ...]:
    """Layers cut over the machines of a Ray cluster, each layer over the GPUs of one of them."""
    if nodes == 1:
        return ()
    return ("--pipeline-parallel-size", str(nodes), "--distributed-executor-backend", "ray")


def _adapted(adapter: Adapter) -> tuple[str, ...]:
    room = next((room for room in RANKS if room >= _rank(adapter)), None)
    if room is None:
        raise InstallError("serve.adapter_large", path=str(adapter.folder), most=RANKS[-1])
    modules = f"{adapter.name}={adapter.folder}"
    return ("--enable-lora", "--max-loras", "1", "--max-lora-rank", str(room), "--lora-modules", modules)


def _rank(adapter: Adapter) -> int:
    try:
        return int(json.loads((adapter.folder / "adapter_config.json").read_text(encoding="utf-8"))["r"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InstallError("serve.adapter_unread", path=str(adapter.folder)) from error
