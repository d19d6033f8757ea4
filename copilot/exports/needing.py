"""What an export cannot do without."""

from copilot.model.errors import PlannerError
from copilot.model.ground import Ground
from copilot.model.plan import Plan


def needed(ground: Ground | None, form: str, plan: Plan) -> Ground:
    """The ground of a plan; PlannerError, which says what to do, when there is none."""
    if ground is None:
        raise PlannerError("error.export_ground", form=form, scenario=plan.scenario)
    return ground
