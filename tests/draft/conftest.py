"""Drafts that are long to make, made once a session and shared between test processes."""

import fcntl
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.decision import Decision, ItemEdit, ItemVerb
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario

EFFORT = {"mini": 10.0, "crue-argens": 5.0, "camp-champagne": 5.0}
Drafted = tuple[Scenario, Plan]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this session alone, the same for all its processes."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = root / "drafts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def drafted(shelf: Path) -> Callable[[str], Drafted]:
    """A bundled scenario and its plan in French, seed 1."""
    known: dict[str, Drafted] = {}

    def of(name: str) -> Drafted:
        if name not in known:
            scenario = scenarios.load(name)
            known[name] = (scenario, _shelved(shelf / f"{name}.json", scenario))
        return known[name]

    return of


def _shelved(path: Path, scenario: Scenario) -> Plan:
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            plan = draft(scenario, Order(scenario=scenario.name, effort=EFFORT[scenario.name]))
            path.write_text(plan.model_dump_json(), encoding="utf-8")
    return Plan.model_validate_json(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def decide() -> Callable[..., Decision]:
    """A decision of a planner on an item of a plan."""

    def decision(
        plan: Plan,
        item: str,
        verb: ItemVerb,
        start: int | None = None,
        assets: tuple[str, ...] | None = None,
        reason: str = "",
    ) -> Decision:
        edit = ItemEdit(start=start, assets=assets) if verb == "edit" else None
        at = datetime(2026, 6, 1, 8, tzinfo=UTC)
        return Decision(plan=plan.id, item=item, verb=verb, edit=edit, reason=reason, by="CDT Martin", at=at)

    return decision


@pytest.fixture(scope="session")
def redraft() -> Callable[..., Plan]:
    """The plan drafted again from a parent and what was decided on it."""

    def again(scenario: Scenario, parent: Plan, *decisions: Decision, effort: float = 4.0) -> Plan:
        order = Order(scenario=scenario.name, effort=effort, parent=parent.id, decisions=decisions)
        return draft(scenario, order, parent=parent)

    return again
