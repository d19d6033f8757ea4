"""CONTRIBUTING.md, "Add a rule": a function in RULES is run, and what it finds decides the verdict."""

import pytest

import scenarios
import tools.check
from copilot.app.drafting import draft
from copilot.model.order import Order
from tools.check.report import error


@pytest.fixture(scope="module")
def drafted():
    scenario = scenarios.load("mini")
    return scenario, draft(scenario, Order(scenario="mini", effort=5.0))


def no_early_bird(world, request, plan):
    """No item starts before eight in the morning of the first day."""
    return [error("early_bird.early", item.id, item=item.id) for item in plan.items if item.start < 480]


def test_a_rule_that_is_listed_is_run(drafted, monkeypatch):
    """One more line in RULES, and a plan that breaks the rule is INVALID, with the item and its figures named."""
    scenario, plan = drafted
    early = [item.id for item in plan.items if item.start < 480]
    assert plan.verdict == "VALID"
    assert early
    monkeypatch.setattr(tools.check, "RULES", (*tools.check.RULES, ("early_bird", no_early_bird)))
    review = tools.check.check(scenario.world, plan.request, plan)
    found = [finding for finding in review.findings if finding.rule == "early_bird"]
    assert review.verdict == "INVALID"
    assert [finding.items for finding in found] == [(name,) for name in early]
    assert all(finding.facts for finding in found)


def test_a_rule_that_fails_leaves_the_plan_unjudged(drafted, monkeypatch):
    """A rule that cannot be applied makes the verdict UNKNOWN, never VALID."""
    scenario, plan = drafted

    def broken(world, request, plan):
        raise KeyError("missing")

    monkeypatch.setattr(tools.check, "RULES", (("broken", broken), *tools.check.RULES))
    assert tools.check.check(scenario.world, plan.request, plan).verdict == "UNKNOWN"


@pytest.mark.parametrize(("name", "rule"), tools.check.RULES, ids=lambda value: value if isinstance(value, str) else "")
def test_each_rule_bears_its_own_name(name, rule):
    """The name that a rule is listed under is that of its function, which findings and texts start with."""
    assert name == rule.__name__
