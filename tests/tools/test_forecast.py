"""Consumption, wear and checks, against figures worked out on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.model.activity import Reservoir
from copilot.model.clock import DAY
from copilot.model.world import Consumption, Phase, World
from tools.forecast.checks import check_state, checks
from tools.forecast.consumption import days_of_supply, exhausted, outflow, reservoir, used
from tools.forecast.failure import failure_risk

LITRE_A_MINUTE = ((0, 4320, DAY),)


def stock(initial: int, outflow: tuple[tuple[int, int, int], ...], *arrivals: tuple[int, int]) -> Reservoir:
    """A stock of water."""
    return Reservoir(site="S", item="EAU", initial=initial, outflow=outflow, arrivals=arrivals)


@pytest.mark.parametrize(
    ("held", "when"),
    [
        (stock(2000, ((0, 4320, 1500),)), 1920),
        (stock(100, LITRE_A_MINUTE), 100),
        (stock(0, LITRE_A_MINUTE), 0),
        (stock(4320, LITRE_A_MINUTE), None),
        (stock(4319, LITRE_A_MINUTE), 4319),
        (stock(100, LITRE_A_MINUTE, (50, 30)), 130),
        (stock(100, LITRE_A_MINUTE, (100, 30)), 130),
        (stock(100, LITRE_A_MINUTE, (101, 30)), 100),
        (stock(100, LITRE_A_MINUTE, (-60, 30)), 130),
        (stock(1500, ((0, 1000, DAY), (1000, 4320, 2 * DAY))), 1250),
        (stock(100, ((500, 4320, DAY),)), 600),
        (stock(5, ()), None),
    ],
)
def test_a_stock_is_used_up_at_the_minute_worked_out(held: Reservoir, when: int | None) -> None:
    """Rates, phases and arrivals: one that comes at the minute of shortage is in time, a minute later is not."""
    assert exhausted(held) == when


def test_more_delivered_lasts_longer() -> None:
    """50 litres more last 50 minutes more at a litre a minute; 150 less than 100 were used up at once."""
    assert exhausted(stock(100, LITRE_A_MINUTE), 50) == 150
    assert exhausted(stock(100, LITRE_A_MINUTE), -150) == 0


rates = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 100), st.integers(0, 3 * DAY)).map(
        lambda r: (r[0], r[0] + r[1], r[2])
    ),
    max_size=3,
)


@given(rates, st.integers(0, 120), st.lists(st.tuples(st.integers(0, 250), st.integers(1, 50)), max_size=2))
def test_shortage_is_the_first_minute_that_asks_for_more_than_there_is(
    outflow: list[tuple[int, int, int]], initial: int, arrivals: list[tuple[int, int]]
) -> None:
    """Minute by minute, what has been asked by its end exceeds what was there by its beginning."""
    held = stock(initial, tuple(outflow), *arrivals)
    naive, asked = None, 0
    for minute in range(300):
        now = sum(rate for first, last, rate in outflow if first <= minute < last)
        asked += now
        there = initial + sum(quantity for when, quantity in arrivals if when <= minute)
        if now and asked > there * DAY:
            naive = minute
            break
    assert exhausted(held) == naive


def test_what_is_used_between_two_minutes_is_rounded_up() -> None:
    """100 a day are 50 in half a day and 1 in a minute; two phases add up."""
    assert [used(((0, DAY, 100),), 0, 720), used(((0, DAY, 100),), 0, 1), used(((0, DAY, 100),), DAY, 2 * DAY)] == [
        50,
        1,
        0,
    ]
    assert used(((0, 720, 100), (720, DAY, 200)), 360, 1080) == 75


def test_consumption_follows_the_phases(mini: World) -> None:
    """A row without phase holds for the whole window, one with a phase from its start to its end."""
    world = mini.model_copy(
        update={
            "phases": (Phase(row=2, id="P", name_fr="", name_en="", start=100, end=200),),
            "consumption": (*mini.consumption, Consumption(row=3, site="SUIPPES", item="EAU", phase="P", per_day=7)),
        }
    )
    assert outflow(world, "STE-MENEHOULD", "EAU") == ((0, 4320, 1500),)
    assert outflow(world, "SUIPPES", "EAU") == ((100, 200, 7),)
    assert outflow(world, "MOURMELON", "EAU") == ()


def test_a_stock_holds_its_row_and_its_orders(mini: World) -> None:
    """The belt is not there but ordered for Tuesday 08:00; the water of the point has a minimum."""
    belt, water = reservoir(mini, "SUIPPES", "COURROIE"), reservoir(mini, "STE-MENEHOULD", "EAU")
    assert (belt.initial, belt.minimum, belt.arrivals) == (0, 0, ((1920, 1),))
    assert (water.initial, water.minimum, water.outflow) == (2000, 500, ((0, 4320, 1500),))


def test_days_of_supply(mini: World) -> None:
    """2,000 L at 1,500 L a day are 1.33 days, to Tuesday 08:00; what nobody uses lasts for ever."""
    state = days_of_supply(mini, "STE-MENEHOULD", "EAU")
    assert (state.held, state.per_day, state.days_of_supply, state.shortage) == (2000, 1500, 1.33, 1920)
    state = days_of_supply(mini, "MOURMELON", "EAU")
    assert (state.held, state.per_day, state.days_of_supply, state.shortage) == (10000, 0, None, None)


def worn(world: World, shape: float, scale: float, unit: str = "km") -> World:
    """Truck 6001-0001 with 1,200 km (50 h) since its check, under another law."""
    kinds = [
        kind.model_copy(update={"weibull_shape": shape, "weibull_scale": scale, "weibull_unit": unit})
        for kind in world.asset_types
    ]
    return world.model_copy(update={"asset_types": tuple(kinds)})


@pytest.mark.parametrize(
    ("shape", "scale", "unit", "ahead", "percent"),
    [
        (1.0, 1000, "km", 693, 50),
        (2.0, 1200, "km", 1200, 95),
        (1.0, 100, "h", 693, 100),
        (2.0, 50, "h", 25, 71),
        (1.3, 30000, "km", 0, 0),
    ],
)
def test_failure_risk_by_hand(mini: World, shape: float, scale: float, unit: str, ahead: int, percent: int) -> None:
    """1-exp(-0.693) = 50 %; 1-exp(1-4) = 95 %; 1-exp(-6.93) = 100 %; 1-exp(1-2.25) = 71 %; no use, no risk."""
    risk = failure_risk(worn(mini, shape, scale, unit), "6001-0001", ahead)
    assert (risk.used, risk.unit, risk.percent) == (1200 if unit == "km" else 50, unit, percent)


@given(ahead=st.integers(0, 20000), more=st.integers(0, 20000))
def test_more_use_never_makes_failure_less_likely(mini: World, ahead: int, more: int) -> None:
    """The risk lies between 0 and 100 % and grows with the use to come."""
    risks = [failure_risk(mini, "6001-0001", use).percent for use in (ahead, ahead + more)]
    assert 0 <= risks[0] <= risks[1] <= 100


def test_where_a_truck_stands_with_its_check(mini: World) -> None:
    """Last checked on 4 December in winter time: due 180 days later, 01:00 in summer time on 2 June; 6,900 km left."""
    state = check_state(mini, mini.asset["6001-0002"], mini.check_rule["VS-CAMION"])
    assert (state.due, state.last) == (DAY + 60, DAY + 60 + 5 * DAY)
    assert (state.counter, state.left, state.renewed) == ("km", 10500 - 3600, 10500)
    assert [state.falls_due(end) for end in (1500, 1501, 4320)] == [False, True, True]


def test_a_check_falls_due_when_the_counter_is_at_its_limit(mini: World) -> None:
    """At limit plus tolerance nothing is left and the check is due whatever the date; a kilometre before it is not."""
    rule = mini.check_rule["VS-CAMION"]
    truck = mini.asset["6001-0001"]
    at = check_state(mini, truck.model_copy(update={"km": truck.last_check_km + 10500}), rule)
    before = check_state(mini, truck.model_copy(update={"km": truck.last_check_km + 10499}), rule)
    assert (at.left, at.falls_due(1)) == (0, True)
    assert (before.left, before.falls_due(1)) == (1, False)


def test_a_rule_without_one_of_the_limits(mini: World) -> None:
    """Without calendar limit no date, without usage limit no counter."""
    rule = mini.check_rule["VS-CAMION"]
    state = check_state(mini, mini.assets[0], rule.model_copy(update={"calendar_limit_days": None}))
    assert (state.due, state.last, state.falls_due(4320)) == (None, None, False)
    state = check_state(mini, mini.assets[0], rule.model_copy(update={"usage_limit": None}))
    assert (state.left, state.renewed) == (None, None)


def test_every_vehicle_stands_with_the_rules_of_its_type(mini: World) -> None:
    """Four vehicles, one rule each."""
    assert [(state.asset, state.rule) for state in checks(mini)] == [
        ("6001-0001", "VS-CAMION"),
        ("6001-0002", "VS-CAMION"),
        ("6002-0001", "VS-VL"),
        ("6002-0002", "VS-VL"),
    ]
