"""Decisions that come together are recorded together or not at all."""

import pytest

from copilot.adapters.store import Store
from copilot.model.decision import Decision
from copilot.model.errors import AlreadyDecidedError
from copilot.model.plan import Plan


def test_one_that_comes_second_keeps_all_out(store: Store, plan: Plan, accept: Decision) -> None:
    """When somebody decided one item first, none of the others is recorded; on top of what stands, all are."""
    store.plans.add(plan)
    both = [accept.model_copy(update={"plan": plan.id, "item": item.id}) for item in plan.items]
    store.decisions.add(both[1], 0)
    with pytest.raises(AlreadyDecidedError):
        store.decisions.add_all([(both[0], 0), (both[1], 0)])
    assert [record.decision.item for record in store.decisions.of(plan.id)] == [plan.items[1].id]
    store.decisions.add_all([(both[0], 0), (both[1], 1)])
    assert [(record.decision.item, record.seq) for record in store.decisions.of(plan.id)] == [
        ("R1", 1),
        ("R2", 1),
        ("R2", 2),
    ]
