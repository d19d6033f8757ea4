"""Decisions are compare-and-set, append only, and bound to what was shown."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from copilot.adapters.store import Store
from copilot.model.decision import Decision
from copilot.model.errors import AlreadyDecidedError, PlannerError, UnknownNameError
from copilot.model.plan import Plan

RIVAL = Path(__file__).with_name("rival.py")


def test_one_of_two_processes_wins(
    store: Store, address: str, plan: Plan, accept: Decision, reject: Decision, tmp_path: Path
) -> None:
    """Of two processes that decide on the same item at once, one wins and the other learns who did."""
    store.plans.add(plan)
    gun = tmp_path / "gun"
    rivals = [
        subprocess.Popen(
            [sys.executable, str(RIVAL), address, decision.model_dump_json(), str(gun)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for decision in (accept, reject)
    ]
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline() == "ready\n"
    gun.touch()
    said = [rival.communicate(timeout=60)[0].strip() for rival in rivals]
    [kept] = store.decisions.of(plan.id)
    assert sorted(said) == sorted(["won", f"lost to {kept.decision.by}"])
    assert kept.seq == 1


def test_the_loser_is_told_and_may_decide_again(store: Store, plan: Plan, accept: Decision, reject: Decision) -> None:
    """A decision on top of a rank that is taken is refused with the first decision; on top of the last, it counts."""
    store.plans.add(plan)
    assert store.decisions.add(accept, seen=0) == 1
    with pytest.raises(AlreadyDecidedError) as told:
        store.decisions.add(reject, seen=0)
    assert told.value.first == accept
    assert store.decisions.add(reject, seen=1) == 2
    assert [record.decision for record in store.decisions.of(plan.id)] == [accept, reject]


def test_a_decision_needs_its_plan(store: Store, accept: Decision) -> None:
    """Nothing can be decided on a plan that the store does not hold."""
    with pytest.raises(UnknownNameError):
        store.decisions.add(accept, seen=0)


def test_only_the_latest_revision_is_approved(store: Store, plan: Plan, revised: Plan, approve: Decision) -> None:
    """A plan that has a newer revision cannot be approved; the newer one can."""
    store.plans.add(plan)
    store.plans.add(revised)
    with pytest.raises(PlannerError) as refused:
        store.decisions.add(approve, seen=0)
    assert refused.value.message.code == "error.superseded"
    store.decisions.add(approve.model_copy(update={"plan": revised.id}), seen=0)


def test_a_rejected_item_stops_approval(store: Store, plan: Plan, reject: Decision, approve: Decision) -> None:
    """A plan that still holds an item somebody rejected cannot be approved."""
    store.plans.add(plan)
    store.decisions.add(reject, seen=0)
    with pytest.raises(PlannerError) as refused:
        store.decisions.add(approve, seen=0)
    assert refused.value.message.code == "error.unsettled"


def test_an_approved_plan_takes_no_more_decisions(
    store: Store, plan: Plan, accept: Decision, approve: Decision
) -> None:
    """Once approved, a plan's items cannot be decided; once returned, they can again."""
    store.plans.add(plan)
    store.decisions.add(approve, seen=0)
    with pytest.raises(PlannerError) as refused:
        store.decisions.add(accept, seen=0)
    assert refused.value.message.code == "error.plan_approved"
    back = approve.model_copy(update={"verb": "return", "reason": "new report"})
    store.decisions.add(back, seen=1)
    store.decisions.add(accept, seen=0)


def test_an_approval_covers_what_its_author_saw(
    store: Store, plan: Plan, accept: Decision, reject: Decision, approve: Decision
) -> None:
    """A decision taken on any item while somebody reads the whole is told to them, and their approval is refused."""
    store.plans.add(plan)
    store.decisions.add(accept, 0)
    other = reject.model_copy(update={"item": "R2", "verb": "lock", "at": reject.at + timedelta(minutes=5)})
    store.decisions.add(other, 0)
    with pytest.raises(AlreadyDecidedError) as refused:
        store.decisions.add(approve, 0, known=1)
    assert refused.value.first == other
    assert store.decisions.add(approve, 0, known=2) == 1
