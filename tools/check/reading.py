"""What each item of a plan holds, and when, recomputed from the world."""

import math
from dataclasses import dataclass, field
from functools import cached_property

from copilot.model.noun import Span
from copilot.model.plan import Plan, PlanItem
from copilot.model.world import World
from copilot.model.world.fleet import AssetType
from copilot.model.world.readiness import Area, TrainingActivity
from copilot.model.world.upkeep import CheckRule, TechnicalEvent, Workshop
from tools.check.roads import Passage, Roads, length

Route = tuple[str, ...]
WORK = ("check", "repair")
USE = ("convoy", "commitment", "training")


@dataclass(frozen=True)
class Handling:
    """The loading or unloading of a convoy at a stop: when the plan begins it, and when it can begin."""

    site: str
    begin: int
    end: int
    possible: int
    slack: int


@dataclass
class Run:
    """A convoy's way: the legs driven, the stops handled, those that its route does not reach, and its end."""

    passages: list[Passage] = field(default_factory=list)
    handlings: list[Handling] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True)
class Hold:
    """So many places of a pool, held for a span by an item."""

    pool: str
    span: Span
    amount: int
    item: str


class Reading:
    """The items of a plan that can be judged: their references exist and they lie in the window."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world = world
        self.plan = plan
        self.roads = Roads(world)
        self._runs: dict[int, Run] = {}
        self._known = {name: {row.id for row in getattr(world, name)} for name in _TABLES}
        self._events = {event.id: event for event in world.technical_events}

    @cached_property
    def items(self) -> tuple[PlanItem, ...]:
        """The items that can be judged."""
        end = self.world.clock.end
        return tuple(i for i in self.plan.items if 0 <= i.start < i.end <= end and not self.unknown(i))

    def of(self, *kinds: str) -> list[PlanItem]:
        """The items of some kinds that can be judged."""
        return [item for item in self.items if item.kind in kinds]

    def unknown(self, item: PlanItem) -> list[tuple[str, str]]:
        """The (table, identifier) pairs that an item needs and the world lacks."""
        return list(dict.fromkeys((table, row) for table, row in _references(item) if row not in self._known[table]))

    def group(self, item: PlanItem) -> list[AssetType]:
        """The types of an item's vehicles, each once."""
        types = dict.fromkeys(self.world.asset[asset].type for asset in item.assets)
        return [self.world.asset_type[kind] for kind in types]

    def demand(self, item: PlanItem) -> CheckRule | TechnicalEvent:
        """The check rule or technical event that a work item answers."""
        reference = item.subject.reference
        return self.world.check_rule[reference] if item.kind == "check" else self._events[reference]

    def workshop(self, item: PlanItem) -> Workshop:
        """The workshop of a work item."""
        return self.world.workshop[item.mode.workshop or ""]

    def area(self, item: PlanItem) -> Area:
        """The area of a training item."""
        return self.world.area[item.mode.area or ""]

    def activity(self, item: PlanItem) -> TrainingActivity:
        """The training activity of a training item."""
        return self.world.training_activity[item.subject.reference]

    def run(self, item: PlanItem) -> Run:
        """A convoy's way, timed from its start along its route and stops."""
        if id(item) not in self._runs:
            self._runs[id(item)] = self._timed(item)
        return self._runs[id(item)]

    def _timed(self, item: PlanItem) -> Run:
        group, route, run = self.group(item), item.mode.route, Run()
        place, clock = 0, item.start
        for site, minute in item.mode.stops:
            places = [i for i in range(place, len(route)) if route[i] == site]
            if not places:
                run.missed.append(site)
                continue
            ways = [self.roads.drive(route[place : i + 1], group, clock) for i in places]
            chosen = next((k for k, way in enumerate(ways) if _arrival(way, clock) == item.start + minute), 0)
            arrival, legs = _arrival(ways[chosen], clock), len(ways[chosen])
            begin = max(arrival, min(item.start + minute, arrival + legs))
            clock = begin + self.handling(site, len(item.assets))
            run.handlings.append(Handling(site, item.start + minute, clock, arrival, legs))
            run.passages += ways[chosen]
            place = places[chosen]
        run.passages += self.roads.drive(route[place:], group, clock)
        run.end = _arrival(run.passages, clock) if place < len(route) - 1 else clock
        return run

    def handling(self, site: str, vehicles: int) -> int:
        """The minutes that loading or unloading so many vehicles takes at a site."""
        place = self.world.site[site]
        return math.ceil(vehicles / max(place.handling_capacity, 1)) * place.handling_minutes

    def journey(self, item: PlanItem) -> tuple[str, str] | None:
        """Where a work or training item's travel leads, from and to, or None when nothing travels."""
        if item.kind in WORK:
            home, place = self.world.asset[item.subject.asset or ""].site, self.workshop(item).site
            ends = (place, home) if self.workshop(item).mobile else (home, place)
        elif item.kind == "training" and item.assets:
            ends = (item.mode.site, self.area(item).site)
        else:
            return None
        return None if ends[0] == ends[1] else ends

    def travel(self, item: PlanItem) -> tuple[list[Passage], list[Passage]]:
        """The legs driven before the start and after the end of a work or training item; none when no way exists."""
        ways = self.ways(item)
        if ways is None or self.roads.gaps(ways[0]) or self.roads.gaps(ways[1]):
            return [], []
        group = self.movers(item)
        trial = self.roads.drive(ways[0], group, item.start)
        out = self.roads.drive(ways[0], group, 2 * item.start - _arrival(trial, item.start))
        return out, self.roads.drive(ways[1], group, item.end)

    def movers(self, item: PlanItem) -> list[AssetType]:
        """The vehicle types that travel to a workshop or an area; empty for a mobile team."""
        return [] if item.kind in WORK and self.workshop(item).mobile else self.group(item)

    def ways(self, item: PlanItem) -> tuple[Route, Route] | None:
        """The sites driven through on the way out and back: those of the route, or the quickest ones when it has none.

        None when there is no way, or when the route does not join the two places.
        """
        ends = self.journey(item)
        if ends is None:
            return (), ()
        if not item.mode.route:
            way = self.roads.quickest(*ends, self.movers(item))
            return (way, way[::-1]) if way else None
        return _there_and_back(item.mode.route, *ends)

    def held(self, item: PlanItem) -> Span:
        """The span for which an item's vehicles are taken, travel included."""
        if item.kind == "convoy":
            return item.start, max(item.end, self.run(item).end)
        if item.kind == "commitment" or (item.kind in WORK and self.workshop(item).mobile):
            return item.start, item.end
        return self.reach(item)

    def reach(self, item: PlanItem) -> Span:
        """The span of a work or training item with its travel."""
        out, back = self.travel(item)
        return (out[0].begin if out else item.start), (back[-1].end if back else item.end)

    def kilometres(self, item: PlanItem) -> set[int]:
        """What `mode.km` may say: the way driven and the kilometres on the area; a work item may leave out its move."""
        if item.kind == "convoy":
            return length(self.run(item).passages)
        if item.kind == "commitment":
            return {c.km for c in self.world.commitments if c.id == item.subject.reference}
        lengths = self._there_and_back_lengths(item)
        if item.kind == "training":
            return {km + self.activity(item).km for km in lengths}
        return {0} | lengths

    def hours(self, item: PlanItem) -> int:
        """The engine hours added to each vehicle: a convoy's driving, or the training that vehicles take part in."""
        if item.kind == "convoy":
            return math.ceil(sum(passage.end - passage.begin for passage in self.run(item).passages) / 60)
        return math.ceil(self.activity(item).duration_hours) if item.kind == "training" and item.assets else 0

    def _there_and_back_lengths(self, item: PlanItem) -> set[int]:
        out, back = self.travel(item)
        lengths = length(out + back)
        ends = self.journey(item)
        if ends is not None and not item.mode.route:
            longest = self.roads.quickest(*ends, self.movers(item), longest=True)
            lengths |= length(2 * self.roads.drive(longest, self.movers(item), item.start))
        return lengths

    def pools(self, item: PlanItem) -> list[Hold]:
        """The places of pools that an item needs."""
        if item.kind in WORK:
            return self._work(item)
        drivers = self._drivers(item, self.held(item))
        if item.kind == "training":
            return self._training(item) + drivers
        docks = []
        for stop in self.run(item).handlings if item.kind == "convoy" else ():
            berths = min(len(item.assets), max(self.world.site[stop.site].handling_capacity, 1))
            docks.append(Hold(f"dock:{stop.site}", (stop.begin, stop.end), berths, item.id))
        return drivers + docks

    def _work(self, item: PlanItem) -> list[Hold]:
        shop = self.workshop(item)
        span = self.reach(item) if shop.mobile else (item.start, item.end)
        skills = [Hold(f"skill:{shop.id}:{skill}", span, n, item.id) for skill, n in self.demand(item).skills.items()]
        return [Hold(f"bay:{shop.id}", span, 1, item.id), *skills]

    def _training(self, item: PlanItem) -> list[Hold]:
        span = (item.start, item.end)
        needs = {f"area:{item.mode.area}": 1, f"unit:{item.subject.unit}": 1}
        needs |= {f"instructor:{who}": count for who, count in self.activity(item).instructors.items()}
        return [Hold(pool, span, amount, item.id) for pool, amount in needs.items()]

    def _drivers(self, item: PlanItem, span: Span) -> list[Hold]:
        crews: dict[str, int] = {}
        for name in item.assets:
            asset = self.world.asset[name]
            crews[asset.unit] = crews.get(asset.unit, 0) + self.world.asset_type[asset.type].crew
        return [Hold(f"driver:{unit}", span, crew, item.id) for unit, crew in crews.items() if crew]


