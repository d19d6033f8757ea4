"""Chains of causes of drafted plans: each link is said in both languages, and what had begun is the end of it."""

import pytest

import agents
import scenarios
from copilot.app.drafting import draft, silent
from copilot.graph.naming import every_name
from copilot.graph.saying import link
from copilot.graph.why import Why
from copilot.model.noun import LANGUAGES
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.texts import Speaker, texts
from tools.solve.explain.blocks import Block
from tools.solve.explain.chain import Link

NOW = 2 * 1440
POOLS = ("bay", "instructor", "area", "unit", "driver", "dock")
ABOUT = {"site": "S1", "goods": "EAU", "quantity": 5}
LINKS = [
    *(Block(kind, None, 60) for kind in ("window", "closed", "begun", "decision", "no_start")),
    *(Block(kind, "Y", 60, {"asset": "V1"}) for kind in ("asset", "limit", "limit_never")),
    Block("away", None, 60, {"asset": "V1"}),
    *(Block(kind, "Y", 60, ABOUT) for kind in ("stock_brought", "stock_ordered", "stock_taken", "stock_never")),
    *(Block(kind, "Y", 60) for kind in ("after", "after_missing")),
    *(
        Block("pool", "Y", 60, {"pool": f"{kind}:X"})
        for kind in ("bay", "instructor", "area", "unit", "driver", "dock")
    ),
    Block("pool", "Y", 60, {"pool": "skill:X:mecanicien"}),
    *(Block(kind, None, 60, {"pool": "instructor:X"}) for kind in ("outage", "pool_never")),
    *(Block("calendar", None, 60, {"calendar": f"{kind}:X"}) for kind in ("workshop", "area")),
    Block("free", None, 60, {"cost": 5}),
    Block("worth", None, 60, {"cost": 5, "value": 3}),
]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A made-up company in which offices compete."""
    return scenarios.generate("company", 1, taut=True)


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    """Its plan."""
    return draft(scenario, Order(scenario=scenario.name, effort=6))


def why(scenario: Scenario, plan: Plan) -> Why:
    """What can be asked of a plan."""
    return Why.of(scenario.world, next(iter(scenario.requests.values())), plan, agents.ALL, silent)


def test_every_obstacle_has_its_words(scenario: Scenario) -> None:
    """Each kind is said in both languages, and there are words for no other."""
    messages = [link(Link("X", block)) for block in LINKS]
    said = {key for key in texts("fr") if key.startswith("chain.")}
    assert {message.code for message in messages} == said
    for language in LANGUAGES:
        speak = Speaker(language, clock=scenario.world.clock)
        assert all("X" in speak.say(message) for message in messages)


def test_every_item_is_explained(scenario: Scenario, plan: Plan) -> None:
    """Each item of a plan has a chain that is said without a gap, and that ends by itself or after eight links."""
    asked = why(scenario, plan)
    speak = Speaker("fr", every_name(asked.world), plan.clock)
    for item in plan.items:
        told = asked.explain(item.id)
        assert 1 <= len(told.chain) <= 8
        assert all(speak.say(one) for one in told.chain)
        assert told.earlier is None or told.earlier.start < item.start
        assert not (told.never and told.earlier)


def test_what_had_begun_is_the_end_of_a_chain(scenario: Scenario, plan: Plan) -> None:
    """In a plan made again on the third day, what had begun cannot be earlier, and nothing is solved for it."""
    order = Order(scenario=scenario.name, effort=6, parent=plan.id, now=NOW)
    child = draft(scenario, order, parent=plan)
    begun = next(item.id for item in child.items if item.start < NOW)
    told = why(scenario, child).explain(begun)
    assert [one.code for one in told.chain] == ["chain.begun"]
    assert told.never
