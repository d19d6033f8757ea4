"""How the store is reached: SQLite on one machine, PostgreSQL for several."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from copilot.model.errors import InstallError

RETRY_SECONDS = 0.05
BUSY_SECONDS = 30
CONNECT_SECONDS = "10"
READING = "reading"
SQLITE = ("sqlite", "sqlite+pysqlite")
POSTGRESQL = ("postgresql", "postgresql+psycopg")
# A worker frozen in the middle of a transaction lets go of what it holds; nobody waits for a lock for ever.
SESSION = (f"lock_timeout = '{BUSY_SECONDS}s'", f"idle_in_transaction_session_timeout = '{BUSY_SECONDS}s'")


def engine(address: str) -> Engine:
    """The connections to a store; InstallError when its address or its driver is none that the store can use."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise InstallError("error.store_address") from error
    if url.drivername in SQLITE:
        return _sqlite(url)
    if url.drivername in POSTGRESQL:
        return _postgresql(url)
    raise InstallError("error.store_address")


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url)

    @event.listens_for(made, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # SQLAlchemy's BEGIN below, not the driver's
        for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}").close()
        _write_ahead(raw)

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that reads first cannot wait for its turn to write: SQLite refuses it at once.
        reads = connection.get_execution_options().get(READING)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return made


def _write_ahead(raw: Any) -> None:
    """Has the file written ahead; of processes that open a new one together, SQLite refuses all but one at once."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return


def _postgresql(url: URL) -> Engine:
    patient = url if "connect_timeout" in url.query else url.update_query_dict({"connect_timeout": CONNECT_SECONDS})
    try:
        # The isolation is said: the server's own default may be another, under which a lock shows what was before it.
        made = create_engine(
            patient.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            connect_args={"client_encoding": "utf8"},
        )
    except ModuleNotFoundError as error:
        raise InstallError("error.store_driver") from error

    @event.listens_for(made, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        raw.autocommit = True
        for setting in SESSION:
            raw.execute(f"SET {setting}")
        raw.autocommit = False

    return made
