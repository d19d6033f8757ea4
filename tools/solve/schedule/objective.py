"""What a schedule costs: the same terms as the plan reports, counted on the grid."""

from ortools.sat.python import cp_model

from copilot.model.activity import Activity, Delay, Mode
from tools.solve.schedule.grid import up
from tools.solve.schedule.problem import Problem
from tools.solve.schedule.variables import Draft, Variables

GOAL = 1_000_000
UNKEPT = 500_000
MOVED = 20


def missing(activity: Activity) -> int:
    """What leaving an activity undone costs."""
    return GOAL if activity.mandatory else activity.value


def undone(problem: Problem, activity: Activity) -> int:
    """What an activity costs that is nowhere in the schedule: the decision on it, or its former place, is lost too."""
    if activity.id in problem.pins:
        return missing(activity) + UNKEPT
    return missing(activity) + (MOVED if activity.id in problem.reference else 0)


def cost(variables: Variables, unkept: list[cp_model.IntVar], moved: list[cp_model.IntVar]) -> cp_model.LinearExprT:
    """The weighted sum of what is not done, what is late, kilometres, decisions not kept and items moved."""
    costs: list[cp_model.LinearExprT] = [UNKEPT * literal for literal in unkept]
    costs += [MOVED * literal for literal in moved]
    for draft in variables.drafts.values():
        costs.append(missing(draft.activity) * (1 - draft.present))
        for mode in draft.activity.modes:
            vehicles = sum(need.count for need in mode.assets)
            if mode.km and vehicles:
                costs.append(mode.km * vehicles * draft.modes[mode.id])
        costs += [_late(variables, draft, delay) for delay in draft.activity.delays if delay.weight]
    return sum(costs)


def starts(variables: Variables) -> cp_model.LinearExprT:
    """The sum of the starts in steps, which tells schedules of equal cost apart."""
    return sum(draft.start for draft in variables.drafts.values())


def _late(variables: Variables, draft: Draft, delay: Delay) -> cp_model.LinearExprT:
    model, step = variables.model, variables.step
    horizon = variables.problem.clock.end
    hours = model.new_int_var(0, max(0, up(horizon - delay.after, 60)), "")
    if delay.site is None:
        model.add(60 * hours >= step * draft.end - delay.after).only_enforce_if(draft.present)
        return delay.weight * hours
    for mode in draft.activity.modes:
        model.add(60 * hours >= step * draft.start + _delivery(mode, delay.site) - delay.after).only_enforce_if(
            draft.modes[mode.id]
        )
    return delay.weight * hours


def _delivery(mode: Mode, site: str) -> int:
    return max(mode.duration if effect.at is None else effect.at for effect in mode.effects if effect.site == site)
