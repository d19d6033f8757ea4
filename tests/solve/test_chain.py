"""Why an item is not done earlier: the chain worked out by hand, link by link."""

import pytest

from copilot.model.activity import Effect, Limit, Pool, PoolNeed, Precedence, Reservoir
from tools.solve.explain.chain import Chains
from tools.solve.explain.sooner import never, sooner
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.problem import Pin, Placed


def placed(name, start, end, *assets, mode="m"):
    """A place, in hours."""
    return Placed(name, mode, 60 * start, 60 * end, assets)


def told(problem, *places, of, now=0):
    """The chain of one activity, as (item, kind of obstacle, who is behind it, the hour until which)."""
    chains = Chains.of(problem, {one.activity: one for one in places}, now)
    return [
        (link.item, link.block.kind, link.block.by, None if link.block.until is None else link.block.until / 60)
        for link in chains.chain(of)
    ]


def test_a_vehicle_a_bay_a_part_an_order(make):
    """CV-2 waits for the truck that CV-1 holds; CV-1 for the repair of it; the repair for its bay; that for a part.

    By hand: the part is ordered for 05:00; RE-A (2 h) takes it, 05:00-07:00, in the only bay; RE-B (2 h) mends truck
    v1, 07:00-09:00; CV-1 drives it 09:00-12:00; CV-2 leaves at 12:00.
    """
    bay = (PoolNeed(pool="bay:W", amount=1),)
    part = (Effect(site="W", item="BELT", quantity=-1, at=0),)
    problem = make.problem(
        make.activity("RE-A", make.mode(120, pools=bay, effects=part), kind="repair", asset="v9"),
        make.activity("RE-B", make.mode(120, pools=bay, assets=(make.need("v1"),)), kind="repair", asset="v1"),
        make.activity("CV-1", make.mode(180, assets=(make.need("v1"),))),
        make.activity("CV-2", make.mode(60, assets=(make.need("v1"),)), delays=(make.late(7 * 60),)),
        pools=(Pool(id="bay:W", capacity=1),),
        limits=(Limit(id="limit:RE-B", asset="v1", until=0, resets=("RE-B",)),),
        reservoirs=(Reservoir(site="W", item="BELT", initial=0, arrivals=((300, 1),)),),
    )
    places = (
        placed("RE-A", 5, 7),
        placed("RE-B", 7, 9, "v1"),
        placed("CV-1", 9, 12, "v1"),
        placed("CV-2", 12, 13, "v1"),
    )
    assert told(problem, *places, of="CV-2") == [
        ("CV-2", "asset", "CV-1", 12),
        ("CV-1", "limit", "RE-B", 9),
        ("RE-B", "pool", "RE-A", 7),
        ("RE-A", "stock_ordered", None, 5),
    ]


def test_what_comes_first_and_a_closed_workshop(make):
    """An exercise that follows a course; the course waits for the area to open at 08:00 of the second day."""
    open_from_8 = ((8 * 60, 16 * 60), (32 * 60, 40 * 60))
    course = make.activity("course", make.mode(120, calendar="area:A"), earliest=24 * 60)
    exercise = make.activity("x", after=(Precedence(activity="course", lag=60),))
    problem = make.problem(course, exercise, calendars={"area:A": open_from_8})
    assert told(problem, placed("course", 32, 34), placed("x", 35, 36), of="x") == [
        ("x", "after", "course", 35),
        ("course", "calendar", None, 32),
    ]


def test_goods_that_a_convoy_brings(make):
    """A training that takes rations waits for the convoy that brings them, which may not leave before its window."""
    convoy = make.activity("CV", make.mode(120, effects=(Effect(site="S", item="R", quantity=9),)), earliest=240)
    training = make.activity("PR", make.mode(60, effects=(Effect(site="S", item="R", quantity=-5, at=0),)))
    problem = make.problem(convoy, training, reservoirs=(Reservoir(site="S", item="R", initial=0),))
    assert told(problem, placed("CV", 4, 6), placed("PR", 6, 7), of="PR") == [
        ("PR", "stock_brought", "CV", 6),
        ("CV", "window", None, 4),
    ]


@pytest.mark.parametrize(
    ("fields", "now", "expected"),
    [
        ({"pins": {"x": Pin(120, "m", ())}}, 0, "decision"),
        ({"pins": {"x": Pin(120, "m", ())}}, 180, "begun"),
        ({}, 0, "free"),
    ],
)
def test_what_nobody_stands_before(make, fields, now, expected):
    """A decision, the past, or nothing: then beginning earlier would cost what it costs."""
    problem = make.problem(make.activity("x"), **fields)
    assert told(problem, placed("x", 2, 3), of="x", now=now) == [("x", expected, None, 1 if expected == "free" else 2)]


