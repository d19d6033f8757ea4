"""Several processes share one store, on SQLite and on PostgreSQL: nothing is done twice, nothing is half seen."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql_server import Server
from sqlalchemy import func, make_url, select, text

import copilot
from copilot.adapters.store import Store, engines
from copilot.adapters.store.database import Database
from copilot.adapters.store.runs import fence
from copilot.adapters.store.schema import runs
from copilot.model.decision import Decision
from copilot.model.errors import IntendanceError, OperatorError
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.ports import Event

DRAINING = Path(__file__).with_name("draining.py")
HELPERS = Path(__file__).parents[1] / "helpers"
ORDER = Order(scenario="mini")
RUNS = 12


@pytest.fixture
def database(store: Store, address: str) -> Iterator[Database]:
    made = Database(address)
    yield made
    made.close()


def test_no_run_is_executed_twice(store: Store, address: str, plan: Plan, tmp_path: Path) -> None:
    """Three workers that drain one store at once execute each run once, though many runs give the very same plan."""
    waiting = [store.runs.add(ORDER.model_copy(update={"seed": seed})) for seed in range(RUNS)]
    gun = tmp_path / "gun"
    command = [sys.executable, str(DRAINING), address, plan.model_dump_json(), str(gun)]
    path = os.pathsep.join([str(HELPERS), str(Path(copilot.__file__).parents[1])])
    workers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path})
        for _ in range(3)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    gun.touch()
    drawn = [worker.communicate(timeout=300)[0].split() for worker in workers]
    assert sum(bool(share) for share in drawn) > 1, "the work was shared"
    assert sorted(int(seed) for share in drawn for seed in share) == list(range(RUNS))
    done = [store.runs.get(run) for run in waiting]
    assert {(one.status, one.epoch) for one in done} == {("done", 1)}
    assert len({one.plan for one in done}) == 3
    for run in waiting:
        store.trails.verify(run)
        assert [one.message.code for one in store.trails.events(run)] == ["desk.event.started", "drawn"]


def test_two_workers_write_one_body_at_once(store: Store) -> None:
    """Two runs that record the same long answers at the same time both have them, and each is stored once."""
    claims = []
    for _ in range(2):
        store.runs.add(ORDER)
        claims.append(store.runs.claim("w", lease=60))
    start = threading.Barrier(2)
    failures: list[Exception] = []

    def write(index: int) -> None:
        claim = claims[index]
        assert claim is not None
        trail = store.trails.open(claim)
        start.wait()
        try:
            for number in range(40):
                trail.record("model", "m", f'{{"n":{number}}}', f'"{number}{"-" * 5000}"')
        except Exception as error:  # noqa: BLE001 - whatever a thread meets is said by the test
            failures.append(error)

    threads = [threading.Thread(target=write, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    answers = [[line.answered for line in store.trails.of(claim.run)] for claim in claims if claim is not None]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 40


def test_a_reader_sees_one_state(store: Store, database: Database) -> None:
    """What is written meanwhile does not show within one reading, and shows in the next."""
    count = select(func.count()).select_from(runs)
    with database.reading() as connection:
        assert connection.scalar(count) == 0
        store.runs.add(ORDER)
        assert connection.scalar(count) == 0
    with database.reading() as connection:
        assert connection.scalar(count) == 1


def test_any_text_comes_back_as_it_was(store: Store) -> None:
    """A text with a NUL, accents, an emoji and some megabytes is kept to the last character."""
    strange = "\0 \u00e9t\u00e9 \U0001f69a '\"\\ \u2028" + "x" * 5_000_000
    store.runs.add(ORDER.model_copy(update={"words": "\0\u00e9"}))
    claim = store.runs.claim("w", lease=60)
    assert claim is not None
    assert claim.order.words == "\0\u00e9"
    store.trails.open(claim).tell(Event(source="worker", message=Message(code="said", args={"words": strange})))
    [event] = store.trails.events(claim.run)
    assert event.message.args == {"words": strange}
    store.trails.verify(claim.run)


def test_a_name_that_no_server_takes_is_refused_in_words(store: Store) -> None:
    """A name with a NUL, which no plan or run has, is refused as a typed error and not as the driver's."""
    for asked in (store.runs.get, store.plans.get, store.plans.latest):
        with pytest.raises(IntendanceError):
            asked("a\0b")


def test_decisions_come_in_one_order_everywhere(store: Store, plan: Plan, accept: Decision) -> None:
    """Items are in the order of their characters, whichever order for letters the server has."""
    names = ["a", "B", "\u00e9", "_", "b", "A", "Z", "z-1", "z1"]
    items = tuple(plan.items[0].model_copy(update={"id": name}) for name in names)
    named = plan.model_copy(update={"items": items}).sealed()
    store.plans.add(named)
    for name in names:
        store.decisions.add(accept.model_copy(update={"plan": named.id, "item": name}), seen=0)
    assert [record.decision.item for record in store.decisions.of(named.id)] == sorted(names)


def test_the_clock_is_the_server_s_and_goes_on_within_a_transaction(database: Database) -> None:
    """The time is in UTC seconds, and a long transaction does not stop it."""
    with database.writing() as connection:
        first = connection.scalar(select(database.now))
        threading.Event().wait(0.05)
        second = connection.scalar(select(database.now))
    assert first is not None
    assert second is not None
    assert 0.04 < second - first < 30
    assert 1.7e9 < first < 4e9


def test_the_isolation_is_not_the_server_s_choice(server: Server) -> None:
    """A server whose own default is to serialise gives writers what the locks rely on."""
    address = server.fresh()
    name = make_url(address).database
    server.tell(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    database = Database(address)
    with database.writing() as connection:
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
    with database.reading() as connection:
        assert connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert connection.scalar(text("SHOW transaction_read_only")) == "on"
    database.close()


def test_a_worker_frozen_in_a_transaction_does_not_keep_its_run(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that stops in the middle of a write holds nobody up, and its transaction is undone."""
    address = server.fresh()
    monkeypatch.setattr(engines, "SESSION", ("idle_in_transaction_session_timeout = '300ms'",))
    frozen = Database(address)
    with Store(address) as store:
        store.runs.add(ORDER)
        claim = store.runs.claim("w1", lease=0.01)
        assert claim is not None
        taken = []

        def stop_halfway() -> None:
            with frozen.writing() as connection:
                fence(connection, claim)
                taken.append(store.runs.claim("w2", lease=60))
                threading.Event().wait(1)
                taken.append(store.runs.claim("w2", lease=60))
                fence(connection, claim)

        with pytest.raises(OperatorError):
            stop_halfway()
        assert taken[0] is None, "the run was being written to"
        assert taken[1].epoch == 2
    frozen.close()
