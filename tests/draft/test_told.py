"""What a change says is done by the plan made with it, and a plan that ignores it is found out."""

from collections.abc import Callable

import pytest

import scenarios
from copilot.app.drafting import draft
from copilot.model.change import (
    Absent,
    Change,
    ConvoySize,
    CostChanged,
    EventPriority,
    ItemAsked,
    LegSlowed,
    Priority,
    Rate,
    Sourced,
)
from copilot.model.changing import apply
from copilot.model.noun import digest
from copilot.model.order import Order
from copilot.model.plan import Plan
from tools.check import check

MINI = scenarios.load("mini")
CONVOY, DRIVING, CONVOY_DRIVING = "CV-STE-MENEHOULD-01", "PR-SECTION-CONDUITE", "PR-SECTION-CONVOI"
CHECK, REPAIR = "VI-6001-0002-VS-CAMION", "RE-FT-1"
Again = Callable[..., Plan]


@pytest.fixture(scope="module")
def mini() -> Plan:
    """The plan of mini."""
    return draft(MINI, Order(scenario="mini", effort=4))


def told(*changes: Change) -> Plan:
    """The first plan of mini in which the changes hold."""
    return draft(MINI, Order(scenario="mini", effort=4, changes=changes))


def ignored(plan: Plan, *changes: Change) -> set[str]:
    """The codes of what the checker finds when a plan says changes and does nothing of them."""
    world, request = apply(MINI.world, MINI.requests["fr"], changes)
    claimed = plan.model_copy(update={"changes": changes, "world": digest(world), "request": request})
    review = check(MINI.world, MINI.requests["fr"], claimed)
    assert review.verdict == "INVALID"
    return {finding.message.code.removeprefix("finding.") for finding in review.findings if finding.severity == "error"}


def test_a_rate_is_what_is_brought(mini: Plan) -> None:
    """2,000 L a day instead of 1,500: three days and the minimum of 500, less the 2,000 there, are 4,500 L."""
    change = Rate(site="STE-MENEHOULD", item="EAU", per_day=2000)
    plan = told(change)
    assert (plan.verdict, plan.findings) == ("VALID", ())
    assert [effect.quantity for effect in plan.item[CONVOY].mode.effects] == [-4500, 4500]
    assert {"projections.level", "stocks.unsaid"} & ignored(mini, change)


def test_a_slow_leg_takes_longer(mini: Plan) -> None:
    """D3 at twice its 36 minutes each way: the convoy's four hours become 312 minutes."""
    change = LegSlowed(leg="D3", percent=200)
    plan = told(change)
    assert plan.verdict == "VALID"
    assert plan.item[CONVOY].mode.duration == 240 + 2 * 36
    assert {"travel.stop_time", "travel.end"} <= ignored(mini, change)


def test_convoys_are_no_larger_than_said() -> None:
    """16,000 L of 1.1 kg need four trucks of 5 t: two convoys of two trucks each, or four of one."""
    much = Rate(site="STE-MENEHOULD", item="EAU", per_day=3800)
    plans = {size: told(much, ConvoySize(vehicles=size)) for size in (1, 2)}
    assert {plan.verdict for plan in plans.values()} == {"VALID"}
    most = {size: max(len(i.assets) for i in plan.items if i.kind == "convoy") for size, plan in plans.items()}
    assert most == {1: 1, 2: 2}
    assert "convoys.large" in ignored(plans[2], much, ConvoySize(vehicles=1))


def test_priorities_weigh(mini: Plan) -> None:
    """Each hour late of the repair costs the maintenance's priority times its own urgency, 6 less its rank."""
    weights = {
        plan.item[REPAIR].delays[0].weight: plan.verdict
        for plan in (
            mini,
            told(Priority(domain="maintenance", weight=5)),
            told(EventPriority(event="FT-1", priority=3)),
        )
    }
    assert weights == {3 * 5: "VALID", 5 * 5: "VALID", 3 * 3: "VALID"}


def test_a_vehicle_that_comes_late_is_not_taken_before(mini: Plan) -> None:
    """The light vehicle comes on Tuesday: the driving, and the way of 18 minutes to it, begin no earlier."""
    change = Absent(what="asset", of="6002-0002", start=0, end=1440)
    plan = told(change)
    assert plan.verdict == "VALID"
    assert mini.item[DRIVING].start < 1440 <= plan.item[DRIVING].start - 18
    noons = next(line.days for line in plan.availability if line.asset_type == "VL-TT")
    assert next(available for _, _, available in noons) == 0
    assert "absences.away" in ignored(mini, change)


