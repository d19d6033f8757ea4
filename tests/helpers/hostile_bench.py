"""Hostile messages put to gateway, sentences, one agent's turn and the whole graph, and what must hold after each."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from hostile_backend import CHOICES, Hostile
from hostile_words import MARK
from sqlalchemy import text as sql

import scenarios
from copilot.adapters.store import Store
from copilot.agent import Agent
from copilot.app import drafting
from copilot.graph import loop, turn
from copilot.graph.gateway import Caps, Gateway
from copilot.graph.thinking import Thinking
from copilot.graph.toolbox import Toolbox
from copilot.model.comment import Comment
from copilot.model.fact import Fact, FactBook
from copilot.model.noun import canonical, digest
from copilot.model.order import Order
from copilot.model.plan import AgentNote, Plan
from copilot.model.talk import CALL_ID, ToolCall

MINI = scenarios.load("mini")
SECRET = "SECRET du monde"
WORLD = MINI.world.model_copy(
    update={
        "items": tuple(one.model_copy(update={"unit": SECRET, "name_fr": SECRET}) for one in MINI.world.items),
        "sites": tuple(one.model_copy(update={"name_fr": SECRET}) for one in MINI.world.sites),
    }
)
SCENARIO = MINI.model_copy(update={"world": WORLD})
BEFORE = digest(WORLD)
CAPS = Caps(calls=12, calls_at_once=4, bytes_in=300, bytes_out=330, turns=3, tokens=5_000)
ROWS = frozenset(("sites/SUIPPES", "sites/MOURMELON", "sites/STE-MENEHOULD", "items/EAU", "units/SECTION"))
ORDER = Order(scenario="mini", effort=1, model="hostile")
BOUNDS = {name: ends for choices in CHOICES.values() for name, ends in choices.items()}
_HIDDEN = re.compile("[\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f]")
_REFERENCES = re.compile(r"\{(F[A-Z]*[0-9]+|[a-z_]+/[\w.-]+)\}")


class Recorded(Toolbox):
    """A toolbox that keeps what was called."""

    def __init__(self, agent: Agent[Any]) -> None:
        super().__init__(agent.name, WORLD, agent.tools, FactBook("HM", "0"), drafting.silent)
        self.called: list[tuple[Callable[..., Any], dict[str, Any]]] = []

    def call(self, tool: Any, **arguments: str | int) -> Any:
        """The tool's own result."""
        self.called.append((tool, arguments))
        return super().call(tool, **arguments)


class Door:
    """One agent's gateway for one run."""

    def __init__(self, agent: Agent[Any], caps: Caps = CAPS) -> None:
        self._agent, self._caps = agent, caps
        self._toolbox = Recorded(agent)
        self._gateway = Gateway(self._toolbox, agent.tools, WORLD.clock, self._caps)

    def calls(self, calls: tuple[ToolCall, ...]) -> None:
        """One message of calls: each is answered, few are made, and no free text of the world comes back."""
        taken = self._gateway.heard(calls)
        before = len(self._toolbox.called)
        answers = self._gateway.answer(taken)
        assert [one.answers for one in answers] == [one.id for one in taken]
        assert len(taken) <= self._caps.calls_at_once + 1
        assert len(self._toolbox.called) - before <= self._caps.calls_at_once
        assert len(self._toolbox.called) <= self._caps.calls
        for tool, arguments in self._toolbox.called[before:]:
            assert tool in self._agent.tools
            assert all(_argument(value) for value in arguments.values())
        for one in answers:
            assert len(one.text.encode()) <= self._caps.bytes_out
            assert isinstance(json.loads(one.text), dict)
            assert SECRET not in one.text
        said = self._gateway.repeated(taken)
        assert all(re.fullmatch("[a-zA-Z0-9_-]{1,64}", one.tool) for one in said)
        assert all(len(one.arguments.encode("utf-8", "surrogatepass")) <= self._caps.bytes_in for one in said)
        assert digest(WORLD) == BEFORE


def _argument(value: object) -> bool:
    named = isinstance(value, str) and re.fullmatch(r"[\w.-]{1,64}", value) is not None and not _unseen(value)
    return named or (type(value) is int and 0 <= value <= 20_000)


def _unseen(text: str) -> bool:
    return bool(_HIDDEN.search(text)) or any(unicodedata.category(one)[0] == "C" for one in text)


def shown(text: str, known: frozenset[str]) -> None:
    """A sentence that a planner is shown holds words and known references, and nothing else."""
    assert not _unseen(text)
    assert set(_REFERENCES.findall(text)) <= known
    bare = _REFERENCES.sub("", text)
    assert "{" not in bare
    assert "}" not in bare
    assert not any(one.isnumeric() for one in bare + unicodedata.normalize("NFKC", bare))


