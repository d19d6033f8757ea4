"""Each guard of gateway, loop, sentences and seal is needed: without it, the same hostile messages get through."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hostile_backend import Hostile
from hostile_bench import CAPS, ORDER, SCENARIO, WORLD, Door, one_run, one_turn, quick, shown
from hostile_words import ARGUMENTS, IDS, NAMES, SENTENCES
from pydantic import ValidationError, create_model

import agents
from copilot.adapters.store import Store
from copilot.app import drafting
from copilot.graph import gateway, loop, policy, prose, speech, turn
from copilot.graph.gateway import Gateway
from copilot.graph.loop import Heard, Loop
from copilot.model.answer import Thought
from copilot.model.noun import digest
from copilot.model.plan import Plan
from copilot.model.talk import ToolCall

KNOWN = frozenset(("FLM1", "sites/SUIPPES"))
FAIR = ("fair",)


def calls(_store: Store) -> None:
    """Every tool with every argument, one a message, a new run each; then a thousand in one, and run after run."""
    one = ToolCall(id="a", tool="days_of_supply", arguments='{"site": "STE-MENEHOULD", "item": "EAU"}')
    for agent in agents.ALL:
        for name in NAMES:
            door = Door(agent)
            door.calls((one.model_copy(update={"tool": name}),))
        for arguments in ARGUMENTS:
            door = Door(agent)
            door.calls((ToolCall(id=IDS[0], tool=agent.tools[0].__name__, arguments=arguments),))
    Door(agents.ALL[0], replace(CAPS, bytes_out=100)).calls((one,))
    Door(agents.ALL[0]).calls((one,) * 1000)
    door = Door(agents.ALL[0])
    for _ in range(CAPS.calls + 1):
        door.calls((one,))


def sentences(_store: Store) -> None:
    """Every sentence of the list."""
    form = policy.chosen(agents.ALL[2].answer)
    for text in SENTENCES:
        thought = form.model_validate({"margin_hours": 6, "comment": text[:480]})
        for one in policy.sound(policy.sentences(thought), frozenset(("FLM1",)), frozenset(("sites/SUIPPES",))):
            shown(one.text, KNOWN)


def turns(*moves: str, **kind: Any) -> Callable[[Store], None]:
    """Turns of each agent with a model that makes these moves alone."""

    def put(_store: Store) -> None:
        for agent in agents.ALL:
            for seed in range(4):
                one_turn(agent, Hostile(seed, moves, **kind))

    return put


def runs(*moves: str) -> Callable[[Store], None]:
    """Whole runs with a model that makes these moves alone."""

    def put(store: Store) -> None:
        for seed in range(2):
            one_run(Hostile(seed, moves), store)

    return put


def seal(_store: Store) -> None:
    """Two models that choose the same and say or fail otherwise: one plan."""
    for moves in (FAIR, ("refused",)):
        made = []
        for words in ("ZQX", "QXZ"):
            backend = Hostile(1, moves, words=words, tools=False)
            made.append(drafting.draft(SCENARIO, ORDER, means=drafting.Means(backend)))
        assert made[0] != made[1]
        assert made[0].id == made[1].id


ALL = {
    "calls": calls,
    "sentences": sentences,
    "turns": turns("fair", "out_of_bounds", "cut", "empty", "giant", "garbage", "half", "extra", "spent"),
    "runs": runs("fair", "cut", "out_of_bounds", "refused"),
    "seal": seal,
}


@pytest.mark.parametrize("name", ALL)
def test_with_all_guards_nothing_gets_through(name: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directed messages do no harm as long as every guard stands."""
    quick(monkeypatch)
    ALL[name](store)


def _without(code: str) -> Callable[[pytest.MonkeyPatch], None]:
    def remove(patch: pytest.MonkeyPatch) -> None:
        def refused(*asked: Any) -> str | None:
            found = prose_refused(*asked)
            return None if found == code else found

        for module in (policy, speech):
            patch.setattr(module, "refused", refused)

    return remove


prose_refused = prose.refused


