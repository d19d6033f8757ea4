"""What could be done about a requirement, in small steps."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from copilot.model.activity import Activity, AssetNeed, Effect, Limit, Mode, Pool, Reservoir
from copilot.model.clock import DAY
from copilot.model.noun import Span
from tools.solve.explain.rules import GroupOf, Kind, Rule
from tools.solve.schedule.part import is_fixed
from tools.solve.schedule.problem import Problem

PLACES = (1, 2, 4, 8)
"""More places, people or vehicles."""
DAYS = (1, 2, 4, 7)
"""Later, sooner or longer by so many days."""
HOURS = (2, 4, 12)
"""More hours a day."""
LENT = "+"
"""How the name of a lent asset begins; its group ends it."""
Way = tuple[str, int, Problem]


@dataclass(frozen=True)
class Loosened:
    """A problem in which a requirement asks less: what was done (`days`, `more`, `hours`, ...), and how much of it."""

    rule: Rule
    what: str
    amount: int
    problem: Problem


def with_lent(group: GroupOf) -> GroupOf:
    """The groups, in which a lent asset belongs to the one it is lent to."""
    return lambda asset: asset.partition(" ")[2] if asset.startswith(LENT) else group(asset)


def ways(problem: Problem, rule: Rule, group: GroupOf) -> Iterator[Loosened]:
    """What may be done about one requirement, the least first; nothing can be done about a prerequisite."""
    if rule.kind == "fleet":
        for count in PLACES:
            yield Loosened(rule, "more", count, _lent(problem, rule.of, count, group))
    elif rule.kind in _WAYS:
        for what, amount, changed in _WAYS[rule.kind](problem, rule.of):
            yield Loosened(rule, what, amount, changed)


def _larger(problem: Problem, name: str) -> Iterator[Way]:
    for count in PLACES:
        yield "more", count, replace(problem, pools=tuple(_room(problem.pools, name, count)))


def _fuller(problem: Problem, name: str) -> Iterator[Way]:
    """What is on its way comes sooner, or more is brought."""
    stock = next(one for one in problem.reservoirs if f"{one.site}:{one.item}" == name)
    for days in DAYS if any(minute > 0 for minute, _ in stock.arrivals) else ():
        sooner = tuple((max(0, minute - days * DAY), quantity) for minute, quantity in stock.arrivals)
        yield "sooner", days, _stocked(problem, stock, arrivals=sooner)
    for quantity in _lacks(problem, name):
        yield "quantity", quantity, _stocked(problem, stock, initial=stock.initial + quantity)


def _later(problem: Problem, name: str) -> Iterator[Way]:
    """What takes place at a fixed hour is shifted; for the others, the limit of the end is."""
    activity = _activity(problem, name)
    for days in DAYS if activity.latest is not None else ():
        later = {"latest": (activity.latest or 0) + days * DAY}
        if is_fixed(activity):
            yield "shifted", days, edited(problem, name, earliest=activity.earliest + days * DAY, **later)
        else:
            yield "days", days, edited(problem, name, **later)


def _longer(problem: Problem, name: str) -> Iterator[Way]:
    """Open on the days when it is closed, or for longer."""
    spans = problem.calendars[name]
    every = _every_day(spans, problem.clock.end)
    if every != spans:
        yield "every_day", 1, replace(problem, calendars={**problem.calendars, name: every})
    for hours in HOURS:
        more = _joined((first, last + hours * 60) for first, last in spans)
        yield "hours", hours, replace(problem, calendars={**problem.calendars, name: more})


def _tolerant(problem: Problem, name: str) -> Iterator[Way]:
    limited = next(limit for limit in problem.limits if limit.id == name)
    for days in DAYS if limited.until is not None else ():
        yield "days", days, replace(problem, limits=tuple(_tolerated(problem.limits, name, days)))


def _lifted(problem: Problem, _: str) -> Iterator[Way]:
    yield "lifted", 1, replace(problem, activities=tuple(_unclosed(one) for one in problem.activities))


def _let_go(problem: Problem, name: str) -> Iterator[Way]:
    yield "dropped", 1, replace(problem, pins={one: pin for one, pin in problem.pins.items() if one != name})


def _given_up(problem: Problem, name: str) -> Iterator[Way]:
    yield "dropped", 1, edited(problem, name, mandatory=False)


_WAYS: dict[Kind, Callable[[Problem, str], Iterator[Way]]] = {
    "pool": _larger,
    "stock": _fuller,
    "window": _later,
    "calendar": _longer,
    "limit": _tolerant,
    "closed": _lifted,
    "decision": _let_go,
    "goal": _given_up,
}


def _activity(problem: Problem, name: str) -> Activity:
    return next(activity for activity in problem.activities if activity.id == name)


def edited(problem: Problem, name: str, **change: int | bool) -> Problem:
    """The problem with one activity changed."""
    return replace(
        problem,
        activities=tuple(one.model_copy(update=change) if one.id == name else one for one in problem.activities),
    )


def _room(pools: Iterable[Pool], name: str, count: int) -> Iterator[Pool]:
    for pool in pools:
        yield pool.model_copy(update={"capacity": pool.capacity + count}) if pool.id == name else pool


def _tolerated(limits: Iterable[Limit], name: str, days: int) -> Iterator[Limit]:
    for limit in limits:
        later = None if limit.until is None else limit.until + days * DAY
        yield limit.model_copy(update={"until": later}) if limit.id == name else limit


def _lent(problem: Problem, name: str, count: int, group: GroupOf) -> Problem:
    """Assets that answer to the same needs as the group's, without limits."""
    every = {asset for one in problem.activities for m in one.modes for need in m.assets for asset in need.candidates}
    first = 1 + sum(asset.startswith(LENT) and group(asset) == name for asset in every)
    lent = tuple(f"{LENT}{number} {name}" for number in range(first, first + count))

    def more(need: AssetNeed) -> AssetNeed:
        fits = any(group(asset) == name for asset in need.candidates)
        return need.model_copy(update={"candidates": need.candidates + lent}) if fits else need

    def mode(one: Mode) -> Mode:
        return one.model_copy(update={"assets": tuple(more(need) for need in one.assets)})

    return replace(
        problem,
        activities=tuple(
            one.model_copy(update={"modes": tuple(mode(way) for way in one.modes)}) for one in problem.activities
        ),
    )


