"""A world with little in it, to which a test adds what it is about."""

import pytest

import scenarios
from copilot.model.world import World


@pytest.fixture(scope="session")
def mini() -> World:
    """The mini scenario's world: three days from 1 June 2026, 00:00."""
    return scenarios.load("mini").world
