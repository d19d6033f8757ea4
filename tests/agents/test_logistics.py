"""What logistics brings, on the mini scenario and on small changes of it."""

import pytest

from agents.logistics import AGENT
from copilot.model.activity import AssetNeed, PoolNeed
from copilot.model.world import Commitment, Stock


def bring(brought, world, request, **choices):
    return brought(AGENT, world, request, **choices)


def test_one_convoy_of_water(mini, asked, brought) -> None:
    """3,000 L (3.3 t) by one truck, wanted 12 h before Tuesday 08:00 and dear after it; 90 km and 2 h of road."""
    (convoy,) = bring(brought, mini, asked).activities
    assert (convoy.id, convoy.earliest) == ("CV-STE-MENEHOULD-01", 0)
    assert (convoy.kind, convoy.domain) == ("convoy", "logistics")
    assert [(d.code, d.after, d.weight, d.site) for d in convoy.delays] == [
        ("margin.logistics", 1200, 3, "STE-MENEHOULD"),
        ("short.logistics", 1920, 30, "STE-MENEHOULD"),
    ]
    (mode,) = convoy.modes
    assert (mode.duration, mode.km, mode.hours, mode.site) == (240, 90, 2, "MOURMELON")
    assert mode.assets == (AssetNeed(site="MOURMELON", count=1, candidates=("6001-0001", "6001-0002")),)
    assert set(mode.pools) == {
        PoolNeed(pool="dock:MOURMELON", amount=1, begin=0, length=60),
        PoolNeed(pool="dock:STE-MENEHOULD", amount=1, begin=120, length=60),
        PoolNeed(pool="driver:SECTION", amount=1),
    }
    assert mode.closed == ((0, 300), (1081, 1740), (2521, 3180), (3961, 4320))


def test_pools_and_stocks(mini, asked, brought) -> None:
    """Docks and drivers as the tables say; every stock, order and consumption once; the belt waits for its order."""
    found = bring(brought, mini, asked)
    assert {pool.id: pool.capacity for pool in found.pools} == {
        "dock:MOURMELON": 2,
        "dock:SUIPPES": 1,
        "dock:STE-MENEHOULD": 1,
        "driver:SECTION": 6,
    }
    stocks = {(stock.site, stock.item): (stock.initial, stock.minimum, stock.arrivals) for stock in found.reservoirs}
    assert stocks[("STE-MENEHOULD", "EAU")] == (2000, 500, ())
    assert stocks[("SUIPPES", "COURROIE")] == (0, 0, ((1920, 1),))
    assert len(stocks) == len(found.reservoirs)


def test_shorter_cover_gives_more_deliveries(mini, asked, brought) -> None:
    """With 24 h a delivery, a second lot follows the first, and together they bring the same 3,000 L."""
    convoys = bring(brought, mini, asked, cover_hours=24).activities
    given = [e.quantity for convoy in convoys for e in convoy.modes[0].effects if e.site == "STE-MENEHOULD"]
    assert len(convoys) == 2
    assert sum(given) == 3000


def test_a_wider_margin_is_wanted_earlier(mini, asked, brought) -> None:
    """24 h of margin put the wanted minute at 480; the shortage stays at 1,920."""
    (convoy,) = bring(brought, mini, asked, safety_hours=24).activities
    assert [delay.after for delay in convoy.delays] == [480, 1920]


def test_pushed_packages_may_come_at_their_rhythm(mini, asked, brought) -> None:
    """With 5,000 L at the point nothing runs short, and each daily package may still be delivered on its day."""
    stocks = tuple(s.model_copy(update={"quantity": 5000}) if s.site == "STE-MENEHOULD" else s for s in mini.stocks)
    world = mini.model_copy(update={"stocks": stocks})
    found = bring(brought, world, asked, resupply_mode="push", cover_hours=24, early_hours=12, stops=1)
    assert [convoy.earliest <= convoy.delays[0].after for convoy in found.activities] == [True, True]
    assert [convoy.delays[0].after for convoy in found.activities] == [1440, 2880]


