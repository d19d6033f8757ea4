"""A server that goes away and comes back costs nothing that was written, and is told as such."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql_server import Server
from worker_minds import no_model

import scenarios
from copilot.adapters.store import Store
from copilot.app import worker as working
from copilot.app.drafting import Means
from copilot.app.health import examine
from copilot.app.worker import Worker
from copilot.model.errors import OperatorError
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from copilot.ports import Progress
from copilot.settings import Settings

ORDER = Order(scenario="mini")


@pytest.fixture
def shared(server: Server) -> Iterator[Store]:
    with Store(server.fresh()) as store:
        yield store


class _Outage:
    """The server is down inside, and up again afterwards."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __enter__(self) -> None:
        self._server.stop()

    def __exit__(self, *_error: object) -> None:
        self._server.start()


def test_a_store_is_there_again_after_an_outage(server: Server, shared: Store) -> None:
    """While the server is down the refusal says so; once it is up the same store answers, with all it held."""
    run = shared.runs.add(ORDER)
    with _Outage(server), pytest.raises(OperatorError) as refused:
        shared.runs.get(run)
    assert refused.value.message.code == "error.store"
    assert shared.runs.get(run).order == ORDER


def test_a_run_outlives_an_outage(server: Server, shared: Store, plan: Plan) -> None:
    """A run whose store was away for longer than its lease is finished by the same worker when nobody else took it."""

    def slow(_scenario: Scenario, _order: Order, _progress: Progress, _parent: Plan | None, _means: Means) -> Plan:
        with _Outage(server):
            threading.Event().wait(1.5)
        return plan

    run = shared.runs.add(ORDER)
    assert Worker(shared, scenarios, slow, no_model, lease=0.9).take_one()
    done = shared.runs.get(run)
    assert (done.status, done.epoch, done.plan) == ("done", 1, plan.id)


def test_an_idle_worker_waits_for_its_store(
    server: Server, shared: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker without a run does not end when its store goes away: it takes the next run once it is back."""
    monkeypatch.setattr(working, "OUTAGE_SECONDS", 0.1)
    stop = threading.Event()

    def drawn(_scenario: Scenario, _order: Order, _progress: Progress, _parent: Plan | None, _means: Means) -> Plan:
        stop.set()
        return plan

    idle = threading.Thread(target=Worker(shared, scenarios, drawn, no_model).work, args=(stop,))
    idle.start()
    with _Outage(server):
        threading.Event().wait(0.5)
    run = shared.runs.add(ORDER)
    idle.join(60)
    assert shared.runs.get(run).status == "done"


def test_the_doctor_says_which_store_answers(address: str, tmp_path: Path) -> None:
    """`doctor` names the server, its version, the place and the revision, and no password."""
    secret = address.replace("planner@", "planner:s3cret@")
    [sign] = [one for one in examine(Settings(home=tmp_path, database=secret)) if "store" in one.message.code]
    assert sign.sound
    assert sign.message.args["server"] == ("SQLite" if address.startswith("sqlite") else "PostgreSQL")
    assert str(sign.message.args["version"])[0].isdecimal()
    assert sign.message.args["revision"]
    assert "s3cret" not in sign.message.model_dump_json()


def test_the_doctor_says_that_a_store_does_not_answer(server: Server, tmp_path: Path) -> None:
    """`doctor` finds an installation unsound whose server is down, and still shows no password."""
    secret = server.fresh().replace("planner@", "planner:s3cret@")
    with _Outage(server):
        [sign] = [one for one in examine(Settings(home=tmp_path, database=secret)) if "store" in one.message.code]
    assert (sign.sound, sign.message.code) == (False, "error.store")
    assert "s3cret" not in sign.message.model_dump_json()
