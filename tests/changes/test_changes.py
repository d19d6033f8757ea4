"""Changes: typed edits that keep a world coherent, or say all that is wrong with them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

import scenarios
from copilot.model.change import (
    Absent,
    AreaHours,
    AreaPlaces,
    AssetBack,
    AssetLent,
    AssetLost,
    Bays,
    Change,
    CheckTolerance,
    CommitmentCancelled,
    CommitmentMoved,
    ConvoySize,
    CostChanged,
    DeadlineMoved,
    Demand,
    Drivers,
    EventPriority,
    Handling,
    InstructorsChanged,
    InstructorsLent,
    ItemAsked,
    LegClosed,
    LegOpened,
    LegSlowed,
    NightMovement,
    OrderMoved,
    Priority,
    Rate,
    Sourced,
    StepAsked,
    StepMoved,
    StockChanged,
    Supplied,
    TechniciansChanged,
    WorkshopHours,
)
from copilot.model.changing import apply, touched
from copilot.model.errors import ChangeError
from copilot.model.noun import LANGUAGES
from copilot.model.world import World
from copilot.texts import Speaker

SCENARIO = scenarios.load("crue-argens")
WORLD, REQUEST = SCENARIO.world, SCENARIO.requests["fr"]
ONE_EACH: tuple[Change, ...] = (
    LegClosed(leg="D47-N", start=600, end=1200),
    LegOpened(leg="DN7-MUY-PUGET"),
    AssetLost(asset="6101-0011"),
    AssetBack(asset="6101-0021"),
    Demand(site="FREJUS", item="EAU", percent=120),
    StockChanged(site="LE-LUC", item="EAU", quantity=-1000),
    OrderMoved(order="CDE-101", expected=9000),
    Bays(workshop="AT-CANJUERS", count=1),
    WorkshopHours(workshop="AT-CANJUERS", days="1234567", opens=360, closes=1320),
    TechniciansChanged(workshop="AT-CANJUERS", skill="mecanicien", count=-2),
    InstructorsChanged(instructors="MON-SAUV", count=1),
    CommitmentCancelled(commitment="ENG-2"),
    DeadlineMoved(milestone=REQUEST.milestones[0].id, due=9000),
    NightMovement(allowed=True),
    AssetLent(asset="PRET-1", type="CITERNE", unit="ET-2", site="LE-LUC"),
    Drivers(unit="ET-1", count=2),
    InstructorsLent(instructors="RENFORT", qualification="sauveteur", count=1),
    AreaPlaces(area="PENNAFORT", count=1),
    AreaHours(area="BASSIN-DRAGUIGNAN", days="1234567", opens=360, closes=1320),
    Handling(site="FREJUS", count=1),
    Supplied(order="RENFORT", site="FREJUS", item="EAU", quantity=500, expected=600),
    CommitmentMoved(commitment="ENG-2", start=1000, end=2000),
    CheckTolerance(check="VS-CAMION", days=3),
    StepMoved(unit="DET-SAUV", activity="SECOURISME", target=9000),
    StepAsked(unit="DET-SAUV", activity="SECOURISME", mandatory=False),
    LegSlowed(leg="D47-N", percent=150),
    Rate(site="FREJUS", item="EAU", per_day=9000),
    Priority(domain="maintenance", weight=5),
    EventPriority(event=WORLD.technical_events[0].id, priority=5),
    ConvoySize(vehicles=3),
    Rate(site="FREJUS", item="EAU", phase="URGENCE", per_day=9500),
    CostChanged(what="sites", of="LE-LUC", amount=5),
    CostChanged(what="asset_types", of="CITERNE", amount=2),
    CostChanged(what="workshops", of="AT-CANJUERS", amount=50),
    CostChanged(what="areas", of="PENNAFORT", amount=50),
    Absent(what="asset", of="6101-0011", start=0, end=1440),
    Absent(what="drivers", of="ET-1", count=2, start=0, end=1440),
    Absent(what="instructors", of="MON-SAUV", start=0, end=1440),
    Absent(what="technicians", of=WORLD.technicians[0].id, start=0, end=1440),
    Absent(what="bays", of="AT-CANJUERS", start=0, end=1440),
    Absent(what="places", of="PENNAFORT", start=0, end=1440),
    Absent(what="docks", of="FREJUS", start=0, end=1440),
    *(
        Sourced(how=how, depots=("LE-LUC",), site=site, item=item)
        for how in ("only", "never", "one_of")
        for site in ("FREJUS", None)
        for item in ("EAU", None)
    ),
    ItemAsked(name="CV-FREJUS-01", how="forbidden"),
    ItemAsked(name="CV-FREJUS-01", how="forced"),
    ItemAsked(name="CV-FREJUS-01", how="at", start=600),
    ItemAsked(name="CV-FREJUS-01", how="at", start=600, assets=("6101-0011",)),
    ItemAsked(name="CV-FREJUS-01", how="with", assets=("6101-0011", "6101-0012")),
)
changes = st.one_of(
    st.builds(AssetLost, asset=st.sampled_from([a.id for a in WORLD.assets])),
    st.builds(Demand, site=st.just("FREJUS"), item=st.sampled_from(["EAU", "RATION"]), percent=st.integers(0, 300)),
    st.builds(Bays, workshop=st.just("AT-CANJUERS"), count=st.integers(-3, 5)),
    st.builds(StockChanged, site=st.just("LE-LUC"), item=st.just("EAU"), quantity=st.integers(-70_000, 70_000)),
    st.builds(LegClosed, leg=st.sampled_from([x.id for x in WORLD.legs]), start=st.just(0), end=st.integers(1, 5000)),
)


def same(one: World, two: World) -> bool:
    """Two worlds with the same rows."""
    return one.model_dump() == two.model_dump()


@pytest.mark.parametrize("change", ONE_EACH, ids=lambda change: change.kind)
def test_each_kind_edits_is_said_and_comes_back_from_json(change: Change) -> None:
    """Each kind changes the world or the request, has its words in both languages, and survives JSON."""
    world, request = apply(WORLD, REQUEST, [change])
    assert not same(world, WORLD) or request != REQUEST
    adapter: TypeAdapter[Change] = TypeAdapter(Change)
    assert adapter.validate_json(change.model_dump_json()) == change
    said = {Speaker(language, clock=WORLD.clock).say(change.label()) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)
    assert not any("{" in words or "@" in words for words in said)


def test_what_a_change_says_is_what_it_does() -> None:
    """A fifth more water, a bay more, a leg closed: exactly those cells differ, and they are known as changed."""
    told = tuple(one for kind in ("demand", "bays", "leg_closed") for one in ONE_EACH if one.kind == kind)
    world, request = apply(WORLD, REQUEST, told)
    before = {(r.site, r.item, r.phase): r.per_day for r in WORLD.consumption}
    after = {(r.site, r.item, r.phase): r.per_day for r in world.consumption}
    ratio = {key: after[key] / before[key] for key in before if before[key]}
    assert {key for key, value in ratio.items() if value != 1} == {key for key in ratio if key[:2] == ("FREJUS", "EAU")}
    assert all(value == pytest.approx(1.2) for key, value in ratio.items() if key[:2] == ("FREJUS", "EAU"))
    assert world.workshops[0].bays == WORLD.workshops[0].bays + 1
    assert (world.closures[-1].leg, world.closures[-1].start, world.closures[-1].end) == ("D47-N", 600, 1200)
    cells = touched(world, request, told)
    assert ("workshops", world.workshops[0].row, "bays") in cells
    assert {cells[cell] for cell in cells if cell[0] == "consumption"} == {0}
    known = {("consumption", "per_day"), ("workshops", "bays")}
    known |= {("closures", column) for column in ("leg", "start", "end", "reason_fr", "reason_en")}
    assert {(table, column) for table, _, column in cells} == known


def test_everything_wrong_is_said_at_once() -> None:
    """A vehicle that does not exist and a workshop with fewer bays than none: both are named, the nearest as well."""
    with pytest.raises(ChangeError) as refused:
        apply(WORLD, REQUEST, [AssetLost(asset="6101-0010"), Bays(workshop="AT-CANJUERS", count=-99)])
    unknown, negative = refused.value.problems
    assert (unknown.table, unknown.value) == ("assets", "6101-0010")
    assert unknown.nearest in {asset.id for asset in WORLD.assets}
    assert (negative.table, negative.column) == ("workshops", "bays")


def test_what_is_lent_or_brought_is_a_row_of_its_own() -> None:
    """A lent vehicle, a lent instructor and goods from outside are rows at the end, known as given by their change."""
    told = tuple(one for kind in ("asset_lent", "instructors_lent", "supplied") for one in ONE_EACH if one.kind == kind)
    world, request = apply(WORLD, REQUEST, told)
    tables = ("assets", "instructors", "part_orders")
    assert [len(getattr(world, name)) - len(getattr(WORLD, name)) for name in tables] == [1, 1, 1]
    cells = touched(world, request, told)
    added = {name: getattr(world, name)[-1] for name in tables}
    assert {(table, row) for table, row, _ in cells} == {(name, row.row) for name, row in added.items()}
    assert all(len({row.row for row in getattr(world, name)}) == len(getattr(world, name)) for name in tables)
    assert cells["part_orders", added["part_orders"].row, "quantity"] == 2


def test_a_name_that_is_taken_is_refused() -> None:
    """A vehicle lent under the name of another one, and one for a unit that there is not: both are named."""
    taken = AssetLent(asset="6101-0011", type="CITERNE", unit="ET-2", site="LE-LUC")
    with pytest.raises(ChangeError) as refused:
        apply(WORLD, REQUEST, [taken, AssetLent(asset="PRET-1", type="CITERNE", unit="ET-9", site="LE-LUC")])
    assert [(one.table, one.value) for one in refused.value.problems] == [("assets", "6101-0011"), ("units", "ET-9")]


@settings(max_examples=50, deadline=None)
@given(first=changes, second=changes)
def test_changes_of_different_things_commute_and_keep_the_world_valid(first: Change, second: Change) -> None:
    """Whatever the changes: the world is refused or valid, and two of different kinds may be told in any order."""
    try:
        world, _ = apply(WORLD, REQUEST, [first, second])
    except ChangeError:
        return
    assert World.model_validate(world.model_dump()) == world
    if first.kind != second.kind:
        other, _ = apply(WORLD, REQUEST, [second, first])
        assert same(world, other)