def prompts(backend: Hostile) -> None:
    """What a model was sent: no free text of the world, nothing of its own beyond the caps, calls under our names."""
    for prompt in backend.asked:
        assert not any(SECRET in one.text for one in prompt.messages)
        calls = [call for one in prompt.messages for call in one.calls]
        identifiers = [call.id for call in calls]
        assert len(set(identifiers)) == len(identifiers)
        assert all(re.fullmatch(CALL_ID, one) for one in identifiers)
        assert len(calls) <= CAPS.turns * (CAPS.calls_at_once + 1)
        assert sum(len(call.arguments) for call in calls) <= len(calls) * CAPS.bytes_in
        tools = [one for one in prompt.messages if one.role == "tool"]
        assert [one.answers for one in tools] == identifiers
        assert sum(len(one.text.encode()) for one in tools) <= len(calls) * CAPS.bytes_out
    assert len([one for one in backend.asked if one.tools]) <= CAPS.turns * len(CHOICES)


def chosen(policy: dict[str, Any], assumed: set[str], standing: dict[str, Any]) -> None:
    """Every choice is within its bounds, and listed as an assumption where it is not the procedure's."""
    for name, value in policy.items():
        low, high = BOUNDS[name][0], BOUNDS[name][-1]
        assert value in BOUNDS[name] if isinstance(value, str) else type(value) is int and low <= value <= high
        listed = {f"chosen.{name}", f"chosen.{name}_{value}"} & assumed
        assert bool(listed) == (value != standing[name])


def commented(comment: Comment, known: frozenset[str]) -> None:
    """Each sentence that is shown may be."""
    for one in comment.sentences:
        shown(one.text, known | {fact.id for fact in comment.facts})
        assert one.choice in (*BOUNDS, "")


def one_turn(agent: Agent[Any], backend: Hostile) -> None:
    """One agent's turn with a model that means harm."""
    thinking = Thinking(backend, drafting.context(WORLD, MINI.requests["fr"], "fr"), "fr", CAPS)
    made = turn.Turn(agent, WORLD, MINI.requests["fr"], drafting.silent, None, thinking).brought()
    alone = turn.Turn(agent, WORLD, MINI.requests["fr"], drafting.silent).brought()
    assert (made.by == "procedure") == (made.fallback is not None) == (made.comment is None)
    prompts(backend)
    assumed = {one.code for one in made.contribution.assumptions}
    chosen(dict(made.contribution.policy), assumed, dict(alone.contribution.policy))
    if made.comment is not None:
        known = ROWS | {fact.id for fact in made.comment.facts}
        commented(made.comment, frozenset(known))
        assert any(_same(text, made.contribution.policy) for text in backend.whole), "an answer that was cut was used"
    if CAPS.tokens < sum(backend.spent[:-1]):
        raise AssertionError("asked on after the last token")
    assert MARK not in canonical(made.model_copy(update={"comment": None, "fallback": None}))


def _same(text: str, policy: dict[str, Any]) -> bool:
    try:
        return policy.items() <= json.loads(text).items()
    except (ValueError, RecursionError, AttributeError):
        return False


STANDING: dict[str, AgentNote] = {}


def one_run(backend: Hostile, store: Store) -> Plan:
    """A whole run on mini, its trail in a store; the plan is valid, and nothing in what is signed is the model's."""
    if not STANDING:
        STANDING.update({note.agent: note for note in drafting.draft(SCENARIO, ORDER).agents})
    kept = _rows(store)
    trail = store.trails.open(store.runs.begin(ORDER, "hostile", 600))
    plan = drafting.draft(SCENARIO, ORDER, trail.tell, means=drafting.Means(backend, trail))
    assert plan.verdict == "VALID"
    assert plan.id == plan.digest()
    assert _rows(store) == kept
    assert digest(WORLD) == BEFORE
    for prompt in backend.asked:
        assert not any(SECRET in one.text for one in prompt.messages if one.role != "user")
    for note in plan.agents:
        chosen(dict(note.policy), {one.code for one in note.assumptions}, dict(STANDING[note.agent].policy))
        assert (note.by == "model") == (note.fallback is None)
    items = {f"items/{one}" for one in plan.item} | {f"milestones/{one.id}" for one in plan.milestones}
    facts: dict[str, Fact] = plan.fact
    for comment in plan.comments:
        commented(comment, frozenset((*ROWS, *items, *facts)))
    notes = tuple(note.model_copy(update={"fallback": None}) for note in plan.agents)
    assert MARK not in canonical(plan.model_copy(update={"comments": (), "agents": notes}))
    assert plan.digest() == plan.model_copy(update={"comments": (), "agents": notes}).digest()
    return plan


def _rows(store: Store) -> list[Any]:
    with store._database.reading() as connection:
        return [connection.execute(sql(f"SELECT * FROM {name}")).all() for name in ("plans", "decisions")]


def quick(monkeypatch: Any) -> None:
    """No pause between two questions."""
    monkeypatch.setattr(loop, "PAUSE_SECONDS", 0)