@pytest.mark.parametrize(
    ("change", "item", "finding"),
    [
        (Absent(what="instructors", of="MON-1", start=0, end=1440), DRIVING, "pools.instructor"),
        (Absent(what="places", of="PISTE-1", start=0, end=1440), DRIVING, "pools.area"),
        (Absent(what="drivers", of="SECTION", count=6, start=0, end=1020), CONVOY, "pools.driver"),
        (Absent(what="docks", of="STE-MENEHOULD", start=0, end=1020), CONVOY, "pools.dock"),
    ],
    ids=lambda value: value.what if isinstance(value, Absent) else None,
)
def test_what_needs_someone_absent_waits(mini: Plan, change: Absent, item: str, finding: str) -> None:
    """The first day without instructor, area, drivers or dock: what needs them begins, or unloads, after it."""
    plan = told(change)
    assert plan.verdict == "VALID"
    lead = 120 if change.what == "docks" else 0
    assert mini.item[item].start + lead < change.end <= plan.item[item].start + lead
    assert finding in ignored(mini, change)


@pytest.mark.parametrize(("what", "of"), [("bays", "AT-1"), ("technicians", "T-1")])
def test_a_closed_workshop_closes_the_truck(mini: Plan, what: str, of: str) -> None:
    """Without its check on Monday, the truck is past its limit on Tuesday: the other one does the convoy driving."""
    change = Absent(what=what, of=of, count=2, start=0, end=1440)
    plan = told(change)
    assert plan.verdict == "VALID"
    assert CHECK not in plan.item or plan.item[CHECK].start >= 1440
    assert plan.item[CONVOY_DRIVING].assets == ("6001-0001",) or plan.item[CHECK].end <= plan.item[CONVOY_DRIVING].start
    assert {"pools.bay", "pools.skill"} & ignored(mini, change)


@pytest.mark.parametrize(
    ("change", "cost"),
    [
        (CostChanged(what="asset_types", of="CAMION-5T", amount=1), 90 + 70 + 30),
        (CostChanged(what="sites", of="STE-MENEHOULD", amount=40), 40),
        (CostChanged(what="workshops", of="AT-1", amount=25), 2 * 25),
        (CostChanged(what="areas", of="PISTE-1", amount=25), 2 * 25),
    ],
    ids=lambda value: value.what if isinstance(value, CostChanged) else None,
)
def test_a_cost_is_paid_by_what_uses_it(mini: Plan, change: CostChanged, cost: int) -> None:
    """Nothing else can be done in mini: the plan costs its 270 km and what the change says, proven best."""
    plan = told(change)
    assert (plan.verdict, plan.findings, plan.solving.status) == ("VALID", (), "optimal")
    assert {term.code: term.cost for term in plan.terms if term.cost} == {"km": 270, "cost": cost}
    assert "costs.item" in ignored(mini, change)


def test_a_forbidden_item_is_left_out(mini: Plan) -> None:
    """The convoy is not driven, the plan says why, and the water runs out."""
    change = ItemAsked(name=CONVOY, how="forbidden")
    plan = told(change)
    assert plan.verdict == "VALID"
    assert CONVOY not in plan.item
    assert [(need.id, need.cause.code) for need in plan.unmet] == [(CONVOY, "cause.forbidden")]
    assert next(line for line in plan.stocks if line.site == "STE-MENEHOULD").lacking == 2500
    assert "directives.forbidden" in ignored(mini, change)


def test_a_forced_item_is_mandatory() -> None:
    """With its depot barred, the convoy that must be driven is a goal not met."""
    barred = Sourced(how="never", depots=("MOURMELON",))
    plans = [told(barred), told(barred, ItemAsked(name=CONVOY, how="forced"))]
    assert [plan.verdict for plan in plans] == ["VALID", "VALID"]
    assert [[(need.id, need.mandatory) for need in plan.unmet] for plan in plans] == [
        [(CONVOY, False)],
        [(CONVOY, True)],
    ]
    assert [plan.goal_met for plan in plans] == [True, False]


