"""The plan of the mini scenario and the ground that it stands on, drafted once."""

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.app.grounds import ground_of
from copilot.model.decision import Decision
from copilot.model.ground import Ground
from copilot.model.order import Order
from copilot.model.plan import Plan


@pytest.fixture(scope="session")
def drafted() -> Plan:
    """A convoy, two jobs, two trainings, three milestones."""
    return draft(scenarios.load("mini"), Order(scenario="mini", effort=5.0))


@pytest.fixture(scope="session")
def ground(drafted: Plan) -> Ground:
    """The world of the mini scenario."""
    found = ground_of(scenarios.load("mini"), drafted)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def approved(drafted: Plan) -> Plan:
    """The same plan, approved."""
    taken = Decision(plan=drafted.id, verb="approve", by="cne Aubry", at="2026-05-30T09:00:00+02:00")
    return drafted.model_copy(update={"decisions": (taken,)})
