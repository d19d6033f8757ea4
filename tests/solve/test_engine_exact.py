"""Tiny problems whose best schedule is known."""

import pytest

from copilot.model.activity import Effect, Limit, Pool, PoolNeed, Precedence, Reservoir
from tools.solve.schedule.problem import Pin, Placed

DAYS = ((480, 1080), (1920, 2520), (3360, 3960))


def starts(places):
    return {name: placed.start for name, placed in places.items()}


def test_the_dearer_delay_goes_first_on_one_vehicle(make):
    """Two jobs of two hours on one vehicle, both due at 02:00: the one whose hour costs 5 goes before that of 1."""
    cheap = make.activity("cheap", make.mode(120, assets=(make.need("V"),)), delays=(make.late(120, 1),))
    dear = make.activity("dear", make.mode(120, assets=(make.need("V"),)), delays=(make.late(120, 5),))
    schedule, places = make.solved(cheap, dear)
    assert (schedule.status, starts(places)) == ("optimal", {"dear": 0, "cheap": 120})
    assert places["dear"].assets == ("V",)


def test_two_vehicles_serve_two_jobs_at_once(make):
    """With a second vehicle both start at 00:00, each with its own."""
    jobs = [make.activity(n, make.mode(120, assets=(make.need("V", "W"),)), delays=(make.late(0),)) for n in "ab"]
    _, places = make.solved(*jobs)
    assert starts(places) == {"a": 0, "b": 0}
    assert {placed.assets for placed in places.values()} == {("V",), ("W",)}


def test_needs_are_filled_one_after_the_other(make):
    """Two trucks of three and one light vehicle: assets are named need after need."""
    needs = (make.need("T1", "T2", "T3", count=2), make.need("L"))
    _, places = make.solved(make.activity("a", make.mode(assets=needs)))
    assert set(places["a"].assets[:2]) < {"T1", "T2", "T3"}
    assert places["a"].assets[2] == "L"


@pytest.mark.parametrize(
    ("outages", "ends"),
    [((), [60, 60, 120]), (((0, 180, 1),), [60, 120, 180]), (((0, 180, 2),), [240, 240, 300])],
)
def test_a_pool_never_gives_more_places_than_the_outage_leaves(make, outages, ends):
    """Three one-hour jobs on two bays, one or both closed until 03:00."""
    mode = make.mode(pools=(PoolNeed(pool="bay:AT", amount=1),))
    jobs = [make.activity(name, mode, delays=(make.late(0),)) for name in "abc"]
    _, places = make.solved(*jobs, pools=(Pool(id="bay:AT", capacity=2, outages=outages),))
    assert sorted(placed.end for placed in places.values()) == ends


def test_more_places_than_the_pool_has_are_never_given(make):
    """Three drivers are asked of two."""
    mode = make.mode(pools=(PoolNeed(pool="driver:U", amount=3),))
    schedule, _ = make.solved(make.activity("a", mode), pools=(Pool(id="driver:U", capacity=2),))
    assert schedule.absent == ("a",)


def test_work_goes_on_the_next_morning_and_holds_its_bay_all_night(make):
    """Fifteen open hours begun Monday 08:00 end Tuesday 13:00; the bay is free for the next job only then."""
    bay = (PoolNeed(pool="bay:AT", amount=1),)
    long = make.activity("long", make.mode(900, calendar="AT", pools=bay), delays=(make.late(0, 9),))
    short = make.activity("short", make.mode(60, calendar="AT", pools=bay), delays=(make.late(2220),))
    _, places = make.solved(long, short, calendars={"AT": DAYS}, pools=(Pool(id="bay:AT", capacity=1),))
    assert (places["long"].start, places["long"].end) == (480, 2220)
    assert (places["short"].start, places["short"].end) == (2220, 2280)


