"""The adviser: answers a planner's questions about a plan."""

from copilot.agent import Role
from tools.forecast.consumption import days_of_supply
from tools.forecast.failure import failure_risk
from tools.forecast.life import remaining_life
from tools.look.gaps import training_gap
from tools.look.planned import item_planned, milestone_planned, stock_planned

ROLE = Role(
    name="adviser",
    package=__name__,
    tools=(item_planned, stock_planned, milestone_planned, days_of_supply, failure_risk, remaining_life, training_gap),
)
