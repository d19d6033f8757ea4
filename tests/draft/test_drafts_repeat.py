"""The same order gives the same bytes; made-up worlds are planned."""

import os
import subprocess
import sys

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.order import Order

SCRIPT = """
import sys, scenarios
from copilot.app.drafting import draft
from copilot.model.order import Order
scenario = scenarios.load("mini") if sys.argv[1] == "mini" else scenarios.generate("company", int(sys.argv[1]))
sys.stdout.write(draft(scenario, Order(scenario=scenario.name, effort=8.0)).model_dump_json())
"""


def elsewhere(name: str, hash_seed: int) -> str:
    """The plan drafted by another process, with another order of its sets."""
    command = [sys.executable, "-c", SCRIPT, name]
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout


def test_mini_twice_gives_the_same_bytes() -> None:
    """In this process and in another one, whatever the order of its sets, one plan."""
    here = draft(scenarios.load("mini"), Order(scenario="mini", effort=8.0)).model_dump_json()
    assert elsewhere("mini", 1) == here
    assert elsewhere("mini", 2) == here


def test_another_seed_gives_another_plan() -> None:
    """The seed is part of what is asked, and of what the plan says."""
    plans = [draft(scenarios.load("mini"), Order(scenario="mini", effort=8.0, seed=seed)) for seed in (1, 2)]
    assert [plan.solving.seed for plan in plans] == [1, 2]
    assert plans[0].id != plans[1].id
    assert {plan.solving.objective for plan in plans} == {270}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_made_up_company_is_planned(seed: int) -> None:
    """VALID, goal met, every count within the bounds, not cut by the clock; and the same bytes elsewhere for one."""
    scenario = scenarios.generate("company", seed)
    plan = draft(scenario, Order(scenario=scenario.name, effort=8.0))
    assert (plan.verdict, plan.goal_met, plan.solving.cut_by_clock) == ("VALID", True, False)
    for kind, bound in scenario.expectation.items.items():
        assert bound.holds(sum(item.kind == kind for item in plan.items)), kind
    assert scenario.expectation.unmet.holds(len(plan.unmet))
    assert scenario.expectation.milestones_met.holds(sum(line.met for line in plan.milestones))
    if seed == 1:
        assert elsewhere("1", 3) == plan.model_dump_json()
