"""`python -m bench prefix`: what the server computes again when agents share a context, with two orders of a prompt."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from uuid import uuid4

import click

import agents
import scenarios
from bench.about import keep
from copilot.adapters.models.server import Server
from copilot.adapters.models.vllm import Vllm
from copilot.graph.context import context
from copilot.model.errors import InstallError
from copilot.model.noun import Noun
from copilot.model.talk import Prompt, Said
from copilot.settings import Settings

SIZES = ("company", "battalion")
QUESTION = "Quelle politique proposes-tu ?"
COUNTERS = {
    "asked": "vllm:prefix_cache_queries_total",
    "kept": "vllm:prefix_cache_hits_total",
    "computed": "vllm:request_prefill_kv_computed_tokens_sum",
}


class Counted(Noun):
    """What the server counted of one order of the prompt over some rounds of all agents: tokens, and the share kept."""

    layout: str
    case: str
    asked: int
    computed: int
    kept: float


def _shared_first(context: str, brief: str) -> tuple[Said, ...]:
    """Our order: what all agents share is the system message, what is one agent's comes last."""
    return (Said(role="system", text=context), Said(role="user", text=f"{brief}\n\n{QUESTION}"))


def _brief_first(context: str, brief: str) -> tuple[Said, ...]:
    """The usual order: who the agent is, then what it is about."""
    return (Said(role="system", text=brief), Said(role="user", text=f"{context}\n\n{QUESTION}"))


LAYOUTS: dict[str, Callable[[str, str], tuple[Said, ...]]] = {
    "shared first": _shared_first,
    "brief first": _brief_first,
}
CASES = {"a new context each round": True, "the same context": False}


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Times that every agent is asked.")
@click.option("--size", type=click.Choice(SIZES), default="battalion", show_default=True, help="World to speak of.")
@click.option("--json", "kept", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep figures.")
def prefix(rounds: int, size: Literal["company", "battalion"], kept: Path | None) -> None:
    """Ask the server of INTENDANCE_MODEL_URL as three agents of a generated world, in our order and the brief first."""
    world = scenarios.generate(size, 1)
    shared = context(world.world, world.request("fr"), "fr")
    found = []
    for case, new in CASES.items():
        for layout in LAYOUTS:
            found.append(_counted(Settings(), layout, case, [_text(shared, one, new) for one in range(rounds)]))
            click.echo(found[-1].model_dump_json())
        ours, other = found[-2:]
        click.echo(f"{case}: brief first computes {other.computed / ours.computed:.2f} times the tokens")
    keep(kept, found=[one.model_dump(mode="json") for one in found], rounds=rounds, size=size)


def _text(context: str, number: int, new: bool) -> str:
    return f"Situation {number if new else 0}\n\n{context}"


def _counted(settings: Settings, layout: str, case: str, contexts: list[str]) -> Counted:
    # A salt of its own: nothing that was measured before is left in the cache for this one.
    model = Vllm(settings.model_copy(update={"model_salt": uuid4().hex}))
    server = Server(settings.model_url, settings.model_key.get_secret_value(), settings.model_silence)
    before = _counters(server)
    for shared in contexts:
        for agent in agents.ALL:
            prompt = Prompt(messages=LAYOUTS[layout](shared, agent.brief("fr")), most_tokens=1)
            model.ask(prompt, lambda: False)
    after = _counters(server)
    asked, kept, computed = (after[name] - before[name] for name in ("asked", "kept", "computed"))
    return Counted(layout=layout, case=case, asked=round(asked), computed=round(computed), kept=round(kept / asked, 3))


def _counters(server: Server) -> dict[str, float]:
    told = server.metrics()
    if told is None:
        raise InstallError("model.doctor.cache_unknown")
    found = {name: re.findall(rf"^{metric}\{{.*\}} (\S+)$", told, re.MULTILINE) for name, metric in COUNTERS.items()}
    return {name: sum(map(float, values)) for name, values in found.items()}
