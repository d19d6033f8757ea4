"""Which checks fall due, by date or by use."""

from copilot.model.clock import DAY
from copilot.model.noun import Noun
from copilot.model.world import Asset, CheckRule, World


class CheckState(Noun):
    """Where a vehicle stands with one check rule.

    `due` and `last` are the minutes of the calendar limit (BC) without and with tolerance, None without one; `left` is
    what may still be driven (or run) before the usage limit (BH) with tolerance, `renewed` what a check gives back.
    """

    asset: str
    rule: str
    due: int | None
    last: int | None
    counter: str
    left: int | None
    renewed: int | None

    def falls_due(self, end: int) -> bool:
        """True when the calendar limit is reached before a minute, or the counter's limit is reached already."""
        return (self.due is not None and self.due < end) or (self.left is not None and self.left <= 0)


def check_state(world: World, asset: Asset, rule: CheckRule) -> CheckState:
    """The remaining potential of an asset under a rule."""
    due = last = left = renewed = None
    if rule.calendar_limit_days is not None:
        due = asset.last_check + DAY * rule.calendar_limit_days
        last = due + DAY * rule.calendar_tolerance_days
    if rule.usage_limit is not None:
        renewed = rule.usage_limit + rule.usage_tolerance
        left = renewed - asset.used(rule.usage_unit)
    return CheckState(
        asset=asset.id, rule=rule.id, due=due, last=last, counter=rule.usage_unit, left=left, renewed=renewed
    )


def checks(world: World) -> tuple[CheckState, ...]:
    """Where every vehicle stands with every check rule of its type."""
    return tuple(
        check_state(world, asset, rule)
        for asset in world.assets
        for rule in world.check_rules
        if rule.asset_type == asset.type
    )
