"""A store in a fresh file and one on a server, and the smallest plan that can be decided on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from postgresql_server import Server, serving

from copilot.adapters.store import Store
from copilot.model.activity import Mode, Subject
from copilot.model.clock import Clock
from copilot.model.decision import Decision
from copilot.model.noun import Message
from copilot.model.plan import Plan, PlanItem, Solving
from copilot.model.request import Request

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    started: Server = request.getfixturevalue("server")
    return started.fresh()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


@pytest.fixture
def plan() -> Plan:
    item = PlanItem(
        id="R1",
        domain="maintenance",
        kind="repair",
        label=Message(code="label.repair"),
        subject=Subject(reference="EV1"),
        mode=Mode(id="m", duration=60, site="S"),
        start=0,
        end=60,
    )
    return Plan(
        scenario="mini",
        world="0" * 64,
        clock=Clock(start=NOON, step=60, steps=24),
        request=Request(words="-"),
        items=(item, item.model_copy(update={"id": "R2"})),
        solving=Solving(status="optimal", objective=0, seed=1, effort=1),
        verdict="VALID",
    ).sealed()


@pytest.fixture
def accept(plan: Plan) -> Decision:
    return Decision(plan=plan.id, item="R1", verb="accept", by="Alice", at=NOON)


@pytest.fixture
def reject(plan: Plan) -> Decision:
    return Decision(plan=plan.id, item="R1", verb="reject", reason="too early", by="Bruno", at=NOON)


@pytest.fixture
def approve(plan: Plan) -> Decision:
    return Decision(plan=plan.id, verb="approve", by="Alice", at=NOON)


@pytest.fixture
def revised(plan: Plan) -> Plan:
    return plan.model_copy(update={"revision": 2, "parent": plan.id}).sealed()