def _lacks(problem: Problem, name: str) -> tuple[int, ...]:
    """One taking, and all of them."""
    takes = [
        max(-effect.quantity for mode in activity.modes for effect in mode.effects if _is(effect, name))
        for activity in problem.activities
        if any(_is(effect, name) and effect.quantity < 0 for mode in activity.modes for effect in mode.effects)
    ]
    return tuple(sorted({max(takes), sum(takes)})) if takes else ()


def _is(effect: Effect, name: str) -> bool:
    return f"{effect.site}:{effect.item}" == name


def _stocked(problem: Problem, stock: Reservoir, **change: object) -> Problem:
    fuller = stock.model_copy(update=change)
    return replace(problem, reservoirs=tuple(fuller if one == stock else one for one in problem.reservoirs))


def _every_day(spans: tuple[Span, ...], end: int) -> tuple[Span, ...]:
    """The longest day's hours, also on the days without any."""
    if not spans:
        return ((0, end),)
    first, last = max(spans, key=lambda span: span[1] - span[0])
    taken = {start // DAY for start, _ in spans}
    extra = ((day * DAY + first % DAY, day * DAY + first % DAY + last - first) for day in range(-(-end // DAY)))
    return _joined([*spans, *((a, min(b, end)) for a, b in extra if a // DAY not in taken and a < end)])


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _unclosed(activity: Activity) -> Activity:
    return activity.model_copy(
        update={"modes": tuple(mode.model_copy(update={"closed": ()}) for mode in activity.modes)}
    )
