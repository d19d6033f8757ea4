"""CONTRIBUTING.md, "Add an export": a function in EXPORTERS is offered by the service."""

import pytest

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.local import LocalService
from copilot.exports import EXPORTERS
from copilot.model.errors import UnknownNameError
from copilot.model.order import Order
from tools.check import check


def roll(plan, language, ground=None):
    """The identifiers of the items, one a line."""
    return "".join(f"{item.id}\n" for item in plan.items).encode()


@pytest.fixture
def kept(tmp_path):
    """A service with one more exporter, and a plan in its store."""
    plan = draft(scenarios.load("mini"), Order(scenario="mini", effort=5.0))
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        store.plans.add(plan)
        yield LocalService(store, scenarios, check, {**EXPORTERS, "roll": roll}), plan


def test_an_exporter_that_is_listed_is_offered(kept):
    """One more entry, and the format is listed and its document handed over."""
    service, plan = kept
    assert service.formats() == (*EXPORTERS, "roll")
    document = service.export(plan.id, "roll", "fr")
    assert document.content.decode().split() == [item.id for item in plan.items]
    assert document.name.endswith(".roll")
    assert (document.marks.marking, document.marks.caveats) == ("NP", ("Exercice",))


def test_an_exporter_that_is_not_listed_is_unknown(kept):
    """A format that nobody has listed is refused, and the nearest one named."""
    service, plan = kept
    with pytest.raises(UnknownNameError) as caught:
        service.export(plan.id, "markdwon", "fr")
    assert caught.value.nearest == "markdown"
