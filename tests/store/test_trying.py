"""What an edit would break is found before it is saved, by the checker."""

import pytest

import scenarios
from copilot.adapters.store import Store
from copilot.app.drafting import draft
from copilot.app.local import LocalService
from copilot.app.trying import edited
from copilot.model.decision import ItemEdit
from copilot.model.errors import PlannerError, UnknownNameError
from copilot.model.order import Order
from copilot.model.plan import Plan
from tools.check import check

SCENARIO = scenarios.load("mini")


@pytest.fixture(scope="module")
def drafted() -> Plan:
    return draft(SCENARIO, Order(scenario="mini", effort=5))


@pytest.fixture
def service(store: Store, drafted: Plan) -> LocalService:
    store.plans.add(drafted)
    return LocalService(store, scenarios, check, {})


def test_an_edit_that_changes_nothing_breaks_nothing(service: LocalService, drafted: Plan) -> None:
    """Each item put where it is: no finding, and the plan's own figures are not held against the edit."""
    for item in drafted.items:
        review = service.try_edit(drafted.id, item.id, ItemEdit(start=item.start, assets=item.assets))
        assert (review.verdict, review.findings) == ("VALID", ())


def test_an_edit_out_of_its_limits_is_found(service: LocalService, drafted: Plan) -> None:
    """A repair begun before its part may be there, or off the grid, is told with its rule; the plan stays as it is."""
    item = drafted.item["RE-FT-1"]
    review = service.try_edit(drafted.id, item.id, ItemEdit(start=item.start + 7))
    assert review.verdict == "INVALID"
    assert "finding.window.off_grid" in {finding.message.code for finding in review.findings}
    assert service.plan(drafted.id) == drafted


def test_only_what_the_edit_breaks_is_told(service: LocalService, drafted: Plan) -> None:
    """Every item sent to the last step of the window breaks something, and what is told names no account of figures."""
    last = drafted.clock.end - drafted.clock.step
    for item in drafted.items:
        review = service.try_edit(drafted.id, item.id, ItemEdit(start=last))
        assert review.verdict == "INVALID", item.id
        assert not {finding.rule for finding in review.findings} & {"totals", "facts", "bounds", "projections"}
        assert [finding for finding in review.findings if finding in drafted.findings] == []


def test_work_moved_ends_when_the_opening_hours_say(drafted: Plan) -> None:
    """Work begun a step later in the same opening ends a step later, or jumps to the next opening: never `work.end`."""
    request = SCENARIO.request("fr")
    for item in (item for item in drafted.items if item.mode.calendar):
        for start in range(0, drafted.clock.end, drafted.clock.step):
            moved = edited(SCENARIO.world, request, drafted, item.id, ItemEdit(start=start))
            codes = {finding.message.code for finding in check(SCENARIO.world, request, moved).findings}
            assert "finding.work.end" not in codes or "finding.work.never_done" in codes


def test_an_impossible_edit_is_refused(service: LocalService, drafted: Plan) -> None:
    """An unknown item, a start outside the window and vehicles that do not fit are refused, not judged."""
    item = next(item for item in drafted.items if item.assets)
    with pytest.raises(UnknownNameError):
        service.try_edit(drafted.id, "nothing", ItemEdit(start=0))
    for edit in (ItemEdit(start=drafted.clock.end), ItemEdit(assets=("no such vehicle",))):
        with pytest.raises(PlannerError):
            service.try_edit(drafted.id, item.id, edit)


def test_closing_hours_and_openings_share_the_window(service: LocalService, drafted: Plan) -> None:
    """For each workshop, closed and open minutes add up to the window, and no work lies in closed ones alone."""
    spans = service.closed(drafted.id)
    for shop in SCENARIO.world.workshops:
        opened = drafted.clock.open_spans(shop.open_days, shop.open_from, shop.open_to)
        shut = [one for one in spans if one.row == f"workshops/{shop.id}"]
        assert sum(last - first for first, last in opened) + sum(one.end - one.start for one in shut) == (
            drafted.clock.end
        )
        assert {one.why for one in shut} <= {"hours"}
