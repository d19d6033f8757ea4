"""A run survives its worker: killed, it is taken up again; cancelled, its worker goes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from worker_minds import no_model

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.worker import FENCED, Worker
from copilot.model.order import Order

DOZING = Path(__file__).with_name("dozing.py")
LEASE = 1.0


@pytest.fixture
def run(store: Store) -> str:
    return store.runs.add(Order(scenario="mini", effort=5))


@pytest.fixture
def dozing(address: str, run: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(DOZING), address, str(LEASE)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "dozing\n"
    yield worker
    worker.kill()
    worker.communicate()


def test_a_killed_worker_s_run_is_taken_up_again(store: Store, run: str, dozing: subprocess.Popen[str]) -> None:
    """A run whose worker was killed in the middle is drafted by the next worker once the lease is over."""
    time.sleep(2 * LEASE)
    rescuer = Worker(store, scenarios, draft, no_model)
    assert not rescuer.take_one(), "a live worker keeps its run beyond the first lease"
    dozing.kill()
    dozing.wait()
    time.sleep(1.5 * LEASE)
    assert rescuer.take_one()
    done = store.runs.get(run)
    assert (done.status, done.epoch) == ("done", 2)
    assert done.plan is not None
    assert store.plans.get(done.plan).scenario == "mini"
    told = [event.message.code for event in store.trails.events(run)]
    assert told[:3] == ["desk.event.started", "dozing", "desk.event.resumed"]


def test_a_cancelled_run_frees_its_worker(store: Store, run: str, dozing: subprocess.Popen[str]) -> None:
    """A worker busy with a run that is cancelled goes away by itself, so that its supervisor starts a fresh one."""
    store.runs.cancel(run)
    assert dozing.wait(timeout=30) == FENCED
    assert store.runs.get(run).status == "cancelled"


def test_a_run_that_cannot_be_drafted_says_why(store: Store) -> None:
    """A run of a scenario that does not exist fails with the message for the planner, and the worker goes on."""
    lost = store.runs.add(Order(scenario="nowhere"))
    worker = Worker(store, scenarios, draft, no_model)
    assert worker.take_one()
    failed = store.runs.get(lost)
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error.code == "error.unknown_name"
    assert not worker.take_one()
