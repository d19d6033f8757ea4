"""A PostgreSQL server of one's own: started in a temporary folder, reached by a socket in it, never run as root."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

DEBIAN = Path("/usr/lib/postgresql")
UNPRIVILEGED = "postgres"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
# What is written need not outlive the machine: nothing waits for the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def _program(name: str) -> str:
    """Where a program of the server is; Debian keeps them out of the path, a folder for each version."""
    found = max(DEBIAN.glob(f"*/bin/{name}"), key=lambda file: int(file.parts[-3]), default=shutil.which(name))
    if found is None:
        raise FileNotFoundError(f"{name}: `make test` installs Debian's postgresql; these tests are never skipped")
    return str(found)


def _nobody_s_rights() -> dict[str, Any]:
    """The server refuses to run as root: as root, it is run as the user that Debian's package makes."""
    return {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": []} if os.geteuid() == 0 else {}


@dataclass
class Server:
    """A server that runs, and fresh databases on it."""

    folder: Path
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def address(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://planner@/{database}?host={self.folder}"

    def fresh(self, encoding: str = "UTF8") -> str:
        """The address of a database made just now."""
        name = f"store{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'")
        return self.address(name)

    def tell(self, statement: str) -> None:
        """Has the server carry out a statement on its own behalf."""
        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()

    def stop(self) -> None:
        """Ends it, and every connection with it."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(STOP_SECONDS)

    def start(self) -> None:
        """Starts it again after a stop, with what it held."""
        self.process = _started(self.folder)


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """A server that is gone afterwards, with its folder."""
    # Not pytest's own folder, which nobody else may enter; and a short name, since a socket's is limited.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED, UNPRIVILEGED)
        options = ("--username=planner", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        command = [_program("initdb"), *options, str(folder / "data")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **_nobody_s_rights())
        server = Server(folder, _started(folder))
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.stop()
    finally:
        shutil.rmtree(folder)


def _started(folder: Path) -> subprocess.Popen[bytes]:
    command = [_program("postgres"), "-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [*command, *(word for setting in HASTE for word in ("-c", setting))],
            stdout=log,
            stderr=log,
            cwd=folder,
            **_nobody_s_rights(),
        )
    until = time.monotonic() + START_SECONDS
    ready = [_program("pg_isready"), "--quiet", "--host", str(folder)]
    while subprocess.run(ready, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise RuntimeError((folder / "log").read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.05)
    return process