def _set(owner: Any, name: str, value: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(owner, name, value)


def _unbounded(answer: Any) -> Any:
    fields: dict[str, Any] = {
        name: (field.annotation, ...) for name, field in policy.chosen(answer).model_fields.items()
    }
    own = {name: field for name, field in fields.items() if name not in Thought.model_fields}
    return create_model(answer.__name__, __base__=Thought, **own)


def _taken_whole(self: Any, prompt: Any) -> Any:
    return heard(self, prompt).model_copy(update={"cut": False})


def _named(world: Any, request: Any, language: Any) -> str:
    names = json.dumps([one.name_fr for one in world.sites], ensure_ascii=False)
    return context(world, request, language) + names


def _everything(plan: Plan) -> str:
    return digest(plan.model_copy(update={"id": "", "verdict": "UNKNOWN", "findings": ()}))


def _with_reasons(plan: Plan) -> str:
    return digest(plan.model_copy(update={"id": "", "verdict": "UNKNOWN", "findings": (), "comments": ()}))


def _no_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(loop, "range", lambda _end: count(), raising=False)


heard, context = Loop._ask, drafting.context
Removed = tuple[Callable[[pytest.MonkeyPatch], None], Callable[[Store], None]]
CRASHES: dict[str, type[Exception]] = {
    "tools come from the agent's table": KeyError,
    "arguments are typed": TypeError,
    "choices are bounded": ValidationError,
    "what cannot be written is refused": UnicodeEncodeError,
}
"""The guards without which the run ends in a crash, and which; without the others, a check of the bench fails."""
GUARDS: dict[str, Removed] = {
    "tools come from the agent's table": (_set(Gateway, "tool", lambda self, name: self._tools[name]), calls),
    "arguments are typed": (_set(Gateway, "arguments", lambda _self, _tool, text: json.loads(text or "{}")), calls),
    "calls are counted": (_set(Gateway, "count", lambda _self, _number: None), calls),
    "a message of calls is cut": (_set(Gateway, "heard", lambda _self, given: given), calls),
    "what is said back is short": (_set(Gateway, "repeated", lambda _self, given: given), calls),
    "results are short": (_set(Gateway, "sized", lambda _self, text: text), calls),
    "free text is withheld from results": (_set(gateway, "plain", lambda _value: True), calls),
    "figures are refused": (_without("figure"), sentences),
    "unknown references are refused": (_without("unknown"), sentences),
    "hidden characters are refused": (_without("hidden"), sentences),
    "braces are refused": (_without("braces"), sentences),
    "figures in disguise are refused": (
        _set(prose, "figured", lambda text: any("0" <= c <= "9" for c in text)),
        sentences,
    ),
    "choices are bounded": (_set(turn, "chosen", _unbounded), turns("out_of_bounds", tools=False)),
    "departures are assumptions": (_set(turn, "departures", lambda _answer, _standing: ()), turns(*FAIR)),
    "only sound sentences are kept": (_set(turn, "sound", lambda said, _facts, _rows: said), turns(*FAIR)),
    "cut answers are refused": (_set(Loop, "_ask", _taken_whole), turns("cut", tools=False)),
    "calls bear our identifiers": (
        _set(Loop, "_named", lambda _self, _message, _call: "000000000"),
        turns(*FAIR, calls=3),
    ),
    "turns are capped": (_no_end, turns(*FAIR, calls=3)),
    "tokens are capped": (_set(Loop, "_ask", lambda self, prompt: _unpaid(self, prompt)), turns("spent", calls=3)),
    "what cannot be written is refused": (_set(Loop, "_read", lambda _self, reply: Heard(reply=reply)), runs("half")),
    "no name stands in the context": (_set(drafting, "context", _named), runs(*FAIR)),
    "comments are not signed": (_set(Plan, "digest", _everything), seal),
    "what a server says is not signed": (_set(Plan, "digest", _with_reasons), seal),
}


def _unpaid(self: Any, prompt: Any) -> Any:
    self._tokens = -(10**12)
    return heard(self, prompt)


@pytest.mark.parametrize("guard", GUARDS)
def test_without_one_guard_something_gets_through(guard: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directed messages are found out as soon as this one guard is gone."""
    quick(monkeypatch)
    remove, put = GUARDS[guard]
    put(store)
    remove(monkeypatch)
    with pytest.raises(CRASHES.get(guard, AssertionError)):
        put(store)


def test_the_world_is_the_one_that_bears_secrets() -> None:
    """What must not reach a model is there to be found."""
    assert "SECRET" in WORLD.model_dump_json()
