"""How long prompts are for a large world, counted with the model's own tokenizer, and what they have in common."""

import json
from dataclasses import dataclass, field
from importlib.resources import files

import pytest
from mistral_common.tokens.tokenizers.tekken import Tekkenizer

import agents
import scenarios
from copilot.adapters.models.scripted import Scripted
from copilot.app.asking import Asking
from copilot.app.drafting import Means, asked_of, draft, silent
from copilot.graph.context import context
from copilot.graph.thinking import Thinking
from copilot.graph.turn import Turn
from copilot.model.order import Order

MOST_TOKENS = 16_000
TEKKEN = "data/tekken_240911.json"


@dataclass
class Heeds:
    """The scripted model, which keeps what it was asked."""

    model: str = "heeds"
    asked: list = field(default_factory=list)

    def ask(self, prompt, stopped):
        """What the scripted model answers."""
        self.asked.append(prompt)
        return Scripted().ask(prompt, stopped)


@pytest.fixture(scope="module", params=["fr", "en"])
def prompts(request):
    """Every prompt about a battalion: of the three agents, of intake and of the adviser, by who asks."""
    found, language, said = scenarios.generate("battalion", 1), request.param, {}
    order = Order(scenario=found.name, language=language, effort=0.5)
    asked = asked_of(found, order)
    plan = draft(found, order)
    for agent in agents.ALL:
        heard = said[agent.name] = Heeds()
        thinking = Thinking(heard, context(found.world, asked, language), language)
        Turn(agent, found.world, asked, silent, thinking=thinking).brought()
    for who in ("words", "report", "advice"):
        heard = said[who] = Heeds()
        speaks = Asking(found, language, Means(heard), silent)
        text = " ".join([asked.words, f"{plan.items[0].id} ?"])
        speaks.advice(plan, text) if who == "advice" else getattr(speaks, who)(text)
    return {who: heard.asked for who, heard in said.items()}


def test_a_battalion_fits(prompts):
    """No prompt about a battalion, its tools included, is longer than 16,000 tokens of Mistral's tokenizer."""
    counter = Tekkenizer.from_file(files("mistral_common").joinpath(TEKKEN))
    longest = {}
    for who, asked in prompts.items():
        for prompt in asked:
            tools = json.dumps([tool.model_dump(mode="json") for tool in prompt.tools], ensure_ascii=False)
            calls = [call.arguments for said in prompt.messages for call in said.calls]
            text = "\n".join([*(said.text for said in prompt.messages), *calls, tools])
            longest[who] = max(longest.get(who, 0), len(counter.encode(text, bos=True, eos=False)))
    assert set(longest) == {"logistics", "maintenance", "preparation", "words", "report", "advice"}
    assert {who: count for who, count in longest.items() if count >= MOST_TOKENS} == {}


def test_agents_share_their_first_message(prompts):
    """The first message is the system's, byte for byte the same in every prompt of the three agents and the adviser."""
    who = ("logistics", "maintenance", "preparation", "advice")
    first = {prompt.messages[0].text for name in who for prompt in prompts[name]}
    assert len(first) == 1
    assert all(prompt.messages[0].role == "system" for asked in prompts.values() for prompt in asked)
    read = {prompt.messages[0].text for name in ("words", "report") for prompt in prompts[name]}
    assert len(read) == 1
