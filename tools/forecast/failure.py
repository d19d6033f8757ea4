"""How likely a vehicle is to fail, from its wear since the last check."""

import math
from typing import Annotated

from pydantic import Field

from copilot.model.noun import Measure, Noun
from copilot.model.world import World
from tools.forecast.life import law_of
from tools.forecast.watched import watched


class FailureRisk(Noun):
    """The probability, in per cent, that an asset fails while its counter adds `ahead` more units."""

    asset: str
    used: Annotated[int, Measure("@unit")]
    ahead: Annotated[int, Measure("@unit")]
    unit: str
    percent: Annotated[int, Measure("%")]


def failure_risk(world: World, asset: str, ahead: Annotated[int, Field(ge=0, le=20_000)]) -> FailureRisk:
    """The probability that a vehicle fails over its next use, knowing that it has not failed so far.

    Weibull law of its type, counted from the last check: 1 - exp((u/scale)^shape - ((u+ahead)/scale)^shape). The law is
    fitted to life records where there are enough of them (`law_of`). Where gauges tell what is left, it is the share of
    what may be left that the use to come takes (`tools.forecast.gauges`).

    Args:
        asset: registration of the vehicle.
        ahead: use to come, in the unit of the type's law (km or hours).
    """
    held = world.asset[asset]
    law = law_of(world, held.type)
    used = held.used(law.unit)
    read = watched(world, asset)
    if read:
        gauge, readings = read
        share = gauge.risk(readings, used + ahead - readings.use[-1])
    else:
        share = 1 - math.exp((used / law.scale) ** law.shape - ((used + ahead) / law.scale) ** law.shape)
    return FailureRisk(asset=asset, used=used, ahead=ahead, unit=law.unit, percent=round(100 * share))
