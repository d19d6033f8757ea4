"""Scenarios read once, models to speak with, and a store in a fresh file."""

import json

import pytest

import scenarios
from copilot.adapters.models.scripted import Scripted
from copilot.adapters.store import Store
from copilot.app.asking import Asking
from copilot.app.drafting import Means, draft, silent
from copilot.model.order import Order


@pytest.fixture(scope="session")
def bundled():
    """Each bundled scenario, read once."""
    return {name: scenarios.load(name) for name in ("mini", "crue-argens", "camp-champagne")}


@pytest.fixture(scope="session")
def mini_plan(bundled):
    """The draft of the smallest scenario."""
    return draft(bundled["mini"], Order(scenario="mini", effort=0.5))


@pytest.fixture
def asking(bundled):
    """Makes a scenario to be spoken of, with the scripted model or another."""
    return lambda scenario, language, backend=None: Asking(
        bundled[scenario], language, Means(backend or Scripted()), silent
    )


@pytest.fixture
def told(bundled, asking):
    """The changes that the scripted model reads in a report, moments as local dates and times, defaults left out."""

    def read(scenario, language, text):
        found = asking(scenario, language).report(text)
        clock = bundled[scenario].world.clock
        return [_local(one.change, clock) for one in found.changes]

    return read


def _local(change, clock):
    local = json.loads(change.model_dump_json(exclude_none=True))
    for name in local.keys() & {"start", "end", "expected", "due", "target"}:
        local[name] = f"{clock.at(local[name]):%d %H:%M}"
    return local


@pytest.fixture
def store(tmp_path):
    """A store in a fresh file."""
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened
