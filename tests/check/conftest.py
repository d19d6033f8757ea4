"""The hand-built world, its valid plan, and the ways to break plans."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import plan_mutations
import pytest


def _beside(name: str) -> ModuleType:
    known = f"tests_check_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


sample = _beside("sample")


@pytest.fixture(scope="session")
def world():
    return sample.world()


@pytest.fixture(scope="session")
def request_():
    return sample.request()


@pytest.fixture(scope="session")
def plan(world, request_):
    return sample.plan(world, request_)


@pytest.fixture(scope="session")
def breaking():
    return plan_mutations
