"""Variants in lines of their own, decisions taken back, who is at the desk, and who may approve."""

import pytest

import scenarios
from copilot.adapters.store import Store
from copilot.app.local import LocalService
from copilot.app.standing import kept, standings
from copilot.model.decision import Decision
from copilot.model.errors import PlannerError
from copilot.model.order import Order
from copilot.model.plan import Plan
from tools.check import check

LEASE = 60.0


def finished(store: Store, plan: Plan, branch: bool = False, by: str = "") -> None:
    """Stores a plan as the outcome of a run."""
    claim = store.runs.begin(Order(scenario=plan.scenario, parent=plan.parent, branch=branch, by=by), "test", LEASE)
    store.runs.finish(claim, plan)


def child_of(plan: Plan, seed: int) -> Plan:
    """A later revision of a plan."""
    solving = plan.solving.model_copy(update={"seed": seed})
    update = {"parent": plan.id, "revision": plan.revision + 1, "solving": solving}
    return plan.model_copy(update=update).sealed()


def test_a_variant_supersedes_nothing_until_it_is_adopted(store: Store, plan: Plan) -> None:
    """A variant leaves its parent the last version of its line; adopted, it is the last one itself."""
    variant = child_of(plan, 7)
    finished(store, plan)
    finished(store, variant, branch=True)
    assert store.plans.latest(plan.id) == plan.id
    assert store.plans.latest(variant.id) == variant.id
    store.plans.adopt(variant.id)
    assert store.plans.latest(plan.id) == variant.id


def test_a_variant_of_a_plan_that_has_gone_on_is_not_adopted(store: Store, plan: Plan) -> None:
    """Adopting a variant would drop the version made since: it is refused, and so is adopting what is no variant."""
    variant, later = child_of(plan, 7), child_of(plan, 8)
    finished(store, plan)
    finished(store, variant, branch=True)
    finished(store, later)
    with pytest.raises(PlannerError, match="variant_late"):
        store.plans.adopt(variant.id)
    with pytest.raises(PlannerError, match="no_variant"):
        store.plans.adopt(later.id)
    assert store.plans.latest(plan.id) == later.id


def test_a_decision_taken_back_leaves_the_item_to_be_decided(store: Store, plan: Plan, accept: Decision) -> None:
    """`reopen` is one more line of the log: the item is pending again, and a new draft keeps nothing of it."""
    store.plans.add(plan)
    store.decisions.add(accept, 0)
    store.decisions.add(accept.model_copy(update={"verb": "reopen"}), 1)
    records = store.decisions.of(plan.id)
    found = standings(plan, None, records)
    assert [record.decision.verb for record in records] == ["accept", "reopen"]
    assert (found["R1"].verb, found["R1"].seen) == (None, 2)
    assert kept(plan, found) == ()


def test_those_who_look_at_a_plan_see_each_other(store: Store, plan: Plan) -> None:
    """Everybody on a plan is listed, the first to come first; another plan has its own."""
    store.people.present(plan.id, "Alice")
    both = store.people.present(plan.id, "Bruno")
    assert [one.person for one in both] == ["Alice", "Bruno"]
    assert [one.person for one in store.people.present("0" * 64, "Alice")] == ["Alice"]


def test_a_preference_is_the_last_one_kept(store: Store) -> None:
    """A preference belongs to one person and is replaced by a later one."""
    assert store.people.preference("Alice", "lang") is None
    store.people.prefer("Alice", "lang", "en")
    store.people.prefer("Alice", "lang", "fr")
    assert store.people.preference("Alice", "lang") == "fr"
    assert store.people.preference("Bruno", "lang") is None


@pytest.mark.parametrize(("author", "refused"), [("Alice", True), ("Bruno", False), ("", True)])
def test_where_two_people_are_wanted_nobody_approves_their_own_draft(
    store: Store, plan: Plan, accept: Decision, author: str, refused: bool
) -> None:
    """With two people wanted, Alice may not approve a draft that she asked for, nor one that nobody signed."""
    finished(store, plan, by=author)
    service = LocalService(store, scenarios, check, {}, two_people=True)
    approval = accept.model_copy(update={"item": "", "verb": "approve"})
    if refused:
        with pytest.raises(PlannerError, match="approve_own"):
            service.decide(approval, 0)
    else:
        assert service.decide(approval, 0) == 1
