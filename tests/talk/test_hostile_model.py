"""Whatever a model says, nothing crashes, nothing is done, no figure is signed, and every cap holds."""

import random

import pytest
from hostile_backend import CHOICES, Hostile, call, fair
from hostile_bench import Door, one_run, one_turn, quick, shown
from hostile_words import SENTENCES
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

import agents
from copilot.adapters.store import Store
from copilot.graph.policy import chosen, sentences, sound
from copilot.model.talk import Prompt, ToolCall

TEXT = st.one_of(st.sampled_from(SENTENCES), st.text(max_size=60), st.lists(st.sampled_from(SENTENCES)).map("".join))
KNOWN = frozenset(("FLM1", "sites/SUIPPES"))
LEAST = 10_000
STEPS, EXAMPLES, RUNS = 60, 190, 60
HURRIED = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SEED = st.integers(0, 2**32)
steps: list[str] = []


class HostileTalk(RuleBasedStateMachine):
    """A model that speaks to the gateway, to the agents' forms and to the planner."""

    def __init__(self) -> None:
        super().__init__()
        self.doors = [Door(agent) for agent in agents.ALL]

    @invariant()
    def counted(self) -> None:
        """Steps are counted, so that none is lost unseen."""
        steps.append("talk")

    @rule(which=st.integers(0, 2), seed=SEED, count=st.sampled_from((0, 1, 1, 2, 3, 9, 1000)))
    def listed(self, which: int, seed: int, count: int) -> None:
        """Calls from the list of the worst."""
        draw = random.Random(seed)
        self.doors[which].calls(tuple(call(draw) for _ in range(count)))

    @rule(which=st.integers(0, 2), name=st.text(max_size=20), arguments=st.text(max_size=400), id=st.text(max_size=12))
    def drawn(self, which: int, name: str, arguments: str, id: str) -> None:
        """A call of any text whatever."""
        known = agents.ALL[which].tools[0].__name__
        calls = (ToolCall(id=id, tool=name, arguments=arguments), ToolCall(id=id, tool=known, arguments=arguments))
        self.doors[which].calls(calls)

    @rule(which=st.integers(0, 2), seed=SEED, said=st.lists(TEXT, min_size=4, max_size=4))
    def answered(self, which: int, seed: int, said: list[str]) -> None:
        """Choices within bounds with any sentences: only sound ones are kept."""
        form = chosen(agents.ALL[which].answer)
        prompt = Prompt(messages=(), form={"title": agents.ALL[which].answer.__name__}, most_tokens=1)
        filled = fair(prompt, random.Random(seed), "ZQX") | {"assumptions": [one[:240] for one in said]}
        for one in sound(sentences(form.model_validate(filled)), KNOWN - {"sites/SUIPPES"}, frozenset(KNOWN)):
            shown(one.text, KNOWN)

    @rule(said=TEXT)
    def spoken(self, said: str) -> None:
        """Any sentence, refused or fit to be shown."""
        form = chosen(agents.ALL[2].answer)
        thought = form.model_validate({"margin_hours": 6, "comment": said[:480]})
        for one in sound(sentences(thought), frozenset(("FLM1",)), frozenset(("sites/SUIPPES",))):
            shown(one.text, KNOWN)


def test_a_hostile_model_does_nothing_by_ten_thousand_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand messages to gateway and forms: typed refusals only, caps kept, nothing unsound shown."""
    quick(monkeypatch)
    steps.clear()
    run_state_machine_as_test(HostileTalk, settings=HURRIED)
    assert len(steps) >= LEAST


@pytest.mark.parametrize("agent", agents.ALL, ids=lambda agent: str(agent.name))
def test_a_hostile_model_turns_no_agent(agent, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred turns of each agent: choices within bounds and listed, or the procedure's, and why."""
    quick(monkeypatch)
    assert len(CHOICES) == len(agents.ALL)
    for seed in range(100):
        one_turn(agent, Hostile(seed))


def test_a_hostile_model_gets_a_valid_plan_drafted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty whole runs: each plan is valid, and holds no word of the model outside of its comment."""
    quick(monkeypatch)
    policies = {str([note.policy for note in one_run(Hostile(seed), store).agents]) for seed in range(RUNS)}
    assert len(policies) > RUNS // 12, "the model must be able to choose at all"
