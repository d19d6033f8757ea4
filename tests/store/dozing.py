"""A worker that takes the first run, tells one event, and never comes to an end; run with: store, lease."""

import sys
import threading

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import Means
from copilot.app.worker import Worker
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.ports import Event, Progress


def doze(_scenario: Scenario, _order: Order, progress: Progress, _parent: Plan | None, _means: Means) -> Plan:
    progress(Event(source="worker", message=Message(code="dozing")))
    sys.stdout.write("dozing\n")
    sys.stdout.flush()
    while True:
        threading.Event().wait(1)


address, lease = sys.argv[1:]
with Store(address) as store:
    Worker(store, scenarios, doze, lambda _model: None, float(lease)).take_one()
