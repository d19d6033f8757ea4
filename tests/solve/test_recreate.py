"""Ruin and recreate knows by rules of its own what is possible; the exact model must agree with what it makes."""

import random

import pytest

import scenarios
from bench.coupled.measure import World
from tools.solve.schedule.attempt import Attempt, quiet
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.dispatch import by_due, dispatch
from tools.solve.schedule.index import Index
from tools.solve.schedule.insert import Inserter
from tools.solve.schedule.part import Cutter
from tools.solve.schedule.problem import Pin
from tools.solve.schedule.recreate import Recreate
from tools.solve.schedule.search import Search
from tools.solve.schedule.standing import Standing

HOT = 1e4


def problem(name, seed):
    """The joint problem of a bundled or of a made-up world."""
    known = scenarios.load(name) if name in scenarios.names() else scenarios.generate(name, seed, taut=True)
    return World(known, seed).problem


def begun(joint, seed):
    standing = Standing(Index(joint))
    cutter = Cutter(standing.index)
    dispatch(standing, Inserter(standing, cutter), by_due(standing.index), lambda: False)
    return standing, Recreate(standing, cutter, random.Random(seed))


def allowed(standing):
    """What the exact model makes of a schedule in which every activity is where it is, or away."""
    exactly = {name: Pin(one.start, one.mode, one.assets) for name, one in standing.placed.items()}
    fresh = Standing(standing.index)
    part = Cutter(standing.index).cut(set(exactly), {}, fresh.occupancy, exactly=exactly)
    found, _ = Attempt(part, standing.placed, fresh.worth(exactly)).solve({"num_workers": 1})
    return found


@pytest.mark.parametrize(("name", "seed"), [("mini", 1), ("crue-argens", 1), ("company", 1), ("company", 2)])
def test_the_exact_model_allows_what_was_recreated(name, seed):
    """After many hot steps, worse ones kept, each item is where the model lets it be, at the same cost."""
    standing, recreate = begun(problem(name, seed), seed)
    for _ in range(60):
        recreate.step(HOT)
    found = allowed(standing)
    assert found is not None
    assert found.placed == standing.placed
    assert found.cost == standing.worth(standing.placed)


def test_what_is_kept_in_step_is_what_it_would_be_anew():
    """Costs, use of resources and stocks after many steps are those of the same places put in at once."""
    standing, recreate = begun(problem("company", 3), 3)
    for _ in range(60):
        recreate.step(HOT)
    anew = Standing(standing.index)
    anew.take(sorted(standing.placed), standing.placed)
    assert (anew.cost, anew.costs) == (standing.cost, standing.costs)
    assets = standing.index.assets
    assert (anew.occupancy.busy(assets) == standing.occupancy.busy(assets)).all()
    for key in standing.ledger.stocks:
        assert (anew.ledger.spare(key) == standing.ledger.spare(key)).all()


def test_a_cold_step_never_makes_a_schedule_dearer():
    """Without heat the cost only falls or stays, and the same chance gives the same steps."""
    joint = problem("company", 4)
    ends = []
    for _ in range(2):
        standing, recreate = begun(joint, 4)
        costs = [standing.cost]
        for _ in range(40):
            recreate.step(0.0)
            costs.append(standing.cost)
        assert costs == sorted(costs, reverse=True)
        ends.append(standing.placed)
    assert ends[0] == ends[1]


def test_a_plan_to_stay_close_to_leaves_no_heat():
    """A re-plan moves nothing for the sake of trying: its search is cold from the beginning."""
    joint = problem("company", 1)
    free = Search(joint, 1, Budget(1.0), quiet)
    free.construct()
    bound = Search(type(joint)(**{**vars(joint), "reference": dict(free.standing.placed)}), 1, Budget(1.0), print)
    assert Recreate(free.standing, free.cutter, free.chance).heat(0.0) > 0
    assert Recreate(bound.standing, bound.cutter, bound.chance).heat(0.0) == 0
