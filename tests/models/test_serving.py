"""The command that serves a model, and what becomes of its processes."""

import json
import signal
import stat
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from copilot.app import engine
from copilot.app.serving import ENVIRONMENT, Adapter, Serving, command, environment, presets, shown
from copilot.model.errors import InstallError
from copilot.texts import texts

HOME = Path(__file__).parents[2]
PATIENCE = 30


def intendance(*words):
    """What the command line answers."""
    code = "from copilot.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=HOME, check=False)


def follows(words, option, value):
    """Whether an option has that value in a command."""
    return value in [after for word, after in pairwise(words) if word == option]


def test_a_model_is_served_in_mistral_format_on_this_machine_only():
    """Format, tool parser, the grammar's engine, the shared cache and the loopback are all in the command."""
    words = command(Serving(model="small-4"))
    assert words[:3] == ("vllm", "serve", "mistralai/Mistral-Small-4-119B-2603")
    for option in ("--tokenizer-mode", "--config-format", "--load-format", "--tool-call-parser"):
        assert follows(words, option, "mistral")
    assert {"--enable-auto-tool-choice", "--enable-prefix-caching"} < set(words)
    assert follows(words, "--host", "127.0.0.1")
    assert follows(words, "--tensor-parallel-size", "2")
    assert follows(words, "--structured-outputs-config", '{"backend":"guidance","disable_any_whitespace":true}')
    assert "--pipeline-parallel-size" not in words


def test_several_machines_are_one_server_under_ray():
    """Layers are cut over the machines of a cluster, each over the GPUs of one of them."""
    words = command(Serving(model="large-3", nodes=2, gpus=4))
    assert follows(words, "--pipeline-parallel-size", "2")
    assert follows(words, "--tensor-parallel-size", "4")
    assert follows(words, "--distributed-executor-backend", "ray")


def test_a_folder_is_served_under_its_own_name():
    """A model of one's own is taken by its folder, on one GPU, and what one adds stands last."""
    words = command(Serving(model="/srv/modeles/maison", extra=("--dtype", "bfloat16")))
    assert follows(words, "--served-model-name", "maison")
    assert "--tensor-parallel-size" not in words
    assert words[-2:] == ("--dtype", "bfloat16")


@pytest.mark.parametrize(("rank", "room"), [(4, "8"), (8, "8"), (24, "32")])
def test_one_adapter_has_room_for_its_rank(tmp_path, rank, room):
    """An adapter is served under its name, with the room that its own rank needs."""
    (tmp_path / "adapter_config.json").write_text(json.dumps({"r": rank}), encoding="utf-8")
    words = command(Serving(model="small-4", adapter=Adapter(name="defense", folder=tmp_path)))
    assert follows(words, "--lora-modules", f"defense={tmp_path}")
    assert follows(words, "--max-loras", "1")
    assert follows(words, "--max-lora-rank", room)


@pytest.mark.parametrize("config", [None, "{", "{}", '{"r": null}', '{"r": 4096}'])
def test_a_folder_that_is_no_adapter_is_refused(tmp_path, config):
    """A folder without a readable rank, or with one that vLLM has no room for, is refused before anything starts."""
    if config is not None:
        (tmp_path / "adapter_config.json").write_text(config, encoding="utf-8")
    with pytest.raises(InstallError):
        command(Serving(model="small-4", adapter=Adapter(name="defense", folder=tmp_path)))


def test_two_adapters_are_refused():
    """One adapter an agent would end all sharing between agents: two are refused in one sentence."""
    done = intendance("serve", "small-4", "--print", "--adapter", "a=/tmp", "--adapter", "b=/tmp")
    assert (done.returncode, done.stderr.strip().count("\n")) == (2, 0)
    assert "Un seul adaptateur" in done.stderr


def test_nothing_is_told_to_anyone(monkeypatch):
    """Statistics and downloads are off, and the key goes where no list of processes shows it."""
    monkeypatch.setenv("VLLM_NO_USAGE_STATS", "0")
    monkeypatch.delenv("VLLM_API_KEY", raising=False)
    given = environment("secret")
    assert {name: given[name] for name in ENVIRONMENT} == ENVIRONMENT
    assert ENVIRONMENT["VLLM_NO_USAGE_STATS"] == ENVIRONMENT["HF_HUB_OFFLINE"] == "1"
    assert given["VLLM_API_KEY"] == "secret"
    assert "VLLM_API_KEY" not in environment("")


