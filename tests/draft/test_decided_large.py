"""A battalion's plan drafted again with everything decided: nothing that people decided is lost on the way."""

from dataclasses import replace

import scenarios
from bench.coupled.measure import World
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.problem import Pin


def test_a_battalion_s_decisions_are_all_put_back() -> None:
    """With all of some two hundred items decided, the plan made again keeps every decision."""
    problem = World(scenarios.generate("battalion", 1, taut=True), 1).problem
    decided = {one.activity: Pin(one.start, one.mode, one.assets) for one in solve(problem, 1, Budget(3.0)).placed}
    assert len(decided) > 200
    again = solve(replace(problem, pins=decided), 2, Budget(3.0))
    assert again.unkept == ()
    assert {one.activity for one in again.placed} >= decided.keys()
