"""How likely a vehicle is to fail, from its wear since the last check."""

import math
from typing import Annotated

from pydantic import Field

from copilot.model.noun import Measure, Noun
from copilot.model.world import World


class FailureRisk(Noun):
    """The probability, in per cent, that an asset fails while its counter adds `ahead` more units."""

    asset: str
    used: Annotated[int, Measure("@unit")]
    ahead: Annotated[int, Measure("@unit")]
    unit: str
    percent: Annotated[int, Measure("%")]


def failure_risk(world: World, asset: str, ahead: Annotated[int, Field(ge=0, le=20_000)]) -> FailureRisk:
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
