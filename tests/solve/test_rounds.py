"""The route tool: exact on small questions, every rule kept, and refused in words when it cannot be asked."""

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.routing.verify import BrokenError, cost
from tools.solve.routes.rounds import Rounds, plan
from tools.solve.routes.routing import NO_WAY, Delivery, Depot, Routing, RoutingError, Shipment, Stop, Travel, Vehicles

ITERATIONS = 200


def line(*places: int) -> Travel:
    """Places on a line: a kilometre takes a minute."""
    spots = np.array(places, dtype=np.int64)
    away = np.abs(spots[:, None] - spots[None, :])
    return Travel(away, away)


def question(**changes: object) -> Routing:
    """One depot at 0, three deliveries at 10, 20 and -30, one truck of capacity 10."""
    base = Routing(
        travels={"road": line(0, 10, 20, -30)},
        depots=(Depot(0),),
        vehicles=(Vehicles("truck", 3, "road", (10,)),),
        deliveries=tuple(Delivery(f"d{one}", one, (4,), handling=5) for one in (1, 2, 3)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def solved(routing: Routing) -> Rounds:
    """The rounds found; when there is a cost, the judge found the same."""
    found = plan(routing, seed=1, iterations=ITERATIONS)
    if found.cost is not None:
        assert cost(routing, calls(found)) == found.cost
    return found


def calls(found: Rounds) -> list[tuple[int, list[tuple[str, int]]]]:
    """The rounds without their times."""
    return [(one.vehicles, [(call.kind, call.index) for call in one.calls]) for one in found.rounds]


def test_shortest_and_timed() -> None:
    """Two loads go one way and one the other: 40 and 60 km; each call has its times."""
    found = solved(question())
    assert found.cost == 100
    ends = sorted(one.calls[-1].begin - one.calls[0].begin for one in found.rounds)
    assert ends == [40 + 10, 60 + 5]


@given(st.lists(st.tuples(st.integers(-40, 40), st.integers(1, 6)), min_size=1, max_size=4))
def test_as_good_as_every_order_tried(loads: list[tuple[int, int]]) -> None:
    """On one truck that comes back to load again, no order of the deliveries costs less."""
    deliveries = tuple(Delivery(str(one), one + 1, (load,)) for one, (_, load) in enumerate(loads))
    places = (0, *(place for place, _ in loads))
    truck = Vehicles("truck", len(loads), "road", (6,))
    best = min(_cheapest(places, [load for _, load in loads], order) for order in permutations(range(len(loads))))
    assert solved(question(travels={"road": line(*places)}, deliveries=deliveries, vehicles=(truck,))).cost == best


def _cheapest(places: tuple[int, ...], loads: list[int], order: tuple[int, ...]) -> int:
    """The least cost of an order, cut into rounds at best (a shortest path over the cuts)."""
    least = [0] + [10**9] * len(order)
    for first in range(len(order)):
        for last in range(first + 1, len(order) + 1):
            part = order[first:last]
            if sum(loads[one] for one in part) <= 6:
                stops = [0, *(places[one + 1] for one in part), 0]
                way = sum(abs(a - b) for a, b in pairwise(stops))
                least[last] = min(least[last], least[first] + way)
    return least[-1]


def test_away_vehicles_are_home() -> None:
    """The only truck, in the workshop from 30 to 100, delivers before or after and is home in between."""
    truck = Vehicles("truck", 1, "road", (10,), away=((30, 100),), window=(0, 300))
    found = solved(question(vehicles=(truck,), deliveries=question().deliveries[:2]))
    assert found.cost == 40
    spans = [(one.calls[0].begin, one.calls[-1].end) for one in found.rounds]
    assert all(end <= 30 or begin >= 100 for begin, end in spans)


def test_where_a_type_may_not_go_another_goes() -> None:
    """A heavy truck may not cross to -30: a light one does, dearer as it is; alone, the heavy one cannot."""
    road = line(0, 10, 20, -30)
    barred = road.distance.copy()
    barred[:3, 3] = barred[3, :3] = NO_WAY
    heavy, light = Vehicles("heavy", 2, "barred", (10,)), Vehicles("light", 1, "road", (4,), fixed=7)
    routing = question(travels={"road": road, "barred": Travel(barred, road.duration)}, vehicles=(heavy, light))
    assert solved(routing).cost == 100 + 7
    assert solved(replace(routing, vehicles=(heavy,))).cost is None


def test_several_depots_each_with_its_own_vehicles() -> None:
    """A second depot near -30 serves it with its own truck."""
    near = Vehicles("near", 1, "road", (10,), start=1, end=1)
    routing = question(travels={"road": line(0, 10, 20, -30, -29)}, depots=(Depot(0), Depot(4)))
    assert solved(replace(routing, vehicles=(*routing.vehicles, near))).cost == 40 + 2


def test_one_truck_loads_again_when_goods_are_ready() -> None:
    """One small truck makes three trips in one round; what is ready at 200 leaves no earlier."""
    truck = Vehicles("truck", 1, "road", (4,), reload=(0,))
    late = tuple(replace(one, ready=200 if one.name == "d1" else 0) for one in question().deliveries)
    found = solved(question(vehicles=(truck,), deliveries=late))
    assert found.cost == 20 + 40 + 60
    [one] = found.rounds
    assert (
        next(
            call.begin for call in one.calls if call == ("delivery", 0) or (call.kind == "delivery" and call.index == 0)
        )
        >= 210
    )
    assert solved(question(vehicles=(replace(truck, reloads=1),))).cost is None


def test_what_costs_more_than_its_reward_is_left_out() -> None:
    """A delivery 60 km away is worth 50: it is left; of two that exclude each other the nearer one is made."""
    first, second, third = question().deliveries
    assert solved(question(deliveries=(first, second, replace(third, reward=50)))).cost == 40 + 50
    either = (replace(first, reward=0), replace(second, reward=0), third)
    found = solved(question(deliveries=either, exclusive=((0, 1),)))
    assert found.cost == 20 + 60


def test_shipments_are_taken_then_left_by_one_truck() -> None:
    """From 20 to -30: out to 20, across, and home: 100 km; too heavy a shipment cannot be moved."""
    move = Shipment("move", Stop(2, 5), Stop(3, 5, (0, 100)), (6,))
    found = solved(question(deliveries=(), shipments=(move,)))
    assert found.cost == 100
    assert [call.kind for call in found.rounds[0].calls] == ["depot", "origin", "destination", "depot"]
    assert solved(question(deliveries=(), shipments=(replace(move, load=(11,)),))).cost is None


def test_limits_of_a_round_hold() -> None:
    """With 50 minutes at most nobody reaches -30; with windows that exclude each other two trucks go."""
    assert solved(question(vehicles=(Vehicles("truck", 3, "road", (10,), longest=50),))).cost is None
    assert solved(question(vehicles=(Vehicles("truck", 3, "road", (10,), furthest=59),))).cost is None
    first, second, _ = question().deliveries
    apart = (replace(first, window=(10, 10)), replace(second, window=(20, 20)))
    assert solved(question(deliveries=apart)).cost == 20 + 40


def test_same_seed_same_rounds_and_stopped_when_told() -> None:
    """The answer does not change; told to stop at once, it still gives what it has."""
    assert plan(question(), 3, iterations=50) == plan(question(), 3, iterations=50)
    assert plan(question(), 3, iterations=10**9, stop=lambda: True).iterations <= 1


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Every fault has its sentence; a search without an end is one of them."""
    wrong = Routing(
        travels={"road": line(0, 10)},
        depots=(Depot(5),),
        vehicles=(Vehicles("v", 0, "rail", (1,), end=3, fixed=2, away=((0, 1),)),),
        deliveries=(Delivery("d", 1, (1, -1)),),
        exclusive=((0,),),
    )
    with pytest.raises(RoutingError) as refused:
        plan(wrong, 1)
    said = "\n".join(refused.value.problems)
    for word in (
        "place 5",
        "1 loads",
        "rail",
        "depot is not",
        "end where",
        "fixed cost",
        "at least one",
        "reward",
        "iter",
    ):
        assert word in said


def test_the_judge_finds_what_is_broken() -> None:
    """Left out, twice, overloaded, too late, from a wrong depot, too many vehicles: each is named."""
    routing = question()
    good = calls(solved(routing))
    assert cost(routing, good) == 100
    kind, longer = max(good, key=lambda one: len(one[1]))
    cases = {
        "not made": good[:1],
        "twice": [*good, good[0]],
        "overloaded": [(0, [("depot", 0), ("delivery", 0), ("delivery", 1), ("delivery", 2), ("depot", 0)])],
        "begin and end": [(kind, longer[1:]) if one is longer else (kind, one) for _, one in good],
        "in being": [(0, [("depot", 0), ("delivery", one), ("depot", 0)]) for one in range(3)]
        + [(0, good[0][1][:1] * 2)],
    }
    for word, broken in cases.items():
        with pytest.raises(BrokenError, match=word):
            cost(routing, broken)
    early = replace(routing, deliveries=tuple(replace(one, window=(0, 5)) for one in routing.deliveries))
    with pytest.raises(BrokenError, match="after its window"):
        cost(early, good)