def test_printing_runs_nothing():
    """`--print` says what would be run, environment first, as a shell takes it."""
    done = intendance("serve", "ministral-3-8b", "--print", "--port", "8009", "--name", "planif")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == shown(command(Serving(model="ministral-3-8b", port=8009, name="planif")))
    assert "VLLM_NO_USAGE_STATS=1 vllm serve mistralai/" in done.stdout


def test_each_known_model_says_its_licence_and_its_needs():
    """The list shows each model's licence; what a note says is said in both languages."""
    listed = json.loads(intendance("serve", "--list", "--json").stdout)
    assert listed.keys() == presets().keys()
    assert all(one["licence"] and one["hardware"] for one in listed.values())
    for language in ("fr", "en"):
        assert {f"serve.note.{one.note}" for one in presets().values() if one.note} <= texts(language).keys()
    assert "Apache-2.0" in intendance("serve", "--list").stdout


def test_an_environment_without_vllm_is_named():
    """Where vLLM is not installed, one sentence says so, with the Python that was asked."""
    done = intendance("serve", "small-4", "--python", sys.executable)
    assert (done.returncode, done.stderr.strip().count("\n")) == (2, 0)
    assert sys.executable in done.stderr


def fake(folder, **told):
    """A Python that says it holds this."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\necho '{json.dumps(told)}'\n", encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return python


def test_the_verb_of_vllm_is_used_where_it_works(tmp_path):
    """`vllm serve` where there is a distribution of that name; its module where a build bears another name."""
    (tmp_path / "vllm").touch()
    whole = fake(tmp_path, module=True, version="0.32.0", common="1.12.0")
    assert engine.start(whole, engine.installed(whole)) == (str(tmp_path / "vllm"), "serve")
    other = fake(tmp_path, module=True, version="", common="1.12.0")
    assert engine.start(other, engine.installed(other))[1:3] == ("-m", "vllm.entrypoints.openai.api_server")
    with pytest.raises(InstallError):
        engine.installed(fake(tmp_path, module=False, version="", common=""))


@pytest.mark.parametrize(("common", "trapped"), [("1.12.0", False), ("1.13.0", True), ("2.0", True), ("", False)])
def test_the_trap_of_mistral_common_is_seen(common, trapped):
    """A mistral-common that makes vLLM refuse every exchange is known by its version."""
    assert engine.Installed(module=True, version="", common=common).trapped is trapped


GRANDCHILD = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
LEADER = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {GRANDCHILD!r}])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(float(sys.argv[2]))
sys.exit(7)
"""
KEEPER = """
import os, sys
from copilot.app.engine import keep
sys.exit(keep([sys.executable, "-c", sys.argv[1], *sys.argv[2:]], dict(os.environ), stop_seconds=1))
"""


def kept(tmp_path, seconds):
    """A keeper of a server that lasts so long, and the engine's process, which ignores SIGTERM."""
    told = tmp_path / "engine"
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, LEADER, str(told), str(seconds)], cwd=HOME)
    until(lambda: told.exists() and told.read_text())
    return keeper, int(told.read_text())


def until(true):
    """Waits for something to be true."""
    for _ in range(10 * PATIENCE):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(true)


def dead(process):
    """Whether a process is gone, or only waits to be counted."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_ends_the_engine_too(tmp_path, number):
    """Asked to stop, the keeper ends with 0, and the engine that ignored the request is killed."""
    keeper, process = kept(tmp_path, 600)
    keeper.send_signal(number)
    assert keeper.wait(PATIENCE) == 0
    until(lambda: dead(process))


def test_a_server_that_dies_leaves_no_engine(tmp_path):
    """When the server ends by itself, its engine is ended with it, and its status is the verb's."""
    keeper, process = kept(tmp_path, 0)
    assert keeper.wait(PATIENCE) == 7
    until(lambda: dead(process))


def test_a_server_whose_keeper_is_killed_is_asked_to_end(tmp_path):
    """The system itself asks the server to end when nothing is left of its keeper."""
    told = tmp_path / "server"
    waiting = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, waiting], cwd=HOME)
    until(lambda: told.exists() and told.read_text())
    server = int(told.read_text())
    keeper.kill()
    keeper.wait()
    until(lambda: dead(server))