def test_work_that_never_fits_the_opening_hours_is_left_out(make):
    """Thirty open hours in three days are the most: thirty-one are not."""
    fits = make.activity("fits", make.mode(1800, calendar="AT"))
    never = make.activity("never", make.mode(1860, calendar="AT"))
    schedule, places = make.solved(fits, never, calendars={"AT": DAYS})
    assert (places["fits"].start, places["fits"].end, schedule.absent) == (480, 3960, ("never",))


def test_what_follows_waits_for_the_end_and_the_lag(make):
    """A ends at 01:00; B comes 90 minutes later at the least, on the hour: 03:00."""
    after = (Precedence(activity="a", lag=90),)
    _, places = make.solved(make.activity("a"), make.activity("b", after=after, delays=(make.late(0),)))
    assert starts(places) == {"a": 0, "b": 180}


def test_nothing_follows_what_is_not_done(make):
    """B waits for A, which fits nowhere; C waits for what nobody brought."""
    never = make.activity("a", make.mode(60, closed=((0, 4320),)))
    b = make.activity("b", after=(Precedence(activity="a"),))
    c = make.activity("c", after=(Precedence(activity="unknown"),))
    schedule, _ = make.solved(never, b, c)
    assert schedule.absent == ("a", "b", "c")


def test_the_window_of_an_activity_holds(make):
    """Not before 10:00; and two hours to be ended by 11:00 from 10:00 on are impossible."""
    late = make.activity("late", earliest=590, delays=(make.late(0),))
    tight = make.activity("tight", make.mode(120), earliest=590, latest=660)
    schedule, places = make.solved(late, tight)
    assert (starts(places), schedule.absent) == ({"late": 600}, ("tight",))


def test_closed_minutes_are_not_started_in(make):
    """Closed from minute 1 to 300: 00:00 is free and 05:00 is the next."""
    mode = make.mode(60, assets=(make.need("V"),), closed=((1, 300),))
    jobs = [make.activity(name, mode, delays=(make.late(0),)) for name in "ab"]
    _, places = make.solved(*jobs)
    assert sorted(starts(places).values()) == [0, 300]


def test_a_vehicle_travels_before_and_after_its_job(make):
    """90 minutes there and back: the job starts at 02:00 at the earliest and the next one after the way back."""
    away = make.mode(60, assets=(make.need("V", begin=-90, tail=90),))
    first = make.activity("first", away, delays=(make.late(0, 9),))
    then = make.activity("then", make.mode(60, assets=(make.need("V"),)), earliest=60, delays=(make.late(0),))
    _, places = make.solved(first, then)
    assert starts(places) == {"first": 120, "then": 300}


def test_the_shorter_way_is_driven(make):
    """One vehicle over 100 km is dearer than two over 40, and dearer than one over 90 that is an hour late."""
    far = make.mode(60, "far", assets=(make.need("V"),), km=100)
    pair = make.mode(60, "pair", assets=(make.need("V", "W", count=2),), km=40)
    slow = make.mode(120, "slow", assets=(make.need("V"),), km=70)
    job = make.activity("a", far, pair, slow, delays=(make.late(60, 5),))
    assert make.solved(job)[1]["a"].mode == "slow"
    dear = make.activity("a", far, pair, slow, delays=(make.late(60, 11),))
    assert make.solved(dear)[1]["a"].mode == "pair"


@pytest.mark.parametrize(("value", "done"), [(99, False), (101, True)])
def test_an_optional_task_is_done_when_it_is_worth_its_kilometres(make, value, done):
    """100 km are driven for a task worth 101, not for one worth 99."""
    mode = make.mode(assets=(make.need("V"),), km=100)
    schedule, _ = make.solved(make.activity("a", mode, value=value))
    assert (schedule.absent == ()) == done


def test_a_mandatory_task_comes_before_any_value(make):
    """One vehicle, one hour, two tasks: the mandatory one without value is done, that of value 10,000 is not."""
    mode = make.mode(60, assets=(make.need("V"),))
    must = make.activity("must", mode, mandatory=True, value=0, latest=60)
    may = make.activity("may", mode, latest=60)
    schedule, places = make.solved(must, may)
    assert (starts(places), schedule.absent) == ({"must": 0}, ("may",))


