"""The checker on a plan that the product drafted."""

from random import Random

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.order import Order
from tools.check import check


@pytest.fixture(scope="module")
def drafted():
    scenario = scenarios.load("mini")
    return scenario, draft(scenario, Order(scenario="mini", effort=5.0))


@pytest.mark.parametrize("seed", range(3))
def test_every_mutant_of_a_drafted_plan_is_caught(drafted, breaking, seed):
    """What breaks a hand-made plan breaks a drafted one, and is seen as well."""
    scenario, plan = drafted
    assert check(scenario.world, plan.request, plan).verdict == "VALID"
    missed = []
    for mutation in breaking.MUTATIONS:
        mutant = mutation(scenario.world, plan.request, plan, Random(seed))
        if mutant is None:
            continue
        review = check(mutant.world, plan.request, mutant.plan)
        if review.verdict != "INVALID" or not {finding.rule for finding in review.findings} & set(mutant.rules):
            missed.append(mutation.__name__)
    assert missed == []
