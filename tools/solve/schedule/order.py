"""What comes before what, among free activities; kept neighbours already bound the starts and ends to choose from."""

from tools.solve.schedule.grid import up
from tools.solve.schedule.variables import Variables


def in_order(variables: Variables) -> None:
    """An activity starts after its predecessors have ended, and is not done when one of them is not."""
    model, kept = variables.model, variables.part.kept
    for draft in variables.drafts.values():
        for precedence in draft.activity.after:
            if precedence.activity in kept:
                continue
            before = variables.drafts.get(precedence.activity)
            if before is None:
                model.add(draft.present == 0)
                continue
            order = model.add(draft.start >= before.end + up(precedence.lag, variables.step))
            if not (draft.sure and before.sure):
                order.only_enforce_if(draft.present)
                model.add_implication(draft.present, before.present)
