"""A store of any age is brought to the program's revision when it is opened, or refused in words."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import store_of_before as before
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from postgresql_server import Server
from sqlalchemy import Engine, create_engine, insert, inspect, text

from copilot.adapters.store import Store
from copilot.adapters.store.schema import bodies, metadata, trail
from copilot.adapters.store.upgrade import head
from copilot.model.decision import Decision
from copilot.model.errors import InstallError, OperatorError
from copilot.model.noun import Message, canonical
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.ports import Event
from copilot.texts import Speaker

OPENING = Path(__file__).with_name("opening.py")
RUN = "r" * 32
TOLD = [
    Message(code="desk.event.started"),
    Message(code="\u00e9t\u00e9", args={"n": 1}),
    Message(code="desk.event.started"),
]


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    made = create_engine(address)
    yield made
    made.dispose()


@pytest.fixture
def old(engine: Engine, plan: Plan, revised: Plan, accept: Decision) -> Engine:
    """A store of the first days: a run that is over, with its events, a plan and its revision, a decision."""
    before.metadata.create_all(engine)
    with engine.begin() as connection:
        for one in (plan, revised):
            listed = one.model_dump(include={"id", "scenario", "revision", "parent", "world", "verdict"})
            row = {**listed, "root": plan.id, "body": canonical(one), "created_at": 1.5}
            connection.execute(insert(before.plans), row)
        run = {"id": RUN, "body": canonical(Order(scenario="mini")), "status": "done", "epoch": 1, "plan": plan.id}
        connection.execute(insert(before.runs), {**run, "created_at": 1.25})
        for seq, message in enumerate(TOLD, start=1):
            row = {"run": RUN, "seq": seq, "at": 1.0625 + seq, "source": "worker", "message": canonical(message)}
            connection.execute(insert(before.events), row)
        row = {"plan": plan.id, "item": accept.item, "seq": 1, "body": canonical(accept)}
        connection.execute(insert(before.decisions), row)
    return engine


def _differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _refusal(address: str) -> Message:
    with pytest.raises(OperatorError) as refused:
        Store(address)
    return refused.value.message


def test_the_revisions_make_the_schema(store: Store, engine: Engine) -> None:
    """All revisions together make the very tables that the program works with."""
    assert store.sign().revision == head()
    assert _differences(engine) == []


def test_the_oldest_store_is_upgraded(old: Engine, address: str, plan: Plan, revised: Plan, accept: Decision) -> None:
    """A store of the first days keeps its plans, runs and decisions; its events begin the trails, which are sound."""
    with Store(address) as store:
        assert store.sign().revision == head()
        assert [store.plans.get(one.id) for one in (plan, revised)] == [plan, revised]
        assert store.plans.latest(plan.id) == revised.id
        assert (store.runs.get(RUN).plan, store.runs.get(RUN).result) == (plan.id, None)
        assert [record.decision for record in store.decisions.of(plan.id)] == [accept]
        assert [(one.seq, one.at, one.message) for one in store.trails.events(RUN)] == [
            (seq, 1.0625 + seq, message) for seq, message in enumerate(TOLD, start=1)
        ]
        store.trails.verify(RUN, store.trails.head(RUN)[1])
        assert not inspect(old).has_table("events")
    assert _differences(old) == []


def test_a_moved_event_is_held_by_its_chain(old: Engine, address: str) -> None:
    """What was told before the upgrade cannot be altered after it without being found out."""
    with Store(address) as store:
        with old.begin() as connection:
            connection.execute(text("UPDATE trail SET at = at + 60 WHERE seq = 2"))
        with pytest.raises(OperatorError) as found:
            store.trails.verify(RUN)
    assert found.value.message.args["line"] == 2


def test_a_run_goes_on_after_the_upgrade(old: Engine, address: str) -> None:
    """A run whose worker an old program lost is taken up by the new one, and its trail goes on from the events."""
    with old.begin() as connection:
        connection.execute(text("UPDATE runs SET status = 'running', lease_until = 0, plan = NULL"))
    with Store(address) as store:
        claim = store.runs.claim("w", lease=60)
        assert claim is not None
        assert claim.run == RUN
        store.trails.open(claim).tell(Event(source="worker", message=Message(code="on")))
        assert [one.message.code for one in store.trails.events(RUN)][-2:] == ["desk.event.started", "on"]
        store.trails.verify(RUN)


def test_a_store_that_two_programs_made_is_upgraded(old: Engine, address: str) -> None:
    """An old store beside whose tables a later program made its trail keeps that trail, and loses the events."""
    metadata.create_all(old, tables=[bodies, trail])
    with Store(address) as store:
        run = store.runs.add(Order(scenario="mini"))
        assert len(store.trails.events(RUN)) == len(TOLD)
        assert store.runs.get(run).status == "queued"
    assert _differences(old) == []


@pytest.mark.parametrize("result", [False, True])
def test_a_store_without_a_note_of_its_revision_is_known_by_its_tables(
    engine: Engine, address: str, result: bool
) -> None:
    """A store that was made whole, before revisions were written down, is taken for what its tables are."""
    later = {"presence", "preferences"}
    metadata.create_all(engine, tables=[one for name, one in metadata.tables.items() if name not in later])
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX runs_of_plan"))
        for later_column in ("stop", "within"):
            connection.execute(text(f"ALTER TABLE runs DROP COLUMN {later_column}"))
        if not result:
            connection.execute(text("ALTER TABLE runs DROP COLUMN result"))
        connection.execute(text("INSERT INTO bodies VALUES ('h', '{}')"))
    with Store(address) as store:
        assert store.sign().revision == head()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM bodies")) == 1
    assert _differences(engine) == []


def test_a_newer_store_is_refused(store: Store, engine: Engine, address: str) -> None:
    """A store that a newer program made is left alone, and the refusal names both revisions in both languages."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    message = _refusal(address)
    assert message == Message(code="error.store_newer", args={"found": "9999", "known": head()})
    said = {Speaker(language).say(message) for language in ("fr", "en")}
    assert len(said) == 2
    assert all("9999" in one and head() in one for one in said)


