"""What is said to be the least possible is not more than each item would come to alone, done as it is done."""

from collections import defaultdict
from collections.abc import Iterable

from copilot.model.finding import Finding
from copilot.model.plan import Plan, PlanItem
from copilot.model.request import Request
from copilot.model.world import World
from tools.check.report import error

GOAL = 1_000_000


def bounds(world: World, request: Request, plan: Plan) -> list[Finding]:
    """Bounds under zero, over their own term, or over what the items would come to alone at their first start."""
    found: list[Finding] = []
    most = _terms(plan.items, world.clock.step)
    for term in plan.terms:
        if term.bound is not None:
            ceiling = min(term.amount, most.get(term.code, 0))
            if not 0 <= term.bound <= ceiling:
                found.append(error("bounds.term", term=term.code, said=term.bound, found=ceiling))
    said = plan.solving.bound
    if said is not None:
        undone = sum(GOAL if need.mandatory else need.value for need in plan.unmet)
        ceiling = undone + sum(_cost(item, world.clock.step) for item in plan.items)
        if not 0 <= said <= ceiling:
            found.append(error("bounds.plan", said=said, found=ceiling))
    return found


def _terms(items: Iterable[PlanItem], step: int) -> dict[str, int]:
    """Kilometres, and hours of each delay, of the items each alone."""
    most: dict[str, int] = defaultdict(int)
    for item in items:
        most["km"] += item.mode.km * len(item.assets)
        for code, hours, _ in _alone(item, step):
            most[code] += hours
    return most


def _cost(item: PlanItem, step: int) -> int:
    return (
        item.mode.km * len(item.assets)
        + item.mode.cost
        + sum(hours * weight for _, hours, weight in _alone(item, step))
    )


def _alone(item: PlanItem, step: int) -> list[tuple[str, int, int]]:
    """Each delay's code, the hours begun past it and their weight, were the item begun as soon as it may be.

    Work in opening hours is taken where it is: only what is driven or done without a calendar is brought forward.
    """
    sooner = 0 if item.mode.calendar is not None else item.start - _first(item, step)
    hours = []
    for delay in item.delays:
        reached = item.end
        if delay.site is not None:
            times = [effect.at for effect in item.mode.effects if effect.site == delay.site]
            reached = max((item.end if at is None else item.start + at for at in times), default=item.end)
        hours.append((delay.code, max(0, -((delay.after - reached + sooner) // 60)), delay.weight))
    return hours


def _first(item: PlanItem, step: int) -> int:
    """The first minute at which the item may start by its own window and closed minutes, at the latest where it is."""
    start = -(-item.earliest // step) * step
    while start < item.start and any(first <= start < last for first, last in item.mode.closed):
        start += step
    return min(start, item.start)
