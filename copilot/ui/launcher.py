"""Starts the desk and one worker, keeps both going, and stops both together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from copilot.model.errors import InstallError
from copilot.settings import Settings
from copilot.ui.theme import theme

DESK = "desk"
ROLES: Mapping[str, Sequence[str]] = {
    DESK: (sys.executable, "-m", "copilot.ui.serving"),
    "worker": (sys.executable, "-m", "copilot.app.working"),
}
START_SECONDS = 60
STOP_SECONDS = 10
LOOK_SECONDS = 0.5
RESTART_SECONDS = 1


def run(settings: Settings, ready: Callable[[str], None], roles: Mapping[str, Sequence[str]] = ROLES) -> int:
    """Runs the desk and the worker until SIGTERM or SIGINT; returns 0, or the desk's status when it stops by itself.

    `ready` is told the desk's address once it answers. A worker that stops is started again. InstallError when the port
    is taken, or the theme is wrong.
    """
    theme(settings.theme)
    _refuse_taken_port(settings)
    return _Supervisor(settings, ready, roles).run()


class _Supervisor:
    def __init__(self, settings: Settings, ready: Callable[[str], None], roles: Mapping[str, Sequence[str]]) -> None:
        self._settings = settings
        self._ready = ready
        self._roles = roles
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False

    def run(self) -> int:
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            for role in self._roles:
                self._start(role)
            if self._desk_answers():
                self._ready(f"http://{self._settings.host}:{self._settings.port}")
            return self._watch()
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _watch(self) -> int:
        while not self._stopping:
            for role, child in list(self._children.items()):
                if child.poll() is None:
                    continue
                if role == DESK:
                    return child.returncode or 1
                time.sleep(RESTART_SECONDS)
                self._start(role)
            time.sleep(LOOK_SECONDS)
        return 0

    def _desk_answers(self) -> bool:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and not self._stopping and self._children[DESK].poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex((self._settings.host, self._settings.port)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def _start(self, role: str) -> None:
        # A session of its own: Ctrl+C reaches the supervisor only, which then stops the children in order.
        self._children[role] = subprocess.Popen(
            self._roles[role], env=os.environ | self._settings.environment(), start_new_session=True
        )

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> None:
        for child in self._children.values():
            child.terminate()
        until = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _refuse_taken_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise InstallError("error.port_taken", address=f"{settings.host}:{settings.port}") from error
