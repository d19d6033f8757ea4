"""One connection to the store, whichever the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Double, Engine, cast, create_engine, event, extract, func, make_url
from sqlalchemy.exc import OperationalError

from copilot.adapters.store.schema import metadata
from copilot.model.errors import OperatorError

BUSY_SECONDS = 30
READING = "reading"


class Database:
    """Transactions that read, transactions that write, and the server's own clock."""

    def __init__(self, address: str) -> None:
        self._engine = _engine(address)

    def create(self) -> None:
        """Makes the tables that are not there yet."""
        with self.writing() as connection:
            metadata.create_all(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and waits for nobody."""
        with _said_to_the_operator(), self._engine.connect().execution_options(**{READING: True}) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed as a whole or not at all; on SQLite it is alone from its beginning."""
        with _said_to_the_operator(), self._engine.begin() as connection:
            yield connection

    @property
    def now(self) -> ColumnElement[float]:
        """The time of the server in UTC seconds: workers' clocks may differ."""
        if self._engine.dialect.name == "sqlite":
            return (func.julianday("now") - 2440587.5) * 86400.0
        return cast(extract("epoch", func.clock_timestamp()), Double)

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()


def _engine(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # SQLAlchemy's BEGIN below, not the driver's
        for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "journal_mode=WAL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that reads first cannot wait for its turn to write: SQLite refuses it at once.
        reads = connection.get_execution_options().get(READING)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def _said_to_the_operator() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise OperatorError("error.store", detail=str(error.orig)) from error
