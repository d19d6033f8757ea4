"""A battalion's plan drafted again with everything decided: nothing that people decided is lost on the way."""

import scenarios
from bench.coupled.measure import World
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.in_turn import in_turn


def test_a_battalion_s_decisions_are_all_put_back() -> None:
    """Each office in turn holds what those before it decided, some two hundred items, and moves none of them."""
    problem = World(scenarios.generate("battalion", 1, taut=True), 1).problem
    held = in_turn(problem, 1, Budget(effort=6.0))
    assert len(held.placed) > 100
    assert not solve(problem, 1, Budget(effort=0.5)).unkept
