"""What all agents brought as one problem, with what people decided and the plan to stay close to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from copilot.graph.state import Brought
from copilot.model.activity import Activity, Away, Limit, Occupation, Pool
from copilot.model.clock import Clock
from copilot.model.decision import Decision
from copilot.model.noun import Span
from copilot.model.order import Order
from copilot.model.plan import Plan, PlanItem
from tools.solve.schedule.grid import down, up
from tools.solve.schedule.occupancy import held as held_steps
from tools.solve.schedule.problem import Pin, Placed, Problem


def joint(
    clock: Clock,
    brought: Mapping[str, Brought],
    order: Order,
    parent: Plan | None,
    asked: Mapping[str, Pin] = MappingProxyType({}),
) -> Problem:
    """The joint problem of an order: what the parent plan began before now stays, and nothing else begins before.

    `asked` are the starts that the request sets; a decision on the same item comes after it and holds.
    """
    executed = {} if parent is None else {item.id: _as_is(item) for item in parent.items if item.start < order.now}
    problem = Problem.joined(
        clock,
        tuple(one.contribution for one in brought.values()),
        pins=dict(asked) | _pins(order.decisions, parent) | executed,
        rejected=frozenset(decision.item for decision in order.decisions if decision.verb == "reject")
        - executed.keys(),
        reference={} if parent is None else places(parent),
    )
    return replace(problem, moved=order.closeness) if not order.now else _from_now(problem, order, parent, executed)


def _from_now(problem: Problem, order: Order, parent: Plan | None, executed: Mapping[str, Pin]) -> Problem:
    """The problem in which what had begun is given: it goes on as it was, whatever has changed since."""
    begun = [] if parent is None else [item for item in parent.items if item.id in executed]
    today = {one.id: one for one in problem.activities}
    later = tuple(_not_before(one, order.now) for one in problem.activities if one.id not in executed)
    return replace(
        problem,
        moved=order.closeness,
        activities=(*(_given(item, today.get(item.id)) for item in begun), *later),
        pools=tuple(_roomy(pool, begun, problem.clock) for pool in problem.pools),
        limits=tuple(_past(limit, order.now) for limit in problem.limits),
        away=tuple(span for away in problem.away for span in _free(away, begun, problem.clock.step)),
    )


def _given(item: PlanItem, today: Activity | None) -> Activity:
    """An item as the only way to do its task, with the sources that the task has today, if it still is one."""
    fields = {name: getattr(item, name) for name in Activity.model_fields if name != "modes"}
    same = None if today is None else next((mode for mode in today.modes if mode.id == item.mode.id), None)
    mode = item.mode.model_copy(update={"sources": () if same is None else same.sources})
    return Activity(**fields | {"sources": () if today is None else today.sources}, modes=(mode,))


def _roomy(pool: Pool, begun: list[PlanItem], clock: Clock) -> Pool:
    """The pool with room for all that had begun, wherever that is more than it has now."""
    needs = [(item, need) for item in begun for need in item.mode.pools if need.pool == pool.id]
    held = [(*_span(need, item, clock.step), need.amount) for item, need in needs]
    if not held:
        return pool
    end = clock.end
    edges = sorted(
        {0, end, *(min(max(0, edge), end) for first, last, _ in (*held, *pool.outages) for edge in (first, last))}
    )
    room = {span: max(pool.capacity - _sum(pool.outages, span[0]), _sum(held, span[0])) for span in pairwise(edges)}
    most = max(room.values())
    lost = tuple((first, last, most - there) for (first, last), there in room.items() if there < most)
    return pool.model_copy(update={"capacity": most, "outages": lost})


def _span(need: Occupation, item: PlanItem, step: int) -> Span:
    """The minutes for which the engine, which counts in whole steps, holds what an item needs."""
    first, last = held_steps(need, down(item.start, step), up(item.end, step), step)
    return first * step, last * step


def _free(away: Away, begun: list[PlanItem], step: int) -> Iterator[Away]:
    """The parts of an absence in which nothing that had begun holds the asset."""
    first = away.start
    for start, end in sorted(_held(away.asset, begun, step)):
        if first < start:
            yield away.model_copy(update={"start": first, "end": min(start, away.end)})
        first = max(first, end)
    if first < away.end:
        yield away.model_copy(update={"start": first})


def _held(asset: str, begun: list[PlanItem], step: int) -> Iterator[Span]:
    for item in begun:
        named = iter(item.assets)
        for need in item.mode.assets:
            if asset in [next(named) for _ in range(need.count)]:
                yield _span(need, item, step)


def _sum(spans: Iterable[tuple[int, int, int]], minute: int) -> int:
    return sum(amount for first, last, amount in spans if first <= minute < last)


def _past(limit: Limit, now: int) -> Limit:
    """The limit as it bears on what begins from now on."""
    return limit if limit.until is None else limit.model_copy(update={"until": max(limit.until, now)})


def _not_before(activity: Activity, now: int) -> Activity:
    """The activity without the ways in which it would begin before now."""
    fixed = activity.latest is not None and activity.earliest < now
    kept = (
        mode.model_copy(update={"closed": ((0, now), *mode.closed)})
        for mode in activity.modes
        if not (fixed and activity.earliest + mode.duration == activity.latest)
    )
    return activity.model_copy(update={"modes": tuple(kept)})


def _as_is(item: PlanItem) -> Pin:
    return Pin(item.start, item.mode.id, item.assets)


def places(plan: Plan) -> dict[str, Placed]:
    """Where a plan puts each of its items."""
    return {item.id: Placed(item.id, item.mode.id, item.start, item.end, item.assets) for item in plan.items}


def _pins(decisions: tuple[Decision, ...], parent: Plan | None) -> dict[str, Pin]:
    """What people accepted, locked or edited, as fixed places."""
    pins = {}
    for decision in decisions:
        item = None if parent is None else parent.item.get(decision.item)
        if item is None:
            continue
        if decision.verb in ("accept", "lock"):
            pins[item.id] = _as_is(item)
        elif decision.edit is not None:
            start = item.start if decision.edit.start is None else decision.edit.start
            assets = decision.edit.assets
            pins[item.id] = Pin(start, item.mode.id if assets is None else None, assets or item.assets)
    return pins
