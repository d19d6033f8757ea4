"""The desk and a bare Streamlit page, each served by a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

START_SECONDS = 60
STOP_SECONDS = 20
TICKS = os.sysconf("SC_CLK_TCK")
BARE, TEXTS = (Path(__file__).with_name(name) for name in ("bare.py", "texts.py"))


class Served(NamedTuple):
    """A process that answers at an address."""

    address: str
    process: int

    def spent(self) -> float:
        """Seconds of processor that the process has used."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self) -> float:
        """MiB of memory that the process holds."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def desk(home: Path) -> Iterator[Served]:
    """The desk over the store of a folder, without a worker: nothing is computed beside it."""
    port = _free_port()
    env = {"INTENDANCE_HOME": str(home), "INTENDANCE_PORT": str(port), "INTENDANCE_USER": "Alice"}
    with _answering([sys.executable, "-m", "copilot.ui.serving"], port, env) as served:
        yield served


@contextmanager
def bare(script: Path = BARE) -> Iterator[Served]:
    """A page of Streamlit alone, with the desk's options: it too is spared a collection at each rerun."""
    port = _free_port()
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.serverAddress": "127.0.0.1",
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
    }
    told = [f"--{name}={value}" for name, value in options.items()]
    with _answering([sys.executable, "-m", "streamlit", "run", str(script), *told], port, {}) as served:
        yield served


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _answering(command: list[str], port: int, env: dict[str, str]) -> Iterator[Served]:
    with subprocess.Popen(command, env=os.environ | env, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + START_SECONDS
            while process.poll() is None and time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            else:
                raise RuntimeError(f"{command} does not answer")
            yield Served(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
