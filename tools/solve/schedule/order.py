"""What comes before what."""

from tools.solve.schedule.grid import up
from tools.solve.schedule.variables import Variables


def in_order(variables: Variables) -> None:
    """An activity starts after its predecessors have ended, and is not done when one of them is not."""
    for draft in variables.drafts.values():
        for precedence in draft.activity.after:
            before = variables.drafts.get(precedence.activity)
            if before is None:
                variables.model.add(draft.present == 0)
                continue
            variables.model.add_implication(draft.present, before.present)
            variables.model.add(draft.start >= before.end + up(precedence.lag, variables.step)).only_enforce_if(
                draft.present
            )