def test_the_last_word_on_an_item_holds() -> None:
    """Forbidden, then required: it is done."""
    plan = told(ItemAsked(name=CONVOY, how="forbidden"), ItemAsked(name=CONVOY, how="forced"))
    assert (plan.verdict, plan.item[CONVOY].mandatory) == ("VALID", True)


def test_an_item_begins_when_it_is_said_to(mini: Plan) -> None:
    """Driving set to 10:00 begins at 10:00; set to 03:00, when the track is shut, the plan cannot be valid."""
    change = ItemAsked(name=DRIVING, how="at", start=600)
    plan = told(change)
    assert (plan.verdict, plan.item[DRIVING].start) == ("VALID", 600)
    assert "directives.start" in ignored(mini, ItemAsked(name=DRIVING, how="at", start=660))
    barred = told(ItemAsked(name=DRIVING, how="at", start=180))
    assert barred.verdict == "INVALID"
    assert {term.code: term.amount for term in barred.terms}["unkept"] == 1


def test_an_item_is_done_with_what_it_is_said_to(mini: Plan) -> None:
    """The convoy drives the other truck, also at another hour; with one that is no truck, the plan cannot be valid."""
    (other,) = {"6001-0001", "6001-0002"} - set(mini.item[CONVOY].assets)
    plans = [
        told(ItemAsked(name=CONVOY, how=how, start=at, assets=(other,))) for how, at in (("with", None), ("at", 360))
    ]
    assert [(plan.verdict, plan.item[CONVOY].assets) for plan in plans] == [("VALID", (other,))] * 2
    assert plans[1].item[CONVOY].start == 360
    barred = ItemAsked(name=CONVOY, how="with", assets=("6002-0001",))
    assert told(barred).verdict == "INVALID"
    assert ignored(mini, barred) == {"directives.assets"}


def test_an_item_that_nobody_offers_is_found_out() -> None:
    """A name that no plan of this world has, required: the checker says that the plan knows nothing of it."""
    plan = told(ItemAsked(name="CV-NULLE-PART-01", how="forced"))
    assert [finding.message.code for finding in plan.findings] == ["finding.directives.forced"]


def test_a_site_is_supplied_from_where_it_may_be() -> None:
    """Two depots hold water for Frejus: only one, never it, one alone of both; the checker holds each plan to it."""
    scenario = scenarios.load("crue-argens")
    used = {}
    for how, depots in (("only", ("LE-LUC",)), ("never", ("LE-LUC",)), ("one_of", ("LE-LUC", "DRAGUIGNAN"))):
        change = Sourced(how=how, depots=depots, site="FREJUS")
        plan = draft(scenario, Order(scenario=scenario.name, effort=1, changes=(change,)))
        assert plan.verdict == "VALID"
        effects = [i.mode.effects for i in plan.items if i.kind == "convoy"]
        mine = [moved for moved in effects if any(e.site == "FREJUS" for e in moved)]
        used[how] = {e.site for moved in mine for e in moved if e.quantity < 0}
    assert used["only"] == {"LE-LUC"}
    assert used["never"] == {"DRAGUIGNAN"}
    assert len(used["one_of"]) == 1


def test_what_is_under_way_is_spared(mini: Plan) -> None:
    """At 10:00 the convoy has left: it goes on, whatever is then said of its truck, of its depot and of itself."""
    truck = mini.item[CONVOY].assets[0]
    changes = (
        Absent(what="asset", of=truck, start=0, end=1440),
        Absent(what="drivers", of="SECTION", count=6, start=0, end=1440),
        Sourced(how="never", depots=("MOURMELON",)),
        CostChanged(what="asset_types", of="CAMION-5T", amount=1),
        ItemAsked(name=CONVOY, how="forbidden"),
    )
    order = Order(scenario="mini", effort=4, parent=mini.id, changes=changes, now=600)
    plan = draft(MINI, order, parent=mini)
    assert mini.item[CONVOY].start < 600
    assert plan.verdict == "VALID"
    assert plan.item[CONVOY].mode.model_dump(exclude={"sources"}) == mini.item[CONVOY].mode.model_dump(
        exclude={"sources"}
    )
    later = [item for item in plan.items if 600 <= item.start < 1440]
    assert not [item.id for item in later if truck in item.assets]
