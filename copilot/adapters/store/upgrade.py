"""A store is brought to the program's own revision when it is opened, by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, column, func, inspect, select, table

from copilot.adapters.store.engines import READING
from copilot.model.errors import OperatorError

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x1A7E4DA
"""Any number, as long as nobody else takes an advisory lock under it in the same database."""
_VERSION = table("alembic_version", column("version_num"))


@cache
def head() -> str:
    """The revision that this program works with."""
    return str(_revisions().get_current_head())


def revision(connection: Connection) -> str:
    """The revision that a store says it has; empty when it says none."""
    if not inspect(connection).has_table(_VERSION.name):
        return ""
    return str(connection.scalar(select(_VERSION.c.version_num)) or "")


def upgrade(engine: Engine) -> None:
    """Makes or upgrades the tables where they are not those of this program.

    OperatorError when a newer program made them, or when they are no store of ours.
    """
    with engine.connect().execution_options(**{READING: True}) as connection:
        if revision(connection) == head():
            return
    with _alone(engine) as connection:
        found = revision(connection)  # another process may have upgraded it meanwhile
        if found and found not in {one.revision for one in _revisions().walk_revisions()}:
            raise OperatorError("error.store_newer", found=found, known=head())
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        if not found and (unsaid := _unsaid(connection)):
            command.stamp(config, unsaid)
        command.upgrade(config, "head")


def _revisions() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


def _unsaid(connection: Connection) -> str:
    """The revision of a store made before revisions were written down; empty when there is no store yet."""
    seen = inspect(connection)
    names = set(seen.get_table_names())
    if "runs" not in names:
        return ""
    # A store of the first days that a later program opened has both: the tables it lacked were made beside the old.
    if "events" in names:
        return "0001"
    if "trail" not in names:
        raise OperatorError("error.store_unknown")
    return "0003" if any(one["name"] == "result" for one in seen.get_columns("runs")) else "0002"


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction in which no other process upgrades the same store."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            _refuse_other_encodings(connection)
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            yield connection
            connection.commit()
            return
        # SQLite changes a table by making it anew: the rows that refer to it must not notice.
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RuntimeError("the upgrade leaves rows that refer to nothing")
            connection.commit()
        finally:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")
            raw.close()


def _refuse_other_encodings(connection: Connection) -> None:
    encoding = connection.scalar(select(func.current_setting("server_encoding")))
    if encoding != "UTF8":
        raise OperatorError("error.store_encoding", encoding=str(encoding))
