"""The ground of a plan is kept while its scenario is the same, and never outlives it."""

import scenarios
from copilot.app.drafting import draft
from copilot.app.grounds import HELD, Grounds
from copilot.model.errors import UnknownNameError
from copilot.model.order import Order
from copilot.model.scenario import Scenario


def test_a_ground_lasts_as_long_as_its_scenario() -> None:
    """The same scenario gives the same ground; one read again is compared again; another world, or none, gives none."""
    mini = scenarios.load("mini")
    plan = draft(mini, Order(scenario="mini", effort=5))
    at_hand: list[Scenario] = [mini]

    def load(name: str) -> Scenario:
        if not at_hand:
            raise UnknownNameError("scenario", name, ())
        return at_hand[0]

    grounds = Grounds(load)
    first = grounds.of(plan)
    assert first is not None
    assert first.world == mini.world
    assert grounds.of(plan) is first
    at_hand[0] = mini.model_copy()
    again = grounds.of(plan)
    assert again == first
    assert again is not first
    fewer = mini.world.model_copy(update={"assets": mini.world.assets[1:]})
    at_hand[0] = mini.model_copy(update={"world": fewer})
    assert grounds.of(plan) is None
    at_hand.clear()
    assert grounds.of(plan) is None


def test_only_the_last_grounds_are_kept() -> None:
    """A desk that shows many plans does not keep them all."""
    mini = scenarios.load("mini")
    plan, *others = (draft(mini, Order(scenario="mini", effort=1, seed=seed)) for seed in range(HELD + 1))
    assert len({plan.id, *(other.id for other in others)}) == HELD + 1
    grounds = Grounds(lambda _name: mini)
    first = grounds.of(plan)
    for other in others[:-1]:
        grounds.of(other)
    assert grounds.of(plan) is first
    for other in others:
        grounds.of(other)
    assert grounds.of(plan) is not first
