"""What a plan stands on, read from its world once: the ground, roads taken, days of supply, training still to do."""

from collections.abc import Iterator

from copilot.app.passages import Passage, passages
from copilot.model.activity import Reservoir
from copilot.model.clock import Clock
from copilot.model.noun import Noun
from copilot.model.plan import Plan, StockLine
from copilot.model.world import Closure, Leg, Site, World
from tools.forecast.consumption import Outflow, exhausted, outflow
from tools.look.gaps import training_gap
from tools.look.projection.stocks import midnights


class Supply(Noun):
    """An item at a site: what it uses a day at most, and the days of supply at each midnight.

    `days` holds (minute, minutes until nothing is left if nothing more comes; None when it outlasts the window).
    """

    site: str
    item: str
    per_day: int
    days: tuple[tuple[int, int | None], ...]

    @property
    def lowest(self) -> tuple[int, int | None]:
        """The midnight at which it lasts least, the first of them."""
        return min(self.days, key=lambda day: (float("inf") if day[1] is None else day[1], day[0]))


class Readiness(Noun):
    """A unit's training path: what it holds already, what the plan adds (activity, minute of its end), what is left."""

    unit: str
    held: tuple[str, ...]
    done: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]


class Situation(Noun):
    """The places and roads of a plan's world, and what the plan makes of them."""

    sites: tuple[Site, ...]
    legs: tuple[Leg, ...]
    closures: tuple[Closure, ...]
    passages: tuple[Passage, ...]
    supply: tuple[Supply, ...]
    readiness: tuple[Readiness, ...]


def situation(world: World, plan: Plan) -> Situation:
    """The situation of a plan in the world that it was made for."""
    return Situation(
        sites=world.sites,
        legs=world.legs,
        closures=world.closures,
        passages=tuple(passages(world, plan)),
        supply=tuple(_supply(world, plan)),
        readiness=tuple(_readiness(world, plan)),
    )


def _supply(world: World, plan: Plan) -> Iterator[Supply]:
    for line in plan.stocks:
        rates = outflow(world, line.site, line.item)
        if not any(rate for _, _, rate in rates):
            continue
        yield Supply(
            site=line.site,
            item=line.item,
            per_day=max(sum(rate for first, last, rate in rates if first <= at < last) for at, _, _ in rates),
            days=tuple(_days(line, rates, plan.clock)),
        )


def _days(line: StockLine, rates: Outflow, clock: Clock) -> Iterator[tuple[int, int | None]]:
    levels = dict(line.levels)
    for minute in midnights(clock):
        left = tuple((max(first - minute, 0), last - minute, rate) for first, last, rate in rates if last > minute)
        held = Reservoir(site=line.site, item=line.item, initial=levels[minute], outflow=left)
        yield minute, exhausted(held)


def _readiness(world: World, plan: Plan) -> Iterator[Readiness]:
    for unit in world.units:
        gap = training_gap(world, unit.id)
        ends = {
            item.subject.reference: item.end
            for item in plan.items
            if item.kind == "training" and item.subject.unit == unit.id
        }
        asked = dict.fromkeys(activity for activity, _ in gap.steps)
        if asked or gap.held:
            yield Readiness(
                unit=unit.id,
                held=gap.held,
                done=tuple((activity, ends[activity]) for activity in asked if activity in ends),
                missing=tuple(activity for activity in asked if activity not in ends),
            )
