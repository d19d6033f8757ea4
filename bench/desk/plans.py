"""Plans of generated worlds in a store of their own: what the desk is measured on."""

from pathlib import Path
from typing import NamedTuple

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.shelf import shelf_of
from copilot.model.order import Order
from copilot.settings import Settings
from scenarios._generate import Size

SIZES: tuple[Size, ...] = ("battalion", "brigade")
"""About 300 and 3,000 activities."""
EFFORT = 1.0


class Drafted(NamedTuple):
    """A plan in the store; its activities are the items that it has and the needs that it leaves out."""

    plan: str
    items: int
    left: int

    @property
    def activities(self) -> int:
        """How many activities the plan tells of."""
        return self.items + self.left


def prepared(home: Path, sizes: tuple[Size, ...] = SIZES, seed: int = 1) -> list[Drafted]:
    """A first draft of each generated world, kept with its scenario; those that a folder already holds are used."""
    settings = Settings(home=home)
    home.mkdir(parents=True, exist_ok=True)
    with Store(settings.store) as store:
        held = {one.scenario: one.id for one in store.plans.listed()}
        for size in sizes:
            scenario = scenarios.generate(size, seed, taut=True)
            if scenario.name not in held:
                name = shelf_of(settings).keep(scenario)
                plan = draft(shelf_of(settings).load(name), Order(scenario=name, seed=seed, effort=EFFORT))
                store.plans.add(plan)
                held[name] = plan.id
        plans = (store.plans.get(held[scenarios.generate(size, seed, taut=True).name]) for size in sizes)
        return [Drafted(plan.id, len(plan.items), len(plan.unmet)) for plan in plans]
