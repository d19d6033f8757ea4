"""A worker that drains a store, its runs giving one of three plans; run with: store, plan, gun."""

import sys
import time
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from worker_minds import no_model

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import Means
from copilot.app.worker import Worker
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.ports import Event, Progress

address, body, gun = sys.argv[1:]
plan = Plan.model_validate_json(body)


def drawn(_scenario: Scenario, order: Order, progress: Progress, _parent: Plan | None, _means: Means) -> Plan:
    progress(Event(source="worker", message=Message(code="drawn")))
    sys.stdout.write(f"{order.seed}\n")
    return plan.model_copy(update={"revision": 1 + order.seed % 3}).sealed()


with Store(address) as store:
    worker = Worker(store, SimpleNamespace(load=cache(scenarios.load)), drawn, no_model)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not Path(gun).exists():
        time.sleep(0.001)
    while worker.take_one():
        pass
