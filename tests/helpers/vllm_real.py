"""Runs a command beside a real vLLM that serves the tiny model, and leaves nothing running.

    python tests/helpers/vllm_real.py PYTHON_WITH_VLLM COMMAND...

The command finds the server through INTENDANCE_TEST_VLLM_URL and the settings INTENDANCE_MODEL, _MODEL_URL, _MODEL_KEY.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tiny_mistral import make
from vllm_asked import KEY, NAME

HOME = Path(__file__).parents[2]
PORT = 8137
LOG = HOME / "out" / "vllm.log"
START_SECONDS = 400
STOP_SECONDS = 60
SMALL = ("--enforce-eager", "--dtype", "bfloat16", "--kv-cache-memory-bytes", str(64 << 20))


def main(python, *command):
    """The status of the command, or 1 when there was no server to run it beside."""
    url = f"http://127.0.0.1:{PORT}/v1"
    settings = {"INTENDANCE_MODEL": NAME, "INTENDANCE_MODEL_URL": url, "INTENDANCE_MODEL_KEY": KEY}
    environment = os.environ | settings | {"INTENDANCE_TEST_VLLM_URL": url}
    LOG.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, LOG.open("wb") as log:
        make(Path(folder))
        server = subprocess.Popen(served(folder, python), cwd=HOME, env=environment, stdout=log, stderr=log)
        try:
            if not answers(server):
                sys.stderr.write(f"no server: see {LOG}\n")
                return 1
            return subprocess.run(command, cwd=HOME, env=environment, check=False).returncode
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(STOP_SECONDS)


def served(folder, python):
    """The product's own verb, so that the flags tested are those that a site gets."""
    verb = (sys.executable, "-c", "from copilot.cli import main; main()", "serve", folder, "--name", NAME)
    return (*verb, "--port", str(PORT), "--longest", "8192", "--python", python, "--", *SMALL)


def answers(server):
    """Whether the server comes up; the first start takes minutes."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5):
            return True
        time.sleep(1)
    return False


if __name__ == "__main__":
    # As if Ctrl+C: the server is ended on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(*sys.argv[1:]))
