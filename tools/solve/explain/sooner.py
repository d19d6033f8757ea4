"""What it would cost to do an activity earlier than it is."""

from dataclasses import dataclass, replace

from copilot.model.activity import Activity, Mode
from copilot.model.noun import Span
from tools.solve.explain.possible import possible, scope_of
from tools.solve.explain.relief import Outcome, outcome
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.engine import solve
from tools.solve.schedule.index import Index
from tools.solve.schedule.price import GOAL, delivery, late
from tools.solve.schedule.problem import Placed, Problem, Schedule
from tools.solve.schedule.standing import Standing


@dataclass(frozen=True)
class Sooner:
    """A schedule in which an activity begins earlier, beside today's.

    `on_time`: it is then late by none of its delays. `later`: items that then begin later; `out`: those that are then
    left out.
    """

    start: int
    on_time: bool
    outcome: Outcome
    later: tuple[str, ...]
    out: tuple[str, ...]


def sooner(problem: Problem, places: dict[str, Placed], name: str, seed: int, budget: Budget) -> Sooner | None:
    """An activity on time or, where no schedule was found for that, at least one step earlier; everything else is free.

    None when neither was found.
    """
    problem = replace(problem, reference=places)
    activity = next(one for one in problem.activities if one.id == name)
    today = costed(problem, places)
    for on_time in (True, False):
        forced = _forced(problem, _on_time(activity) if on_time else _earlier(activity, places[name].start))
        if _surely_not(forced, name):
            continue
        schedule = solve(forced, seed, budget)
        now = {one.activity: one for one in schedule.placed}
        if name in now and now[name].start < places[name].start:
            return Sooner(
                start=now[name].start,
                on_time=on_time or not _is_late(problem, activity, now[name]),
                outcome=outcome(problem, today, problem, costed(problem, now)),
                later=tuple(one for one in places if one in now and now[one].start > places[one].start),
                out=tuple(one for one in places if one not in now),
            )
    return None


def never(problem: Problem, places: dict[str, Placed], name: str) -> bool:
    """True when it is proven that an activity cannot begin earlier, whatever is moved or left out."""
    activity = next(one for one in problem.activities if one.id == name)
    return _surely_not(_forced(problem, _earlier(activity, places[name].start)), name)


def costed(problem: Problem, places: dict[str, Placed]) -> Schedule:
    """Places as a schedule with what it costs."""
    index = Index(problem)
    standing = Standing(index)
    standing.take(sorted(places.keys() & index.activity.keys()), places)
    return Schedule(
        status="feasible",
        placed=tuple(standing.placed.values()),
        absent=tuple(name for name in index.activity if name not in places),
        cost=standing.cost,
    )


def _forced(problem: Problem, asked: Activity) -> Problem:
    """The problem with an activity as asked, before all others."""
    first = asked.model_copy(update={"mandatory": False, "value": 2 * GOAL})
    return replace(problem, activities=tuple(first if one.id == asked.id else one for one in problem.activities))


def _is_late(problem: Problem, activity: Activity, placed: Placed) -> bool:
    mode = next(mode for mode in activity.modes if mode.id == placed.mode)
    return late(activity, mode, placed.start, placed.end, problem.clock.step) > 0


def _surely_not(problem: Problem, name: str) -> bool:
    return possible(problem, [name], scope_of(Index(problem), [name])) == "no"


def _on_time(activity: Activity) -> Activity:
    """The activity with its delays as limits."""
    ends = [delay.after for delay in activity.delays if delay.site is None]
    latest = min([*ends, *([] if activity.latest is None else [activity.latest])], default=None)
    modes = (_barred(mode, _starts_too_late(activity, mode)) for mode in activity.modes)
    return activity.model_copy(update={"latest": latest, "modes": tuple(modes)})


def _starts_too_late(activity: Activity, mode: Mode) -> int | None:
    """The last minute at which a mode may start so that no delivery is late; None when none is asked."""
    last = (delay.after - delivery(mode, delay.site) for delay in activity.delays if delay.site is not None)
    return min(last, default=None)


def _earlier(activity: Activity, start: int) -> Activity:
    """The activity that may only start before a minute."""
    return activity.model_copy(update={"modes": tuple(_barred(mode, start - 1) for mode in activity.modes)})


def _barred(mode: Mode, last: int | None) -> Mode:
    """The mode without the starts after a minute."""
    if last is None:
        return mode
    after: Span = (max(0, last + 1), 10**9)
    return mode.model_copy(update={"closed": (*mode.closed, after)})