def test_two_that_wait_for_each_other_end_the_chain(make):
    """A takes the truck after B, B the bay after A's second job: each is told once, and the chain ends."""
    truck, bay = (make.need("v1"),), (PoolNeed(pool="bay:W", amount=1),)
    problem = make.problem(
        make.activity("a", make.mode(60, assets=truck, pools=bay)),
        make.activity("b", make.mode(60, assets=truck, pools=bay)),
        pools=(Pool(id="bay:W", capacity=1),),
    )
    chain = told(problem, placed("a", 1, 2, "v1"), placed("b", 2, 3, "v1"), of="b")
    assert [item for item, *_ in chain] == ["b", "a"]
    assert chain[-1][1] == "free"


def test_a_chain_is_bounded(make):
    """Of twenty jobs one after the other in one bay, the last one's chain tells eight."""
    mode = make.mode(60, pools=(PoolNeed(pool="bay:W", amount=1),))
    problem = make.problem(
        *(make.activity(f"t{number:02}", mode) for number in range(20)), pools=(Pool(id="bay:W", capacity=1),)
    )
    places = (placed(f"t{number:02}", number, number + 1) for number in range(20))
    chain = told(problem, *places, of="t19")
    assert [item for item, *_ in chain] == [f"t{number:02}" for number in range(19, 11, -1)]


def test_an_optional_task_left_out(make):
    """Worth less than its kilometres it says so; without room at the hour it would be in time, who is there."""
    dear = make.activity("x", make.mode(60, km=50, assets=(make.need("v1"),)), value=10)
    assert told(make.problem(dear), of="x") == [("x", "worth", None, 0)]
    bay = (PoolNeed(pool="bay:W", amount=1),)
    problem = make.problem(
        make.activity("x", make.mode(60, pools=bay), latest=120, earliest=60),
        make.activity("y", make.mode(120, pools=bay)),
        pools=(Pool(id="bay:W", capacity=1),),
    )
    assert told(problem, placed("y", 0, 2), of="x") == [("x", "pool", "y", 2), ("y", "window", None, 0)]


def test_moving_it_earlier_pushes_out_what_it_must(make):
    """Two deliveries by 01:00 and one truck: the late one is on time when the other is an hour late instead."""
    trip = make.mode(60, assets=(make.need("v1"),))
    first = make.activity("a", trip, delays=(make.late(60, weight=7),))
    second = make.activity("b", trip, delays=(make.late(60, weight=2),))
    problem = make.problem(first, second)
    places = {"a": placed("a", 0, 1, "v1"), "b": placed("b", 1, 2, "v1")}
    found = sooner(problem, places, "b", 1, Budget(10.0))
    assert (found.start, found.on_time, found.later, found.out) == (0, True, ("a",), ())
    assert (found.outcome.cost, found.outcome.moved) == (5, 2)


def test_what_cannot_be_earlier_is_not_promised(make):
    """A part that comes at 03:00 for work due at 02:00: neither on time nor earlier."""
    part = (Effect(site="W", item="BELT", quantity=-1, at=0),)
    stock = Reservoir(site="W", item="BELT", initial=0, arrivals=((180, 1),))
    problem = make.problem(
        make.activity("x", make.mode(60, effects=part), delays=(make.late(120),)), reservoirs=(stock,)
    )
    places = {"x": placed("x", 3, 4)}
    assert sooner(problem, places, "x", 1, Budget(10.0)) is None
    assert never(problem, places, "x")
    assert not never(problem, {"x": placed("x", 5, 6)}, "x")


def test_two_obstacles_where_the_hours_before_are_forbidden(make):
    """The bay is taken until it closes at 16:00: the job waits for the second day, and on the first for who had it."""
    hours = ((8 * 60, 16 * 60), (32 * 60, 40 * 60))
    mode = make.mode(120, calendar="workshop:W", pools=(PoolNeed(pool="bay:W", amount=1),))
    other = make.mode(480, calendar="workshop:W", pools=(PoolNeed(pool="bay:W", amount=1),))
    problem = make.problem(
        make.activity("x", mode),
        make.activity("y", other),
        pools=(Pool(id="bay:W", capacity=1),),
        calendars={"workshop:W": hours},
    )
    assert told(problem, placed("y", 8, 16), placed("x", 32, 34), of="x") == [
        ("x", "calendar", None, 32),
        ("x", "pool", "y", 16),
        ("y", "calendar", None, 8),
    ]


def test_of_two_that_are_there_the_one_that_left(make):
    """Two bays, one freed at 02:00 and one at 05:00: the job of 02:00 waited for the first of them."""
    short, long = (make.mode(60 * hours, pools=(PoolNeed(pool="bay:W", amount=1),)) for hours in (2, 5))
    problem = make.problem(
        make.activity("x", short),
        make.activity("y", short),
        make.activity("z", long),
        pools=(Pool(id="bay:W", capacity=2),),
    )
    chain = told(problem, placed("y", 0, 2), placed("z", 0, 5), placed("x", 2, 4), of="x")
    assert chain == [("x", "pool", "y", 2), ("y", "window", None, 0)]
