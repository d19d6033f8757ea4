"""Deliveries grouped into tours by PyVRP."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tools.solve.routes.roads import Network
from tools.solve.routes.tours import Carrier, Load, group

TRUCK = Carrier(type="CAM", depot="A", count=8, kg=5000, litres=20_000)


def loads(*kilos, sites="BC"):
    return tuple(
        Load(name=f"{n:03}", site=sites[n % len(sites)], kg=kg, litres=kg, handling=20) for n, kg in enumerate(kilos)
    )


def test_two_small_loads_on_one_road_ride_together(places):
    """B and C lie on one road and 4 t fit one truck: one tour, which saves 60 km."""
    tours = group(Network(places), loads(2000, 2000), (TRUCK,), stops=2, longest=1000, seed=1)
    assert [sorted(tour) for tour in tours] == [["000", "001"]]


def test_what_does_not_fit_rides_apart(places):
    """3 t and 3 t need two trucks of 5 t."""
    assert len(group(Network(places), loads(3000, 3000), (TRUCK,), stops=2, longest=1000, seed=1)) == 2


def test_a_short_day_separates_tours(places):
    """Both stops take 120 minutes of driving and 40 of unloading: 159 minutes are not enough for one tour."""
    both = loads(1000, 1000)
    assert len(group(Network(places), both, (TRUCK,), stops=2, longest=160, seed=1)) == 1
    assert len(group(Network(places), both, (TRUCK,), stops=2, longest=159, seed=1)) == 2


def test_one_stop_a_tour_groups_nothing(places):
    """With one stop allowed each load rides alone."""
    assert group(Network(places), loads(10, 10), (TRUCK,), stops=1, longest=1000, seed=1) == [("000",), ("001",)]


def test_what_no_truck_carries_whole_rides_alone(places):
    """6 t in a fleet of 5 t trucks, and a load for an island, are left to be split or refused later."""
    island = Load(name="ISLE", site="ISLE", kg=10, litres=10, handling=0)
    tours = group(Network(places), (*loads(6000, 1000, 1000), island), (TRUCK,), stops=3, longest=1000, seed=1)
    assert ("000",) in tours
    assert ("ISLE",) in tours
    assert sorted(name for tour in tours for name in tour) == ["000", "001", "002", "ISLE"]


@settings(max_examples=15, deadline=None)
@given(kilos=st.lists(st.integers(100, 6000), min_size=1, max_size=8), stops=st.integers(1, 4))
def test_tours_hold_every_load_once_within_payload_and_stops(places, kilos, stops):
    """Each load rides once; a tour never has more mass than a truck nor more stops than allowed; twice the same."""
    given_loads = loads(*kilos)
    tours = group(Network(places), given_loads, (TRUCK,), stops, longest=1000, seed=1)
    mass = {load.name: load.kg for load in given_loads}
    assert sorted(name for tour in tours for name in tour) == sorted(mass)
    shared = [tour for tour in tours if len(tour) > 1]
    assert all(len(tour) <= stops and sum(mass[name] for name in tour) <= TRUCK.kg for tour in shared)
    assert tours == group(Network(places), given_loads, (TRUCK,), stops, longest=1000, seed=1)
