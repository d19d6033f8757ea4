"""One connection to the store, whichever the server."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, Connection, Double, Insert, Table, cast, extract, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError

from copilot.adapters.store.engines import READING, engine
from copilot.adapters.store.upgrade import revision, upgrade
from copilot.model.errors import OperatorError
from copilot.model.record import StoreSign

ONE_STATE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """Transactions that read, transactions that write, and the server's own clock."""

    def __init__(self, address: str) -> None:
        self._engine = engine(address)
        self._embedded = self._engine.dialect.name == "sqlite"

    def create(self) -> None:
        """Brings the tables to this program's revision; OperatorError when they are a newer program's."""
        with _said_to_the_operator():
            upgrade(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and waits for nobody."""
        options = {READING: True} if self._embedded else ONE_STATE
        with _said_to_the_operator(), self._engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed as a whole or not at all; on SQLite it is alone from its beginning."""
        with _said_to_the_operator(), self._engine.begin() as connection:
            yield connection

    @property
    def now(self) -> ColumnElement[float]:
        """The time of the server in UTC seconds: workers' clocks may differ."""
        if self._embedded:
            return (func.julianday("now") - 2440587.5) * 86400.0
        return cast(extract("epoch", func.clock_timestamp()), Double)

    def sign(self) -> StoreSign:
        """Which server answers, where, and the revision of its tables."""
        url = self._engine.url
        version = func.sqlite_version() if self._embedded else func.current_setting("server_version")
        with self.reading() as connection:
            return StoreSign(
                server="SQLite" if self._embedded else "PostgreSQL",
                version=str(connection.scalar(select(version))),
                place=str(url.database) if self._embedded else f"{url.host or url.query.get('host')}/{url.database}",
                revision=revision(connection),
            )

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()


def insert_once(connection: Connection, into: Table) -> Insert:
    """An insert that leaves a row of the same key as it is, even one that another worker is writing just now."""
    made = sqlite.insert(into) if connection.dialect.name == "sqlite" else postgresql.insert(into)
    return made.on_conflict_do_nothing()


@contextmanager
def _said_to_the_operator() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise  # a row that contradicts another is this program's mistake, not the operator's
    except DataError as error:
        raise OperatorError("error.store_value", detail=str(error.orig)) from error
    except DatabaseError as error:
        raise OperatorError("error.store", detail=str(error.orig)) from error