def test_each_parking_of_a_fleet_is_a_way_of_its_own(mini, asked, brought) -> None:
    """The same unit's trucks of one type at two sites give two modes, each with its own vehicles."""
    assets = tuple(a.model_copy(update={"site": "SUIPPES"}) if a.id == "6001-0002" else a for a in mini.assets)
    (convoy,) = bring(brought, mini.model_copy(update={"assets": assets}), asked).activities
    candidates = {mode.id: mode.assets[0].candidates for mode in convoy.modes}
    assert len(candidates) == len(convoy.modes)
    assert set(candidates.values()) == {("6001-0001",), ("6001-0002",)}


def test_enough_on_the_spot_needs_no_convoy(mini, asked, brought) -> None:
    """With 5,000 L at the point, three days leave its minimum of 500 L: nothing is driven."""
    stocks = tuple(s.model_copy(update={"quantity": 5000}) if s.site == "STE-MENEHOULD" else s for s in mini.stocks)
    assert bring(brought, mini.model_copy(update={"stocks": stocks}), asked).activities == ()


def unmet(found):
    (need,) = found.unmet
    return need.cause.code


def test_because_no_depot_holds_it(mini, asked, brought) -> None:
    """A depot with too little water cannot serve the point."""
    stocks = (Stock(row=2, site="MOURMELON", item="EAU", quantity=10, minimum=0), mini.stocks[1])
    assert unmet(bring(brought, mini.model_copy(update={"stocks": stocks}), asked)) == "cause.no_depot"


@pytest.mark.parametrize("carriage", ["liquid", "none"])
def test_because_no_vehicle_carries_it(mini, asked, brought, carriage) -> None:
    """Trucks that carry something else, or nothing, are no help."""
    kinds = tuple(kind.model_copy(update={"carriage": carriage}) for kind in mini.asset_types)
    assert unmet(bring(brought, mini.model_copy(update={"asset_types": kinds}), asked)) == "cause.no_vehicle_general"


def test_because_no_tanker_carries_it(mini, asked, brought) -> None:
    """Liquid goods without a tanker."""
    items = tuple(item.model_copy(update={"carriage": "liquid"}) for item in mini.items)
    assert unmet(bring(brought, mini.model_copy(update={"items": items}), asked)) == "cause.no_vehicle_liquid"


def test_because_there_is_no_way(mini, asked, brought) -> None:
    """A weak bridge on the only road stops the trucks."""
    legs = (mini.legs[0], mini.legs[1].model_copy(update={"load_class": 10}))
    assert unmet(bring(brought, mini.model_copy(update={"legs": legs}), asked)) == "cause.no_way"


def commitment(count: int) -> Commitment:
    return Commitment(
        row=2,
        id="E1",
        name_fr="Escorte",
        name_en="Escort",
        unit="SECTION",
        asset_type="VL-TT",
        count=count,
        site="MOURMELON",
        start=605,
        end=905,
        km=40,
        mandatory=True,
        value=5,
    )


def test_a_commitment_keeps_its_minutes(mini, asked, brought) -> None:
    """Two light vehicles with two drivers from 10:05 to 15:05, mandatory."""
    world = mini.model_copy(update={"commitments": (commitment(2),)})
    found = next(a for a in bring(brought, world, asked).activities if a.kind == "commitment")
    assert (found.id, found.earliest, found.latest, found.mandatory) == ("EN-E1", 605, 905, True)
    assert (found.modes[0].duration, found.modes[0].km) == (300, 40)
    assert found.modes[0].assets[0].count == 2
    assert found.modes[0].pools == (PoolNeed(pool="driver:SECTION", amount=2),)


def test_because_the_unit_has_too_few_vehicles(mini, asked, brought) -> None:
    """Three light vehicles are asked of two: the commitment is unmet, and still mandatory."""
    found = bring(brought, mini.model_copy(update={"commitments": (commitment(3),)}), asked)
    (need,) = found.unmet
    assert (need.cause.code, need.cause.args["held"], need.cause.args["needed"]) == ("cause.too_few_vehicles", 2, 3)
    assert need.mandatory
