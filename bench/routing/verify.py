"""An independent judge of rounds: it drives them, and says what they cost or which rule they break."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tools.solve.routes.rounds import UNLIMITED
from tools.solve.routes.routing import NO_WAY, Delivery, Depot, Routing, Stop, Travel, Vehicles

Call = tuple[str, int]


class BrokenError(Exception):
    """Rounds that break a rule."""


def cost(routing: Routing, rounds: Sequence[tuple[int, Sequence[Call]]]) -> int:
    """What rounds cost: kinds of vehicle, each with its calls, the depots at both ends and between trips included.

    Raises:
        BrokenError: a rule is broken.
    """
    _complete(routing, [call for _, calls in rounds for call in calls])
    for kind, used in Counter(kind for kind, _ in rounds).items():
        if used > routing.vehicles[kind].count:
            raise BrokenError(f"{used} vehicles of kind {kind}, {routing.vehicles[kind].count} in being")
    forgone = {one for one, delivery in enumerate(routing.deliveries) if delivery.reward is not None}
    forgone -= {one for _, calls in rounds for kind, one in calls if kind == "delivery"}
    return sum(routing.deliveries[one].reward or 0 for one in forgone) + sum(
        _cost(routing, routing.vehicles[kind], list(calls)) for kind, calls in rounds
    )


def _complete(routing: Routing, calls: list[Call]) -> None:
    made = Counter(call for call in calls if call[0] != "depot")
    if any(times > 1 for times in made.values()):
        raise BrokenError("a call is made twice")
    wanted = {("delivery", one) for one, delivery in enumerate(routing.deliveries) if delivery.reward is None}
    wanted |= {(end, one) for one in range(len(routing.shipments)) for end in ("origin", "destination")}
    if missing := wanted - made.keys():
        raise BrokenError(f"{len(missing)} calls are not made")


def _cost(routing: Routing, vehicle: Vehicles, calls: list[Call]) -> int:
    if calls[0] != ("depot", vehicle.start) or calls[-1] != ("depot", vehicle.end):
        raise BrokenError("a round does not begin and end at its depots")
    inner = [one for kind, one in calls[1:-1] if kind == "depot"]
    if set(inner) - set(vehicle.reload) or len(inner) > (UNLIMITED if vehicle.reloads is None else vehicle.reloads):
        raise BrokenError("a vehicle loads again where it may not")
    _carried(routing, vehicle, calls)
    travel = routing.travels[vehicle.travel]
    places = [_at(routing, call).place for call in calls]
    legs = [int(travel.distance[pair]) for pair in pairwise(places)]
    if NO_WAY in legs or sum(legs) > (UNLIMITED if vehicle.furthest is None else vehicle.furthest):
        raise BrokenError("a round is too long, or goes where it may not")
    duration = _duration(routing, vehicle, travel, calls)
    if duration > (UNLIMITED if vehicle.longest is None else vehicle.longest):
        raise BrokenError("a round lasts too long")
    return vehicle.fixed + vehicle.per_distance * sum(legs) + vehicle.per_duration * duration


def _carried(routing: Routing, vehicle: Vehicles, calls: list[Call]) -> None:
    """Of each trip: what is brought is on board from the depot, what is taken until the depot."""
    for trip in _trips(calls):
        aboard: set[int] = set()
        load = [0] * len(vehicle.capacity)
        for kind, one in trip:
            if kind == "delivery":
                _add(load, routing.deliveries[one].brought)
        for kind, one in trip:
            _fits(load, vehicle)
            if kind == "delivery":
                _add(load, routing.deliveries[one].taken)
                _add(load, routing.deliveries[one].brought, -1)
            elif kind == "origin":
                aboard.add(one)
                _add(load, routing.shipments[one].load)
            elif one in aboard:
                aboard.remove(one)
                _add(load, routing.shipments[one].load, -1)
            else:
                raise BrokenError("a shipment is left before it is taken")
        if aboard:
            raise BrokenError("a shipment is taken and never left")
        _fits(load, vehicle)


def _duration(routing: Routing, vehicle: Vehicles, travel: Travel, calls: list[Call]) -> int:
    """The shortest duration of a round in this order: it begins as late as every window allows."""
    places = [_at(routing, call).place for call in calls]
    handling = [0 if index == len(calls) - 1 else _at(routing, call).handling for index, call in enumerate(calls)]
    windows = [_at(routing, call).window or (0, UNLIMITED) for call in calls]
    windows[0] = _meet(windows[0], vehicle.window)
    windows[-1] = _meet(windows[-1], vehicle.window)
    ready = _ready(routing, calls)
    latest = windows[-1][1]
    for index in range(len(calls) - 2, -1, -1):
        drive = int(travel.duration[places[index], places[index + 1]])
        latest = min(windows[index][1], latest - drive - handling[index])
    begin = now = max(min(latest, UNLIMITED), ready[0], windows[0][0])
    for index, (first, last) in enumerate(windows):
        now = max(now, first, ready[index])
        if now > last:
            raise BrokenError("a call comes after its window")
        if index < len(calls) - 1:
            now += handling[index] + int(travel.duration[places[index], places[index + 1]])
    return now - begin


def _ready(routing: Routing, calls: list[Call]) -> list[int]:
    """The earliest loading at each depot, 0 elsewhere: what leaves with the trip that begins there must be ready."""
    found, coming = [0] * len(calls), 0
    for index in range(len(calls) - 1, -1, -1):
        kind, one = calls[index]
        if kind == "delivery":
            coming = max(coming, routing.deliveries[one].ready)
        elif kind == "depot":
            found[index], coming = coming, 0
    return found


def _trips(calls: list[Call]) -> Iterator[list[Call]]:
    trip: list[Call] = []
    for call in calls[1:]:
        if call[0] == "depot":
            yield trip
            trip = []
        else:
            trip.append(call)


def _at(routing: Routing, call: Call) -> Depot | Delivery | Stop:
    kind, one = call
    if kind == "depot":
        return routing.depots[one]
    if kind == "delivery":
        return routing.deliveries[one]
    shipment = routing.shipments[one]
    return shipment.origin if kind == "origin" else shipment.destination


def _fits(load: list[int], vehicle: Vehicles) -> None:
    if any(have > most for have, most in zip(load, vehicle.capacity, strict=True)):
        raise BrokenError("a vehicle is overloaded")


def _add(load: list[int], more: tuple[int, ...], sign: int = 1) -> None:
    for dimension, amount in enumerate(more):
        load[dimension] += sign * amount


def _meet(one: tuple[int, int], other: tuple[int, int] | None) -> tuple[int, int]:
    return one if other is None else (max(one[0], other[0]), min(one[1], other[1]))
