"""A worker killed at any step of a run loses nothing, and pays nothing twice."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.adapters.store import Store
from copilot.model.noun import digest
from copilot.model.order import Order
from copilot.model.plan import Plan

MORTAL = Path(__file__).with_name("mortal.py")
ORDER = Order(scenario="mini", effort=1, model="scripted")
AT_A_STEP, AT_A_TIME = 40, 10
LONGEST = 500
KILLED = -9


class Mortals:
    """Workers made one after the other, each with a log of its own."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address, self._folder, self._made = address, folder, 0
        known = f"{Path(__file__).parents[1] / 'helpers'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        environment = {**os.environ, "PYTHONPATH": known, "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(MORTAL)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def work(self, point: int = 0, milliseconds: int = 0) -> tuple[int, list[str]]:
        """How a worker ended and what it asked; it dies at a step, or after a time, or lives to the end."""
        self._made += 1
        log = self._folder / f"asked-{self._made}"
        log.touch()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._address} {log} {point} {milliseconds}\n")
        self._process.stdin.flush()
        ended = int(self._process.stdout.readline().split()[1])
        return ended, [line.split()[1] for line in log.read_text().splitlines()]

    def close(self) -> None:
        """Ends the process that makes them."""
        self._process.communicate(timeout=60)


@pytest.fixture
def mortals(address: str, tmp_path: Path) -> Iterator[Mortals]:
    made = Mortals(address, tmp_path)
    yield made
    made.close()


def known(store: Store, run: str) -> set[str]:
    """What a trail holds the answer to: prompts by their hash, and the solve."""
    lines = store.trails.of(run)
    prompts = {digest(json.loads(line.asked)["prompt"]) for line in lines if line.kind == "model"}
    return prompts | {"solve" for line in lines if line.kind == "solve"}


def plan_of(store: Store, run: str) -> Plan:
    """The plan of a run that is done, whose trail is whole."""
    done = store.runs.get(run)
    assert done.status == "done", done.error
    assert done.plan is not None
    store.trails.verify(run)
    return store.plans.get(done.plan)


@pytest.mark.timeout(1800)  # 100 processes, one after the other: a minute of one core, much longer on a busy machine
def test_a_run_survives_its_worker_s_death_anywhere(store: Store, mortals: Mortals, address: str) -> None:
    """Killed fifty times (ten on a server) at drawn steps and times: the same plan, nothing asked that was answered."""
    run = store.runs.add(ORDER)
    ended, said = mortals.work()
    *asked, steps = said
    undisturbed = plan_of(store, run)
    assert (ended, set(asked)) == (0, known(store, run))
    assert len(asked) == len(set(asked))
    draw = random.Random(4)
    deaths = [(draw.randint(1, int(steps)), 0) for _ in range(AT_A_STEP)]
    deaths += [(0, draw.randint(1, LONGEST)) for _ in range(AT_A_TIME)]
    deaths = deaths if address.startswith("sqlite") else deaths[::5]
    resumed = 0
    for point, milliseconds in deaths:
        run = store.runs.add(ORDER)
        ended, first = mortals.work(point, milliseconds)
        assert ended == KILLED or (milliseconds and ended == 0)
        answered = known(store, run)
        if store.runs.get(run).status != "done":
            resumed += 1
            ended, said = mortals.work()
            *again, _ = said
            assert ended == 0
            assert len(again) == len(set(again))
            assert set(again) == set(asked) - answered
        assert answered <= set(first)
        assert plan_of(store, run) == undisturbed
    assert resumed > len(deaths) // 2