def _there_and_back(route: Route, home: str, place: str) -> tuple[Route, Route] | None:
    if route[0] == place and route[-1] == home:
        route = route[::-1]
    if route[0] != home or place not in route:
        return None
    turn = route.index(place)
    if route[-1] == place:
        return route, route[::-1]
    return (route[: turn + 1], route[turn:]) if route[-1] == home else None


def _arrival(way: list[Passage], depart: int) -> int:
    return way[-1].end if way else depart


_TABLES = (
    *("sites", "items", "assets", "units", "workshops", "areas"),
    *("check_rules", "technical_events", "training_activities", "commitments"),
)
_REFERENCE = {
    "check": "check_rules",
    "repair": "technical_events",
    "training": "training_activities",
    "commitment": "commitments",
}


def _references(item: PlanItem) -> list[tuple[str, str]]:
    """Every (table, identifier) that an item names or must name; an empty identifier for one left out."""
    mode, subject = item.mode, item.subject
    named = [("assets", asset) for asset in item.assets] + [("sites", site) for site in (mode.site, *mode.route)]
    named += [("sites", site) for site, _ in mode.stops]
    for effect in mode.effects:
        named += [("sites", effect.site), ("items", effect.item)]
    if item.kind in _REFERENCE:
        named.append((_REFERENCE[item.kind], subject.reference))
    if item.kind in ("convoy", "commitment") and not item.assets:
        named.append(("assets", ""))
    work, training = item.kind in WORK, item.kind == "training"
    asked = [("assets", subject.asset, work), ("workshops", mode.workshop, work), ("units", subject.unit, training)]
    asked += [("areas", mode.area, training), ("sites", subject.site, False)]
    return named + [(table, row or "") for table, row, must in asked if must or row is not None]
