"""What a schedule costs: the same terms as the plan reports, counted on the grid."""

from ortools.sat.python import cp_model

from copilot.model.activity import Delay
from tools.solve.schedule.grid import up
from tools.solve.schedule.price import UNKEPT, delivery, missing, spent
from tools.solve.schedule.variables import Draft, Linear, Variables


def cost(variables: Variables, unkept: list[cp_model.IntVar], moved: list[cp_model.IntVar]) -> Linear:
    """The weighted sum of what is not done, what is late, kilometres, decisions not kept and items moved."""
    costs: list[Linear] = [UNKEPT * literal for literal in unkept]
    costs += [variables.problem.moved * literal for literal in moved]
    for draft in variables.drafts.values():
        if not draft.sure:
            costs.append(missing(draft.activity) * (1 - draft.present))
        for mode, choice in draft.choices.items():
            if spent(choice.mode):
                costs.append(spent(choice.mode) * draft.modes[mode])
        costs += [_late(variables, draft, delay) for delay in draft.activity.delays if delay.weight]
    return cp_model.LinearExpr.sum(costs)


def starts(variables: Variables) -> Linear:
    """The sum of the starts in steps, which tells schedules of equal cost apart."""
    return cp_model.LinearExpr.sum([draft.start for draft in variables.drafts.values()])


def _late(variables: Variables, draft: Draft, delay: Delay) -> Linear:
    model, step = variables.model, variables.step
    horizon = variables.problem.clock.end
    hours = model.new_int_var(0, max(0, up(horizon - delay.after, 60)), "")
    if delay.site is None:
        model.add(60 * hours >= step * draft.end - delay.after).only_enforce_if(draft.present)
        return delay.weight * hours
    for name, choice in draft.choices.items():
        model.add(60 * hours >= step * draft.start + delivery(choice.mode, delay.site) - delay.after).only_enforce_if(
            draft.modes[name]
        )
    return delay.weight * hours