def test_somebody_else_s_tables_are_refused(engine: Engine, address: str) -> None:
    """A database whose table of runs was never ours is refused and gets no table."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE runs (id INTEGER)"))
    assert _refusal(address).code == "error.store_unknown"
    assert inspect(engine).get_table_names() == ["runs"]


def test_an_upgrade_that_fails_changes_nothing(old: Engine, address: str) -> None:
    """When a revision cannot be carried out, the store stays at the one it had, with all its rows."""
    with old.begin() as connection:
        connection.execute(text("CREATE TABLE bodies (name TEXT)"))
    assert _refusal(address).code == "error.store"
    with old.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM events")) == len(TOLD)
    assert not {"alembic_version", "trail"} & set(inspect(old).get_table_names())


@pytest.mark.parametrize("aged", [False, True])
def test_processes_that_start_at_once_do_not_collide(
    request: pytest.FixtureRequest, address: str, tmp_path: Path, aged: bool
) -> None:
    """Of four processes that open the same new or old store at the same moment, each finds it whole."""
    if aged:
        request.getfixturevalue("old")
    gun = tmp_path / "gun"
    command = [sys.executable, "-W", "error", str(OPENING), address, str(gun)]
    openers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    gun.touch()
    said = [opener.communicate(timeout=120)[0].strip() for opener in openers]
    assert said == [f"{head()} {int(aged)}"] * 4


def test_a_database_in_another_encoding_is_refused(server: Server) -> None:
    """A PostgreSQL database that cannot hold every letter is refused before any table is made."""
    assert _refusal(server.fresh(encoding="LATIN1")).args == {"encoding": "LATIN1"}


@pytest.mark.parametrize("address", ["no address", "mysql://host/base", "postgresql+psycopg2://host/base"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    """An address that is none, or that names a database or a driver unknown to the store, is refused in words."""
    with pytest.raises(InstallError) as refused:
        Store(address)
    assert refused.value.message.code == "error.store_address"


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the driver of PostgreSQL is not installed, the refusal says how to install it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InstallError) as refused:
        Store("postgresql://planner@127.0.0.1/none")
    assert refused.value.message.code == "error.store_driver"
