"""Re-planning: what had begun stays, what is hit moves, the rest mostly does not, and each move has its cause."""

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.change import (
    AreaHours,
    AssetLent,
    AssetLost,
    Bays,
    CheckTolerance,
    CommitmentMoved,
    Demand,
    Drivers,
    Handling,
    InstructorsLent,
    StepAsked,
    StepMoved,
    Supplied,
)
from copilot.model.fact import Cell, Changed
from copilot.model.order import Order
from copilot.model.plan import Plan
from copilot.model.scenario import Scenario
from tools.check import check

NOW = 2 * 1440


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A made-up company in which offices compete."""
    return scenarios.generate("company", 1, taut=True)


@pytest.fixture(scope="module")
def parent(scenario: Scenario) -> Plan:
    """Its plan."""
    return draft(scenario, Order(scenario=scenario.name, effort=6))


def again(scenario: Scenario, parent: Plan, *changes, now: int = 0, closeness: int = 20) -> Plan:
    """The plan made again after changes."""
    order = Order(scenario=scenario.name, effort=6, parent=parent.id, changes=changes, now=now, closeness=closeness)
    return draft(scenario, order, parent=parent)


@pytest.fixture(scope="module")
def used(scenario: Scenario, parent: Plan) -> str:
    """A vehicle without any technical event that works both before and after the moment of the revision."""
    able = {asset.id for asset in scenario.world.assets} - {event.asset for event in scenario.world.technical_events}
    before = {asset for item in parent.items if item.start < NOW for asset in item.assets}
    return next(asset for item in parent.items if item.start >= NOW for asset in item.assets if asset in before & able)


@pytest.fixture(scope="module")
def child(scenario: Scenario, parent: Plan, used: str) -> Plan:
    """The plan made again on the third day, when that vehicle has broken down."""
    return again(scenario, parent, AssetLost(asset=used), now=NOW)


def test_nothing_moves_when_nothing_changes(scenario: Scenario, parent: Plan) -> None:
    """Without a change, the plan made again is the plan."""
    same = again(scenario, parent)
    assert same.movements == ()
    assert same.items == parent.items


def test_the_past_is_as_it_was(parent: Plan, child: Plan) -> None:
    """What had begun is exactly as it was, the broken vehicle included, and nothing else begins before now."""
    begun = {item.id: item for item in parent.items if item.start < NOW}
    assert begun
    for name, item in begun.items():
        after = child.item[name]
        assert (after.start, after.end, after.mode.id, after.assets) == (
            item.start,
            item.end,
            item.mode.id,
            item.assets,
        )
    assert all(item.start >= NOW for item in child.items if item.id not in begun)


def test_the_broken_vehicle_is_spared_and_the_plan_valid(
    scenario: Scenario, parent: Plan, child: Plan, used: str
) -> None:
    """From now on nobody drives it; the checker, given the parent plan, finds the plan valid, and cannot without it."""
    assert child.verdict == "VALID"
    drives = (item for item in child.items if item.start >= NOW and item.subject.asset != used)
    assert not any(used in item.assets for item in drives)
    request = scenario.requests["fr"]
    assert check(scenario.world, request, child, parent).verdict == "VALID"
    assert check(scenario.world, request, child).verdict != "VALID"


def test_each_move_has_a_cause(parent: Plan, child: Plan, used: str) -> None:
    """Every item that differs is told, and those that had the vehicle are hit by the change."""
    places = {item.id: (item.start, item.mode.id, sorted(item.assets)) for item in parent.items}
    now = {item.id: (item.start, item.mode.id, sorted(item.assets)) for item in child.items}
    differ = {name for name in places.keys() | now.keys() if places.get(name) != now.get(name)}
    assert {one.item for one in child.movements} == differ
    hit = {one.item for one in child.movements if one.cause.code == "movement.cause.change"}
    assert hit == {name for name in differ if name in places and used in parent.item[name].assets}


def test_a_changed_figure_comes_from_the_change(scenario: Scenario, parent: Plan) -> None:
    """What rests on a demand that a change raised says so, and not that the file said it."""
    row = scenario.world.consumption[0]
    plan = again(scenario, parent, Demand(site=row.site, item=row.item, percent=150))
    assert plan.verdict == "VALID"
    origins = [fact.origin for fact in plan.facts if fact.origin.kind == "change"]
    assert {(one.table, one.row, one.column) for one in origins} == {("consumption", row.row, "per_day")}
    claimed = tuple(
        fact.model_copy(update={"origin": Cell(**fact.origin.model_dump(exclude={"kind", "change"}))})
        if isinstance(fact.origin, Changed)
        else fact
        for fact in plan.facts
    )
    review = check(scenario.world, scenario.requests["fr"], plan.model_copy(update={"facts": claimed}))
    assert "finding.facts.changed" in {finding.message.code for finding in review.findings}


def test_the_dial_trades_cost_for_stillness(scenario: Scenario, parent: Plan) -> None:
    """The dearer it is to move an item, the fewer move."""
    shop = scenario.world.workshops[0]
    moved = [
        len(again(scenario, parent, Bays(workshop=shop.id, count=1), closeness=closeness).movements)
        for closeness in (0, 20, 1000)
    ]
    assert moved == sorted(moved, reverse=True)


@pytest.fixture(scope="module")
def mini_plan() -> Plan:
    """The plan of mini."""
    return draft(scenarios.load("mini"), Order(scenario="mini", effort=4))


@pytest.mark.parametrize(
    "change",
    [
        AssetLent(asset="PRET-1", type="CAMION-5T", unit="SECTION", site="MOURMELON"),
        Drivers(unit="SECTION", count=2),
        InstructorsLent(instructors="PRET", qualification="conduite", count=1),
        AreaHours(area="PISTE-1", days="1234567", opens=360, closes=1200),
        Handling(site="STE-MENEHOULD", count=1),
        Supplied(order="PRET", site="STE-MENEHOULD", item="EAU", quantity=9000, expected=60),
        CheckTolerance(check="VS-CAMION", days=3),
        StepMoved(unit="SECTION", activity="CONVOI", target=1440),
        StepAsked(unit="SECTION", activity="CONVOI", mandatory=False),
    ],
    ids=lambda change: change.kind,
)
def test_a_plan_made_again_after_each_kind_of_change_is_valid(mini_plan: Plan, change) -> None:
    """The checker makes the change itself and agrees with the plan and with where its figures come from."""
    child = again(scenarios.load("mini"), mini_plan, change)
    assert (child.verdict, child.findings) == ("VALID", ())


def test_goods_from_outside_spare_a_convoy(mini_plan: Plan) -> None:
    """With all the water of the window brought from outside on the first day, no convoy is needed."""
    change = Supplied(order="PRET", site="STE-MENEHOULD", item="EAU", quantity=9000, expected=60)
    assert [item.id for item in mini_plan.items if item.kind == "convoy"] == ["CV-STE-MENEHOULD-01"]
    assert not [item for item in again(scenarios.load("mini"), mini_plan, change).items if item.kind == "convoy"]


def test_a_commitment_moved_is_kept_at_its_new_hour(scenario: Scenario, parent: Plan) -> None:
    """A day later from start to end, and the checker agrees."""
    row = next(row for row in scenario.world.commitments if f"EN-{row.id}" in parent.item)
    change = CommitmentMoved(commitment=row.id, start=row.start + 1440, end=row.end + 1440)
    child = again(scenario, parent, change)
    moved = child.item.get(f"EN-{row.id}")
    assert child.verdict == "VALID"
    assert moved is None or (moved.start, moved.end) == (change.start, change.end)


def test_what_is_on_the_road_counts_as_it_is(mini_plan: Plan) -> None:
    """A fifth more water, told when the convoy has left with 3,000 L: a second one brings the rest.

    Three days take 5,400 L and 500 stay: with the 2,000 there, 900 more. The stock would be at 500 after 60 h and at
    nothing at 4,000 min, so that the lot is wanted 12 h before that and may come 48 h before.
    """
    change = Demand(site="STE-MENEHOULD", item="EAU", percent=120)
    child = again(scenarios.load("mini"), mini_plan, change, now=600)
    assert (child.verdict, child.findings) == ("VALID", ())
    first, second = (child.item[f"CV-STE-MENEHOULD-{rank:02}"] for rank in (1, 2))
    assert first.mode.effects == mini_plan.item[first.id].mode.effects
    assert [effect.quantity for effect in second.mode.effects] == [-900, 900]
    assert (second.earliest, [delay.after for delay in second.delays]) == (4000 - 48 * 60, [4000 - 12 * 60, 4000])
    water = next(line for line in child.stocks if line.site == "STE-MENEHOULD")
    assert (water.lacking, water.short) == (0, ())
    assert [(one.item, one.what, one.cause.code) for one in child.movements] == [
        (second.id, "added", "movement.cause.change")
    ]


def test_nothing_more_is_brought_than_is_needed(mini_plan: Plan) -> None:
    """A fifth less water, told when the convoy has left: it is enough, and no other is made."""
    change = Demand(site="STE-MENEHOULD", item="EAU", percent=80)
    child = again(scenarios.load("mini"), mini_plan, change, now=600)
    assert child.verdict == "VALID"
    assert [item.id for item in child.items if item.kind == "convoy"] == ["CV-STE-MENEHOULD-01"]


def test_under_way_nothing_moves_when_nothing_changes(scenario: Scenario, parent: Plan) -> None:
    """On the third day, without a change, each lot that has left is left out and the others are what they were."""
    same = again(scenario, parent, now=NOW)
    assert any(item.kind == "convoy" and item.start < NOW for item in parent.items)
    assert same.verdict == "VALID"
    assert same.movements == ()


@pytest.mark.parametrize("percent", [70, 130])
def test_under_way_each_site_is_brought_what_it_needs(scenario: Scenario, parent: Plan, percent: int) -> None:
    """Whatever a site's demand becomes on the third day, it ends with its minimum at least, and no lot comes twice."""
    world = scenario.world
    begun = [item for item in parent.items if item.kind == "convoy" and item.start < NOW]
    brought = ((effect.site, effect.item) for one in begun for effect in one.mode.effects if effect.quantity > 0)
    place = next(place for place in brought if place in world.consumption_at)
    child = again(scenario, parent, Demand(site=place[0], item=place[1], percent=percent), now=NOW)
    assert child.verdict == "VALID"
    lots = [lot for one in child.items if one.kind == "convoy" for lot in one.subject.reference.split()]
    assert len(lots) == len(set(lots))
    assert not [need.id for need in child.unmet if place[0] in need.id]
    used = sum(row.per_day * percent // 100 for row in world.consumption_at[place]) * world.clock.end // 1440
    (stock,) = world.stocks_at[place]
    given = sum(e.quantity for one in child.items for e in one.mode.effects if (e.site, e.item) == place)
    before = sum(e.quantity for one in begun for e in one.mode.effects if (e.site, e.item) == place)
    assert given == max(before, used + stock.minimum - stock.quantity)
