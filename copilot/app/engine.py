"""Starts vLLM from the environment where it is installed, and ends all of it: no engine outlives its server."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from copilot.model.errors import InstallError
from copilot.model.noun import Noun

STOP_SECONDS = 30.0
LOOK_SECONDS = 0.2
KILL_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1
_ASK = """
import importlib.metadata, importlib.util, json
names = {one.name.lower().replace("_", "-"): one.version for one in importlib.metadata.distributions()}
found = importlib.util.find_spec("vllm") is not None
print(json.dumps({"module": found, "version": names.get("vllm", ""), "common": names.get("mistral-common", "")}))
"""


class Installed(Noun):
    """What an environment holds: the module vLLM, its version as a distribution of that name, mistral-common's."""

    module: bool
    version: str
    common: str

    @property
    def trapped(self) -> bool:
        """Whether this mistral-common makes vLLM's Mistral tool parser refuse every exchange, as measured with 0.32."""
        numbers = [int(part) for part in self.common.split(".")[:2] if part.isdecimal()]
        return numbers >= [1, 13]


def installed(python: Path) -> Installed:
    """What the environment of that Python holds; InstallError when it cannot be asked or holds no vLLM."""
    try:
        told = subprocess.run([python, "-c", _ASK], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise InstallError("serve.no_python", path=str(python)) from error
    found = Installed(**json.loads(told))
    if not found.module:
        raise InstallError("serve.no_vllm", path=str(python))
    return found


def start(python: Path, found: Installed) -> tuple[str, ...]:
    """What a server's command begins with there."""
    verb = python.parent / "vllm"
    if found.version and verb.exists():
        return (str(verb), "serve")
    # Builds under another name, such as the one for CPUs, bring a command that looks for a distribution named vllm.
    return (str(python), "-m", "vllm.entrypoints.openai.api_server", "--model")


def keep(words: Sequence[str], environment: Mapping[str, str], stop_seconds: float = STOP_SECONDS) -> int:
    """Runs a command as a process group of its own until it ends, or until SIGTERM or SIGINT; returns its status.

    Whatever ends it, the whole group is ended: asked first, killed when it has not obeyed in time. When this process
    itself is killed, the system asks the command to end.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        child = subprocess.Popen(words, env=environment, start_new_session=True, preexec_fn=_die_with(os.getpid()))
        try:
            while not stopping and child.poll() is None:
                time.sleep(LOOK_SECONDS)
        finally:
            _end(child, stop_seconds)
        return 0 if stopping else child.returncode
    except OSError as error:
        raise InstallError("serve.not_started", command=words[0]) from error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _die_with(parent: int) -> Callable[[], None]:
    library = ctypes.CDLL(None)

    def ask() -> None:
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _end(child: subprocess.Popen[bytes], seconds: float) -> None:
    group = child.pid
    if not _told(group, signal.SIGTERM):
        child.wait()
        return
    if not _gone(child, group, seconds):
        _told(group, signal.SIGKILL)
        _gone(child, group, KILL_SECONDS)
    child.wait()


def _gone(child: subprocess.Popen[bytes], group: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        child.poll()
        if not _told(group, 0):
            return True
        time.sleep(LOOK_SECONDS / 2)
    return False


def _told(group: int, number: int) -> bool:
    """Whether anyone of the group was there to be told."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
        return True
    return False