def test_a_commitment_keeps_its_minutes_and_its_vehicle_for_the_steps_around(make):
    """From 02:05 to 03:45 the vehicle is gone from 02:00 to 04:00 on the grid: two hours fit before, three after."""
    fixed = make.activity("fixed", make.mode(100, assets=(make.need("V"),)), earliest=125, latest=225, mandatory=True)
    before = make.activity("before", make.mode(120, assets=(make.need("V"),)), delays=(make.late(0, 9),))
    after = make.activity("after", make.mode(180, assets=(make.need("V"),)), delays=(make.late(0),))
    _, places = make.solved(fixed, before, after)
    assert (places["fixed"].start, places["fixed"].end) == (125, 225)
    assert starts(places) == {"fixed": 125, "before": 0, "after": 240}


def test_a_stock_waits_for_the_order_that_fills_it(make):
    """Five belts are asked, none is there, five come at 10:05: the job starts at 11:00."""
    mode = make.mode(effects=(Effect(site="S", item="BELT", quantity=-5, at=0),))
    belts = Reservoir(site="S", item="BELT", initial=0, arrivals=((605, 5),))
    _, places = make.solved(make.activity("a", mode, delays=(make.late(0),)), reservoirs=(belts,))
    assert starts(places) == {"a": 660}


def test_a_stock_waits_for_the_convoy_that_fills_it(make):
    """The convoy unloads after 90 minutes, which holds to 02:00 on the grid; one job of two gets the part."""
    brings = make.mode(180, effects=(Effect(site="S", item="BELT", quantity=1, at=90),))
    takes = make.mode(60, effects=(Effect(site="S", item="BELT", quantity=-1, at=0),))
    jobs = [make.activity(name, takes, value=value, delays=(make.late(0),)) for name, value in (("a", 500), ("b", 900))]
    belts = Reservoir(site="S", item="BELT", initial=0)
    schedule, places = make.solved(make.activity("cv", brings), *jobs, reservoirs=(belts,))
    assert (starts(places), schedule.absent) == ({"cv": 0, "b": 120}, ("a",))


@pytest.mark.parametrize(("earliest", "start"), [(0, 0), (30, 60), (61, 600)])
def test_what_people_use_up_is_not_there_to_be_taken(make, earliest, start):
    """300 litres fall by one a minute: 200 can be taken up to 01:40, then only after 1,000 come at 10:00."""
    water = Reservoir(site="S", item="EAU", initial=300, arrivals=((600, 1000),), outflow=((0, 4320, 1440),))
    takes = make.mode(effects=(Effect(site="S", item="EAU", quantity=-200, at=0),))
    _, places = make.solved(make.activity("a", takes, earliest=earliest, delays=(make.late(0),)), reservoirs=(water,))
    assert starts(places) == {"a": start}


@pytest.mark.parametrize(("duration", "checked"), [(120, False), (180, True)])
def test_a_check_comes_before_use_past_its_date(make, duration, checked):
    """Use may end at 10:00 sharp; use that ends later waits for the check, which takes two hours."""
    check = make.activity("check", make.mode(120, assets=(make.need("V"),), km=1), kind="check", asset="V", value=0)
    use = make.activity("use", make.mode(duration, assets=(make.need("V"),)), earliest=480)
    limit = Limit(id="l", asset="V", until=600, resets=("check",))
    _, places = make.solved(use, check, limits=(limit,), steps=11)
    assert ("check" in places) == checked
    assert not checked or places["check"].end <= places["use"].start
    barred, _ = make.solved(use, limits=(limit,), steps=11)
    assert barred.absent == (("use",) if checked else ())


