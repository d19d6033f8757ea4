"""What the service lets through, and which decisions a new revision keeps."""

import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from workbook_mutations import Spoiler
from worker_minds import no_model

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.local import LocalService
from copilot.app.remote import Remote
from copilot.app.service import Document, Service
from copilot.app.worker import Worker
from copilot.exports import EXPORTERS
from copilot.model.change import AssetLost
from copilot.model.decision import Decision, ItemEdit
from copilot.model.errors import AlreadyDecidedError, PlannerError, UnknownNameError
from copilot.model.finding import Finding
from copilot.model.ground import Ground
from copilot.model.noun import Message
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.reaction import Played
from copilot.ui.api import api
from tools.check import check


def _json(plan: Plan, language: str, ground: Ground | None = None) -> bytes:
    return f"{language}:{plan.id}".encode()


@pytest.fixture(params=["in process", "over HTTP"])
def service(store: Store, request: pytest.FixtureRequest) -> Iterator[Service]:
    """The same rules hold in process and over HTTP, with a real server."""
    local = LocalService(store, scenarios, check, {"json": _json})
    if request.param == "in process":
        yield local
        return
    app = Starlette(routes=[Mount("/api", api(lambda: local))])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    served = threading.Thread(target=server.run)
    served.start()
    while not server.started:
        time.sleep(0.01)
    found = Remote(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    yield found.service()
    found.close()
    server.should_exit = True
    served.join()


@pytest.fixture
def drafted(store: Store, service: Service) -> Plan:
    run = service.start(Order(scenario="mini", effort=5))
    assert Worker(store, scenarios, draft, no_model).take_one()
    made = service.run(run).plan
    assert made is not None
    return service.plan(made)


def test_a_draft_is_the_same_through_the_worker(drafted: Plan, service: Service) -> None:
    """The plan that a worker stores is the one drafting returns, and checking it again gives its own verdict."""
    again = draft(scenarios.load("mini"), Order(scenario="mini", effort=5))
    assert again == drafted
    assert service.check(drafted.id).verdict == drafted.verdict
    assert not service.changed(drafted.id)


def test_what_is_under_way_is_not_queued_twice(store: Store, service: Service) -> None:
    """Ordered by a double click it is one run; once that is stopped or over, or with another seed, it is another."""
    order = Order(scenario="mini", effort=5)
    first = service.start(order)
    assert service.start(order) == first
    assert service.start(order.model_copy(update={"seed": 2})) != first
    service.stop(first, "Alice")
    second = service.start(order)
    assert second != first
    service.cancel(second)
    assert service.start(order) not in (first, second)
    assert len(store.runs.every()) == 4


def test_redraft_keeps_the_decisions(drafted: Plan, store: Store, service: Service, accept: Decision) -> None:
    """A new revision is ordered with the last decision on each item, and bears its parent's name."""
    first, second = drafted.items[:2]
    one = accept.model_copy(update={"plan": drafted.id, "item": first.id})
    two = one.model_copy(update={"item": second.id, "verb": "reject", "reason": "not now"})
    service.decide(one, 0)
    service.decide(two.model_copy(update={"verb": "accept", "reason": ""}), 0)
    service.decide(two, 1)
    run = service.redraft(drafted.id, seed=1, effort=5, language="fr")
    assert {decision.item: decision for decision in service.run(run).order.decisions} == {first.id: one, second.id: two}
    assert Worker(store, scenarios, draft, no_model).take_one()
    made = service.run(run).plan
    assert made is not None
    revised = service.plan(made)
    assert (revised.parent, revised.revision) == (drafted.id, 2)
    assert second.id not in revised.item
    assert service.latest(drafted.id) == revised.id


def test_an_edit_must_fit_the_item(drafted: Plan, service: Service, accept: Decision) -> None:
    """An edit that names a vehicle that is no candidate, or a start outside the window, is refused."""
    item = next(item for item in drafted.items if item.assets)
    edit = accept.model_copy(update={"plan": drafted.id, "item": item.id, "verb": "edit"})
    for wrong, code in (
        (ItemEdit(assets=("no such vehicle",)), "error.edit_assets"),
        (ItemEdit(assets=()), "error.edit_assets"),
        (ItemEdit(start=drafted.clock.end), "error.edit_start"),
    ):
        with pytest.raises(PlannerError) as refused:
            service.decide(edit.model_copy(update={"edit": wrong}), 0)
        assert refused.value.message.code == code
    assert service.decide(edit.model_copy(update={"edit": ItemEdit(start=item.start)}), 0) == 1


def test_an_invalid_plan_is_not_approved(store: Store, service: Service, plan: Plan, approve: Decision) -> None:
    """A plan in which the checker found errors cannot be approved."""
    store.plans.add(plan.model_copy(update={"verdict": "INVALID"}))
    with pytest.raises(PlannerError) as refused:
        service.decide(approve, 0)
    assert refused.value.message.code == "error.approve_invalid"


def test_a_lot_leaves_conflicts_and_what_others_decided(
    store: Store, service: Service, plan: Plan, accept: Decision
) -> None:
    """Of a lot, what the check points at is left aside, and what was decided meanwhile is told with who decided it."""
    third = plan.items[0].model_copy(update={"id": "R3"})
    finding = Finding(rule="booking", severity="warning", message=Message(code="finding.booking.twice"), items=("R2",))
    flagged = plan.model_copy(update={"items": (*plan.items, third), "findings": (finding,)}).sealed()
    store.plans.add(flagged)
    before = accept.model_copy(update={"plan": flagged.id})
    service.decide(before, 0)
    taken = service.accept(flagged.id, {"R1": 0, "R2": 0, "R3": 0}, "Bruno")
    assert (taken.accepted, taken.conflicts, taken.before) == (("R3",), ("R2",), (before,))
    assert {one.decision.item: one.decision.by for one in service.decisions(flagged.id)} == {
        "R1": "Alice",
        "R3": "Bruno",
    }


def test_unknown_names_are_refused(drafted: Plan, service: Service, accept: Decision) -> None:
    """No decision on an item that the plan does not hold, no export to a format that does not exist."""
    with pytest.raises(UnknownNameError):
        service.decide(accept.model_copy(update={"plan": drafted.id, "item": "nothing"}), 0)
    with pytest.raises(UnknownNameError):
        service.export(drafted.id, "pigeon", "fr")
    assert service.export(drafted.id, "json", "en").content == f"en:{drafted.id}".encode()


def test_a_changed_scenario_is_noticed(drafted: Plan, store: Store) -> None:
    """A plan is still there, and marked as made for other data, when its scenario has been edited since."""
    found = scenarios.load("mini")
    world = found.world.model_copy(update={"stocks": ()})
    edited = SimpleNamespace(names=scenarios.names, load=lambda _name: found.model_copy(update={"world": world}))
    service = LocalService(store, edited, check, {})
    assert service.plan(drafted.id) == drafted
    assert service.changed(drafted.id)


def test_a_plan_is_shown_under_the_highest_marking_of_its_scenario(drafted: Plan, store: Store) -> None:
    """What the request says in the other language counts too, on the screen as in every document."""
    found = scenarios.load("mini")
    other = found.requests["en"].model_copy(update={"marking": "DR", "caveats": ("REL FRA BEL",)})
    both = found.model_copy(update={"requests": found.requests | {"en": other}})
    library = SimpleNamespace(names=scenarios.names, load=lambda _name: both)
    marks = LocalService(store, library, check, {}).marks(drafted.id)
    assert (drafted.request.marking, marks.marking) == ("NP", "DR")
    assert "REL FRA BEL" in marks.caveats


def test_the_plans_own_changes_are_no_edit_of_the_scenario(drafted: Plan, store: Store, service: Service) -> None:
    """A plan made again with a change was made for the scenario as it stands."""
    lost = AssetLost(asset="6002-0002")
    order = Order(scenario="mini", effort=5, parent=drafted.id, changes=(lost,))
    again = draft(scenarios.load("mini"), order, parent=drafted)
    store.plans.add(again)
    assert again.world != drafted.world
    assert not service.changed(again.id)


def test_a_workbook_of_decisions_is_taken_whole(drafted: Plan, service: Service) -> None:
    """What is wrong comes back as problems and a marked copy; what is right is recorded at once, in a name."""
    spoiler = Spoiler(EXPORTERS["xlsx"](drafted, "fr"))
    book = Document(name="plan.xlsx", mime="-", content=spoiler.with_text("Atelier", "J2", "rejeter"))
    read = service.read_book(drafted.id, book, "adj. Roux", "fr")
    assert [(one.cell, one.message.code) for one in read.problems] == [("M2", "input.empty_cell")]
    assert read.marked is not None
    assert read.marked.content.startswith(b"PK")
    book = book.model_copy(update={"content": Spoiler(book.content).with_text("Atelier", "M2", "trop t\u00f4t")})
    read = service.read_book(drafted.id, book, "adj. Roux", "fr")
    service.decide_all(drafted.id, read.decisions, {})
    assert [record.decision for record in service.decisions(drafted.id)] == list(read.decisions)
    assert [(one.verb, one.by) for one in read.decisions] == [("reject", "adj. Roux")]
    again = service.read_book(drafted.id, book, "adj. Roux", "fr")
    assert [one.message.code for one in again.problems] == ["input.book_decided_since"]
    with pytest.raises(AlreadyDecidedError):
        service.decide_all(drafted.id, read.decisions, {})


def test_a_play_comes_whole_over_the_wire(store: Store, service: Service) -> None:
    """What became of a scenario played reads the same in process and over HTTP: moments, movements, causes."""
    run = service.start(Order(scenario="mini", errand="play", effort=1, until=420))
    Worker(store, scenarios, draft, no_model).take_one()
    [told] = service.plays("mini")
    assert (told.id, told.order.until) == (run, 420)
    assert isinstance(told.result, Played)
    [first, answered] = told.result.reactions
    assert (first.injects, [inject.id for inject in answered.injects]) == ((), ["I-1"])
    assert answered.movements == service.plan(answered.plan).movements != ()
    assert service.plans() == ()
