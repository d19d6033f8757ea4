"""Runs are held under a lease, fenced by an epoch, and outlive every process."""

import time

import pytest
from sqlalchemy import create_engine, text

from copilot.adapters.store import FencedError, Store
from copilot.model.decision import Decision
from copilot.model.errors import OperatorError, PlannerError
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.ports import Event

ORDER = Order(scenario="mini", seed=7)
HELLO = Event(source="worker", message=Message(code="hello", args={"n": 1}))


def test_a_run_is_claimed_once(store: Store) -> None:
    """A run that one worker holds is not given to another while the lease lasts."""
    run = store.runs.add(ORDER)
    claim = store.runs.claim("w1", lease=60)
    assert claim is not None
    assert (claim.run, claim.epoch, claim.order) == (run, 1, ORDER)
    assert store.runs.claim("w2", lease=60) is None


def test_a_stale_worker_writes_nothing(store: Store, plan: Plan) -> None:
    """A worker whose lease ran out and whose run was taken can neither tell, renew, fail nor finish."""
    run = store.runs.add(ORDER)
    stale = store.runs.claim("w1", lease=0.01)
    assert stale is not None
    time.sleep(0.05)
    fresh = store.runs.claim("w2", lease=60)
    assert fresh is not None
    assert fresh.epoch == 2
    for write in (
        lambda: store.trails.open(stale).tell(HELLO),
        lambda: store.runs.renew(stale, 60),
        lambda: store.runs.fail(stale, HELLO.message),
        lambda: store.runs.finish(stale, plan),
    ):
        with pytest.raises(FencedError):
            write()
    assert store.trails.events(run) == ()
    assert store.plans.listed() == ()
    store.runs.finish(fresh, plan)
    assert store.runs.get(run).plan == plan.id


def test_a_cancelled_run_takes_no_plan(store: Store, plan: Plan) -> None:
    """Cancelling a run fences its worker; a run that is over cannot be cancelled."""
    run = store.runs.add(ORDER)
    claim = store.runs.claim("w1", lease=60)
    assert claim is not None
    store.runs.cancel(run)
    with pytest.raises(FencedError):
        store.runs.finish(claim, plan)
    with pytest.raises(PlannerError):
        store.runs.cancel(run)


def test_a_run_that_kills_its_workers_fails(store: Store) -> None:
    """After its last attempt a run is marked as failed and nobody takes it any more."""
    run = store.runs.add(ORDER)
    for _ in range(3):
        assert store.runs.claim("w", lease=0.01) is not None
        time.sleep(0.05)
    assert store.runs.claim("w", lease=60) is None
    failed = store.runs.get(run)
    assert failed.status == "failed"
    assert failed.error == Message(code="error.run_lost")


def test_a_restart_keeps_everything(address: str, plan: Plan, accept: Decision) -> None:
    """Runs, events, plans and decisions are all there when the store is opened again."""
    with Store(address) as before:
        run = before.runs.add(ORDER)
        claim = before.runs.claim("w1", lease=60)
        assert claim is not None
        before.trails.open(claim).tell(HELLO)
        before.runs.finish(claim, plan)
        before.decisions.add(accept, seen=0)
    with Store(address) as after:
        assert after.runs.get(run).status == "done"
        assert [(event.seq, event.message) for event in after.trails.events(run)] == [(1, HELLO.message)]
        assert after.trails.events(run, after=1) == ()
        assert after.plans.get(plan.id) == plan
        assert [record.decision for record in after.decisions.of(plan.id)] == [accept]


def test_an_altered_plan_is_not_read(store: Store, address: str, plan: Plan) -> None:
    """A plan whose body no longer has its hash is refused."""
    store.plans.add(plan)
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE plans SET body = replace(body, '\"R2\"', '\"R9\"')"))
    engine.dispose()
    with pytest.raises(OperatorError):
        store.plans.get(plan.id)
