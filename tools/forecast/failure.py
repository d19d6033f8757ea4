"""How likely a vehicle is to fail, from its wear since the last check."""

import math

from copilot.model.noun import Noun
from copilot.model.world import World


class FailureRisk(Noun):
    """The probability, in per cent, that an asset fails while its counter adds `ahead` more units."""

    asset: str
    used: int
    ahead: int
    unit: str
    percent: int


def failure_risk(world: World, asset: str, ahead: int) -> FailureRisk:
    """The probability that a vehicle fails over its next use, knowing that it has not failed so far.

    Weibull law of its type, counted from the last check: 1 - exp((u/scale)^shape - ((u+ahead)/scale)^shape).

    Args:
        asset: registration of the vehicle.
        ahead: use to come, in the unit of the type's law (km or hours).
    """
    held = world.asset[asset]
    kind = world.asset_type[held.type]
    used = held.used(kind.weibull_unit)
    hazard = ((used + ahead) / kind.weibull_scale) ** kind.weibull_shape - (
        used / kind.weibull_scale
    ) ** kind.weibull_shape
    return FailureRisk(
        asset=asset, used=used, ahead=ahead, unit=kind.weibull_unit, percent=round(100 * (1 - math.exp(-hazard)))
    )
