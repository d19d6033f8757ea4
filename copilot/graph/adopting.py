"""What is done about requirements, as changes of the world that a planner may adopt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as naturals
from itertools import islice

from copilot.model.activity import Activity
from copilot.model.change import (
    AreaHours,
    AreaPlaces,
    AssetBack,
    AssetLent,
    Bays,
    Change,
    CheckTolerance,
    CommitmentCancelled,
    CommitmentMoved,
    Drivers,
    Handling,
    InstructorsLent,
    LegOpened,
    NightMovement,
    OrderMoved,
    StepAsked,
    Supplied,
    TechniciansChanged,
    WorkshopHours,
)
from copilot.model.changing import apply
from copilot.model.clock import DAY
from copilot.model.request import Request
from copilot.model.world import Area, Workshop, World
from tools.look.gaps import training_gap
from tools.solve.explain.loosen import Loosened
from tools.solve.explain.rules import Kind

Changes = tuple[Change, ...]
Adopted = tuple[tuple[Loosened, ...], Changes]
EVERY_DAY = "1234567"


@dataclass(frozen=True)
class Scene:
    """The world and the request that changes are made in, the moment of the plan, and its activities."""

    world: World
    request: Request
    now: int
    activity: dict[str, Activity]


def adoptions(scene: Scene, parts: Sequence[Loosened]) -> Iterator[Adopted]:
    """Every way to say the parts as changes, the least first, with the parts as they are then; none when one cannot.

    The changes of a part are made before the next one is said.
    """
    if not parts:
        yield (), ()
        return
    for part, changes in _adoptions(scene, parts[0]):
        world, request = apply(scene.world, scene.request, changes)
        for others, more in adoptions(replace(scene, world=world, request=request), parts[1:]):
            yield (part, *others), (*changes, *more)


def _adoptions(scene: Scene, part: Loosened) -> Iterator[tuple[Loosened, Changes]]:
    if part.rule.kind == "closed":
        yield from _roads(scene, part)
    elif part.rule.kind in _SAID:
        for changes in _SAID[part.rule.kind](scene, part):
            yield part, changes


def _pool(scene: Scene, part: Loosened) -> Iterator[Changes]:
    kind, _, name = part.rule.of.partition(":")
    place, _, skill = name.partition(":")
    count = part.amount
    if kind == "bay":
        yield (Bays(workshop=place, count=count),)
    elif kind == "skill":
        yield (TechniciansChanged(workshop=place, skill=skill, count=count),)
    elif kind == "area":
        yield (AreaPlaces(area=place, count=count),)
    elif kind == "driver":
        yield (Drivers(unit=place, count=count),)
    elif kind == "dock":
        yield (Handling(site=place, count=count),)
    elif kind == "instructor":
        (row,) = _free_names({row.id for row in scene.world.instructors}, name)
        yield (InstructorsLent(instructors=row, qualification=name, count=count),)


def _fleet(scene: Scene, part: Loosened) -> Iterator[Changes]:
    """Vehicles of the unit taken out of storage, or else lent to it, where it has the most of them."""
    unit, _, kind = part.rule.of.partition("/")
    mine = [asset for asset in scene.world.assets if (asset.unit, asset.type) == (unit, kind)]
    stored = [asset.id for asset in mine if asset.state == "storage"]
    if len(stored) >= part.amount:
        yield tuple(AssetBack(asset=asset) for asset in stored[: part.amount])
    sites = [asset.site for asset in mine]
    for site in sorted(dict.fromkeys(sites), key=lambda one: (-sites.count(one), one)):
        names = _free_names(set(scene.world.asset), kind, part.amount)
        yield tuple(AssetLent(asset=name, type=kind, unit=unit, site=site) for name in names)


def _stock(scene: Scene, part: Loosened) -> Iterator[Changes]:
    site, _, item = part.rule.of.partition(":")
    orders = scene.world.part_orders
    if part.what == "quantity":
        (name,) = _free_names({order.id for order in orders}, item)
        yield (Supplied(order=name, site=site, item=item, quantity=part.amount, expected=scene.now),)
        return
    late = [order for order in orders if (order.site, order.item) == (site, item) and order.expected > scene.now]
    sooner = (OrderMoved(order=one.id, expected=max(scene.now, one.expected - part.amount * DAY)) for one in late)
    yield tuple(sooner)


def _window(scene: Scene, part: Loosened) -> Iterator[Changes]:
    task = scene.activity[part.rule.of]
    row = next((row for row in scene.world.commitments if row.id == task.subject.reference), None)
    if task.kind == "commitment" and row is not None:
        later = part.amount * DAY
        yield (CommitmentMoved(commitment=row.id, start=row.start + later, end=row.end + later),)


def _calendar(scene: Scene, part: Loosened) -> Iterator[Changes]:
    kind, _, name = part.rule.of.partition(":")
    row: Workshop | Area = scene.world.workshop[name] if kind == "workshop" else scene.world.area[name]
    longer = 60 * part.amount if part.what == "hours" else 0
    over = max(0, row.open_to + longer - DAY)
    days = EVERY_DAY if part.what == "every_day" else row.open_days
    opens, closes = max(0, row.open_from - over), min(DAY, row.open_to + longer)
    if kind == "workshop":
        yield (WorkshopHours(workshop=name, days=days, opens=opens, closes=closes),)
    else:
        yield (AreaHours(area=name, days=days, opens=opens, closes=closes),)


def _limit(scene: Scene, part: Loosened) -> Iterator[Changes]:
    """The tolerance of the check; a vehicle that is down is not used before its repair, whatever is adopted."""
    for rule in scene.world.check_rules:
        if any(part.rule.of == f"limit:VI-{asset.id}-{rule.id}" for asset in scene.world.assets):
            yield (CheckTolerance(check=rule.id, days=part.amount),)


def _goal(scene: Scene, part: Loosened) -> Iterator[Changes]:
    subject = scene.activity[part.rule.of].subject
    if scene.activity[part.rule.of].kind == "commitment":
        yield (CommitmentCancelled(commitment=subject.reference),)
    elif subject.unit is not None:
        for activity, asked_by in training_gap(scene.world, subject.unit).steps:
            if activity == subject.reference:
                yield (StepAsked(unit=subject.unit, activity=asked_by, mandatory=False),)


def _roads(scene: Scene, part: Loosened) -> Iterator[tuple[Loosened, Changes]]:
    """Movement by night, or the legs that close, or both."""
    legs = tuple(LegOpened(leg=leg) for leg in dict.fromkeys(row.leg for row in scene.world.closures))
    night = () if scene.request.limits.night_movement else (NightMovement(allowed=True),)
    for what, changes in (("night", night), ("legs", legs)):
        if changes:
            yield replace(part, what=what), changes
    if night and legs:
        yield part, (*night, *legs)


def _free_names(taken: set[str], name: str, count: int = 1) -> list[str]:
    """Names that nothing bears yet, for so many things that come as a reinforcement."""
    numbered = (f"RENFORT-{name}-{number}" for number in naturals(1))
    return list(islice((one for one in numbered if one not in taken), count))


_SAID: dict[Kind, Callable[[Scene, Loosened], Iterator[Changes]]] = {
    "pool": _pool,
    "fleet": _fleet,
    "stock": _stock,
    "window": _window,
    "calendar": _calendar,
    "limit": _limit,
    "goal": _goal,
}
