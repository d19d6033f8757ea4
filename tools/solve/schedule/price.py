"""What each activity costs in its place, counted on the grid as the model counts it."""

from copilot.model.activity import Activity, Mode
from tools.solve.schedule.grid import down, possible, up
from tools.solve.schedule.problem import Pin, Placed, Problem

GOAL = 1_000_000
UNKEPT = 500_000


def missing(activity: Activity) -> int:
    """What leaving an activity undone costs."""
    return GOAL if activity.mandatory else activity.value


def delivery(mode: Mode, site: str) -> int:
    """Minutes after the start at which the last effect on a site happens."""
    return max(mode.duration if effect.at is None else effect.at for effect in mode.effects if effect.site == site)


def price(problem: Problem, activity: Activity, mode: Mode | None, placed: Placed | None) -> int:
    """What an activity costs in its place and mode, or left out (None): the same terms as the objective."""
    before = problem.reference.get(activity.id)
    cost = UNKEPT if is_unkept(problem, activity, placed) else 0
    if before is not None and activity.id not in problem.pins:
        same = Pin(before.start, before.mode, before.assets)
        cost += 0 if placed is not None and _as_decided(activity, same, placed) else problem.moved
    if placed is None or mode is None:
        return cost + missing(activity)
    return cost + spent(mode) + late(activity, mode, placed.start, placed.end, problem.clock.step)


def is_unkept(problem: Problem, activity: Activity, placed: Placed | None) -> bool:
    """True when a person's decision holds the activity, and it is not in the place decided."""
    pin = problem.pins.get(activity.id)
    return pin is not None and (placed is None or not _as_decided(activity, pin, placed))


def spent(mode: Mode) -> int:
    """What a mode costs whenever it is done."""
    return driven(mode) + mode.cost


def driven(mode: Mode) -> int:
    """Vehicle-kilometres of a mode."""
    return mode.km * sum(need.count for need in mode.assets)


def late(activity: Activity, mode: Mode, start: int, end: int, step: int) -> int:
    """What the hours begun past each delay's minute cost."""
    cost = 0
    for delay in activity.delays:
        moment = up(end, step) * step if delay.site is None else down(start, step) * step + delivery(mode, delay.site)
        cost += delay.weight * max(0, up(moment - delay.after, 60))
    return cost


def least(problem: Problem, activity: Activity) -> int:
    """The least that an activity can cost were it alone; no schedule can have it for less."""
    costs = [missing(activity)]
    for mode in activity.modes:
        start = activity.earliest
        if mode.calendar is None:
            end = start + mode.duration
        else:
            step, steps = problem.clock.step, problem.clock.steps
            starts, ends = possible(problem.calendars[mode.calendar], mode.duration, step, steps)
            later = (starts + 1) * step > start
            if not later.any():
                continue
            start, end = int(starts[later][0]) * step, int(ends[later][0]) * step
        costs.append(spent(mode) + late(activity, mode, start, end, problem.clock.step))
    return min(costs)


def _as_decided(activity: Activity, pin: Pin, placed: Placed) -> bool:
    same_mode = pin.mode is None or pin.mode == placed.mode or all(mode.id != pin.mode for mode in activity.modes)
    same_start = pin.start is None or pin.start == placed.start
    return same_start and same_mode and (pin.assets is None or sorted(pin.assets) == sorted(placed.assets))