def test_a_check_gives_the_counter_back(make):
    """100 km are left and 160 after a check: of trips of 80 km, one before and two after it, never a fourth."""
    trip = make.mode(60, assets=(make.need("V"),), km=80)
    trips = [make.activity(f"t{n}", trip) for n in range(4)]
    check = make.activity("check", make.mode(120, assets=(make.need("V"),)), kind="check", asset="V", value=0)
    limit = Limit(id="l", asset="V", counter="km", left=100, renewed=160, resets=("check",))
    schedule, places = make.solved(*trips, check, limits=(limit,), effort=30.0, steps=24)
    before = [p for name, p in places.items() if name != "check" and p.end <= places["check"].start]
    assert (len(places), len(schedule.absent), len(before)) == (4, 1, 1)
    unchecked, _ = make.solved(*trips, limits=(limit,), steps=24)
    assert len(unchecked.placed) == 1


def test_hours_wear_like_kilometres(make):
    """A limit by hours counts the hours of a mode, not its kilometres."""
    mode = make.mode(60, assets=(make.need("V"),), km=5000, hours=4)
    jobs = [make.activity(name, mode) for name in "abc"]
    limit = Limit(id="l", asset="V", counter="h", left=8, resets=())
    assert len(make.solved(*jobs, limits=(limit,))[0].placed) == 2


def test_a_pinned_item_stays_where_it_was_decided(make):
    """Whatever it costs, the item starts at 03:00 with vehicle W."""
    mode = make.mode(60, assets=(make.need("V", "W"),))
    job = make.activity("a", mode, delays=(make.late(0, 50),))
    schedule, places = make.solved(job, pins={"a": Pin(180, "m", ("W",))})
    assert (places["a"].start, places["a"].assets, schedule.unkept) == (180, ("W",), ())


@pytest.mark.parametrize("pin", [Pin(start=60), Pin(start=30), Pin(assets=("X",)), Pin(assets=("V", "W"))])
def test_a_decision_that_cannot_be_kept_is_named_and_the_item_is_still_done(make, pin):
    """A closed minute, a minute off the grid, a vehicle that is no candidate, one vehicle too many."""
    mode = make.mode(60, assets=(make.need("V", "W"),), closed=((1, 120),))
    schedule, places = make.solved(make.activity("a", mode), pins={"a": pin})
    assert (schedule.unkept, list(places)) == (("a",), ["a"])


def test_of_two_decisions_that_clash_one_is_kept(make):
    """Two items pinned to one vehicle at one time: both are done, one elsewhere, and that one is named."""
    jobs = [make.activity(name, make.mode(60, assets=(make.need("V"),))) for name in "ab"]
    schedule, places = make.solved(*jobs, pins={"a": Pin(60, "m", ("V",)), "b": Pin(60, "m", ("V",))})
    assert len(schedule.unkept) == 1
    assert [placed.start for name, placed in places.items() if name not in schedule.unkept] == [60]
    assert len(places) == 2


@pytest.mark.parametrize(("weight", "start"), [(1, 600), (3, 0)])
def test_what_is_planned_moves_only_for_more_than_it_costs(make, weight, start):
    """Eleven hours late at 1 are cheaper than moving (20), at 3 they are not; without delay nothing moves."""
    placed = {"a": Placed("a", "m", 600, 660, ("W",))}
    mode = make.mode(60, assets=(make.need("V", "W"),))
    _, free = make.solved(make.activity("a", mode), reference=placed)
    assert (free["a"].start, free["a"].assets) == (600, ("W",))
    _, late = make.solved(make.activity("a", mode, delays=(make.late(0, weight),)), reference=placed)
    assert late["a"].start == start


def test_of_equal_schedules_the_one_that_begins_earliest(make):
    """Nothing asks for a date: two jobs on one vehicle stand at 03:00, their release, and right after; seeds agree."""
    for seed in (1, 2, 3):
        jobs = [make.activity(n, make.mode(120, assets=(make.need("V"),)), earliest=180) for n in "ab"]
        schedule, places = make.solved(*jobs, seed=seed)
        assert schedule.status == "optimal"
        assert sorted(starts(places).values()) == [180, 300]
