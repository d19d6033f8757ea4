"""Ways, drives and closures, against figures worked out on paper."""

from itertools import pairwise, product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.model.request import Limits
from copilot.model.world import Closure, World
from tools.solve.routes.drive import Drive, closed_legs, drive, handling_minutes, may_not_start, round_trip
from tools.solve.routes.roads import Network

DAYLIGHT = Limits(night_movement=False, day_from=300, day_to=1320)


def trucks(world: World, vehicles: int, home: str, *stops: str) -> Drive:
    """The drive of so many trucks."""
    return drive(world, round_trip(Network(world), "CAM", home, stops), vehicles)


def test_a_truck_keeps_off_a_weak_leg_and_goes_at_its_own_pace(places):
    """A truck of class 14 goes round the leg of class 10: 30 + 30 minutes and 50 km, by the quicker of two roads."""
    way = Network(places).way("CAM", "A", "C")
    assert (way.sites, way.legs, way.leg_minutes, way.km) == (("A", "B", "C"), ("AB", "BC"), (30, 30), 50)


def test_a_light_vehicle_takes_the_short_cut(places):
    """36 minutes straight beat 24 + 18 by B."""
    way = Network(places).way("VL", "A", "C")
    assert (way.sites, way.legs, way.minutes) == (("A", "C"), ("AC",), 36)


def test_a_slow_vehicle_drives_at_its_own_speed(places):
    """At 20 km/h the 25 km road takes 75 minutes and is now quicker than the 30 km road in 90."""
    way = Network(places).way("TRAC", "A", "B")
    assert (way.legs, way.leg_minutes) == (("AB-slow",), (75,))


def test_the_matrix_and_the_way_tell_the_same_time(places):
    """Times and lengths of a pair of sites are the sums over its legs, and infinite where there is no way."""
    network = Network(places)
    for kind, a, b in product(("CAM", "VL", "TRAC"), network.place, network.place):
        roads, way = network.roads(kind), network.way(kind, a, b)
        pair = network.place[a], network.place[b]
        assert roads.minutes(a, b) == (way and way.minutes)
        assert roads.times[pair] == (way.minutes if way else inf)
        assert roads.lengths[pair] == (way.km if way else inf)


def test_what_cannot_be_reached_is_none(places):
    """No way to an island, none for a vehicle heavier than every leg, none when the only leg is avoided."""
    network = Network(places)
    assert network.way("CAM", "A", "ISLE") is None
    assert network.roads("CAM").minutes("A", "ISLE") is None
    assert network.light_minutes("A", "ISLE") is None
    assert network.way("CHAR", "A", "B") is None
    assert network.roads("CAM", frozenset({"BC"})).way("A", "C") is None


def test_a_mobile_team_drives_at_the_legs_light_hours(places):
    """Whatever the vehicle, A to C is 0.6 h by the short cut."""
    assert Network(places).light_minutes("A", "C") == 36


@pytest.mark.parametrize(("vehicles", "minutes"), [(1, 30), (2, 30), (3, 60), (5, 90)])
def test_handling_comes_in_turns_of_the_capacity(places, vehicles, minutes):
    """Two vehicles are loaded at once in 30 minutes at A."""
    assert handling_minutes(places, "A", vehicles) == minutes


def test_the_timeline_of_a_trip(places):
    """Three trucks: 60 min loading, 60 driving, 90 unloading at C, 60 back; 100 km; legs passed when they are."""
    trip = trucks(places, 3, "A", "A", "C")
    assert trip.route == ("A", "B", "C", "B", "A")
    assert (trip.stops, trip.handling) == ((("A", 0), ("C", 120)), (60, 90))
    assert (trip.duration, trip.driving, trip.km) == (270, 120, 100)
    assert trip.legs == (("AB", 60, 90), ("BC", 90, 120), ("BC", 210, 240), ("AB", 240, 270))


def test_a_trip_of_two_stops_from_another_site(places):
    """From B: 30 to A, 30 loading, 30 back to B, 20 unloading, 30 to C, 30 unloading, 30 home."""
    trip = trucks(places, 1, "B", "A", "B", "C")
    assert (trip.stops, trip.duration, trip.km) == ((("A", 30), ("B", 90), ("C", 140)), 200, 100)


def test_lengths_are_rounded_up(places):
    """10.4 km out and back are 21 km."""
    assert trucks(places, 1, "MUTE", "A").km == 21


def test_no_trip_where_nothing_is_handled_or_reached(places):
    """A site of capacity 0 handles nobody, an island is never reached, an avoided leg leaves no way."""
    network = Network(places)
    assert round_trip(network, "CAM", "A", ("A", "MUTE")) is None
    assert round_trip(network, "CAM", "A", ("A", "ISLE")) is None
    assert round_trip(network, "CAM", "A", ("A", "C"), avoid=frozenset({"BC"})) is None


@pytest.mark.parametrize(("start", "free"), [(360, True), (361, False), (609, False), (610, True)])
def test_a_closure_forbids_exactly_the_starts_that_meet_it(closing, start, free):
    """BC is passed from 90 to 120 and from 210 to 240 minutes after the start, and closed from 600 to 700."""
    world = closing(("BC", 600, 700), ("AC", 0, 4000))
    trip = trucks(world, 3, "A", "A", "C")
    spans = may_not_start(world, trip, Limits())
    assert spans == ((361, 610),)
    assert free != any(first <= start < last for first, last in spans)
    assert closed_legs(world, round_trip(Network(world), "CAM", "A", ("A", "C"))) == {"BC"}


@settings(max_examples=60, deadline=None)
@given(
    closures=st.lists(st.tuples(st.sampled_from(["AB", "BC"]), st.integers(0, 900), st.integers(1, 300)), max_size=4)
)
def test_closed_starts_are_those_that_drive_on_a_closed_leg(places, closures):
    """For every minute of a day, a start is forbidden if and only if some minute on a leg falls in its closure."""
    rows = tuple(Closure(leg=g, start=s, end=s + n, reason_fr="", reason_en="") for g, s, n in closures)
    world = places.model_copy(update={"closures": rows})
    trip = trucks(world, 2, "A", "A", "C")
    shut = {(leg, minute) for leg, start, length in closures for minute in range(start, start + length)}
    spans = may_not_start(world, trip, Limits())
    for start in range(0, 1440, 7):
        meets = any((leg, start + m) in shut for leg, begin, end in trip.legs for m in range(begin, end))
        assert meets == any(first <= start < last for first, last in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_no_driving_by_night(places):
    """A trip of 270 minutes starts from 05:00 to 17:30, each day."""
    trip = trucks(places, 3, "A", "A", "C")
    assert may_not_start(places, trip, DAYLIGHT) == ((0, 300), (1051, 1740), (2491, 3180), (3931, 4320))


def test_a_trip_longer_than_the_day_never_starts(places):
    """Forty vehicles unload one after the other for longer than daylight lasts: every start is forbidden."""
    trip = trucks(places, 40, "A", "A", "C")
    assert trip.duration > 1020
    assert may_not_start(places, trip, DAYLIGHT) == ((0, 4320),)
