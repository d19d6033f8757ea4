"""The law by which a type of vehicle fails, and what is left of a vehicle's life before it does."""

from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.optimize import brentq

from copilot.model.noun import Measure, Noun
from copilot.model.world import LifeRecord, World
from copilot.model.world.fleet import Counter
from tools.forecast.watched import watched
from tools.forecast.weibull import Fit, Floats, fit

LEVEL = 80
"""Per cent of the lives that end within the interval told."""
NODES = 9
"""Points of the quadrature over each parameter of a fitted law."""


class Law(NamedTuple):
    """A Weibull law of the use between a check and the failure; `fitted` when it comes from `records`."""

    shape: float
    scale: float
    unit: Counter
    records: tuple[LifeRecord, ...] = ()
    fitted: Fit | None = None

    @property
    def failures(self) -> int:
        """How many of the records end in a failure."""
        return sum(row.outcome == "failed" for row in self.records)


Basis = Literal["gauges", "records", "type"]


class RemainingLife(Noun):
    """How much more use an asset bears before it fails: the median, and the interval that holds 80 % of the lives.

    `basis` tells what it comes from: gauges read on the asset, life records of its type, or the type's figures alone.
    """

    asset: str
    used: Annotated[int, Measure("@unit")]
    unit: str
    low: Annotated[int, Measure("@unit")]
    median: Annotated[int, Measure("@unit")]
    high: Annotated[int, Measure("@unit")]
    basis: Basis
    records: Annotated[int, Measure("record")]
    failures: Annotated[int, Measure("failure")]


def law_of(world: World, kind: str) -> Law:
    """The law fitted to the life records of a type when enough of them end in a failure, else the type's own figures.

    Shape to three decimals, scale to a whole unit: what is told is what is reckoned with.
    """
    own = world.asset_type[kind]
    records = world.lives_of.get(kind, ())
    uses = {outcome: tuple(float(row.use) for row in records if row.outcome == outcome) for outcome in _OUTCOMES}
    found = fit(uses["failed"], uses["withdrawn"])
    if found is None:
        return Law(own.weibull_shape, own.weibull_scale, own.weibull_unit)
    return Law(round(found.shape, 3), round(found.scale), own.weibull_unit, records, found)


def remaining_life(world: World, asset: str) -> RemainingLife:
    """How much more use a vehicle bears before it fails, knowing that it has not failed since its last check.

    By gauges where they have been read on it and on enough lives that failed (`tools.forecast.gauges`): from the last
    reading on, less the use since. Else median and central interval of the conditional Weibull life; where the law was
    fitted, over what its parameters may be as well: a normal law of ln shape and ln scale, by Gauss-Hermite quadrature
    (Meeker, Escobar, Pascual, 2022, chapter 15).

    Args:
        asset: registration of the vehicle.
    """
    held = world.asset[asset]
    law = law_of(world, held.type)
    used = max(0, held.used(law.unit))
    read = watched(world, asset)
    basis: Basis = "gauges" if read else "records" if law.records else "type"
    if read:
        gauge, readings = read
        ends = gauge.left(readings, LEVEL / 100)
        low, median, high = (max(0.0, end - (used - readings.use[-1])) for end in ends)
    else:
        low, median, high = quantiles(law, used, (0.5 - LEVEL / 200, 0.5, 0.5 + LEVEL / 200))
    return RemainingLife(
        asset=asset,
        used=used,
        unit=law.unit,
        low=round(low),
        median=round(median),
        high=round(high),
        basis=basis,
        records=len(law.records),
        failures=law.failures,
    )


def quantiles(law: Law, used: float, shares: tuple[float, ...]) -> list[float]:
    """The further use within which each share of the lives that have lasted `used` ends."""
    weights, shapes, scales = _parameters(law)
    past = (used / scales) ** shapes
    least = past.min()  # what was surely lasted, however unlikely, is taken out: its own probability may be no number
    alive = np.sum(weights * np.exp(least - past))

    def lasting(ahead: float) -> float:
        gone = ((used + ahead) / scales) ** shapes
        return float(np.sum(weights * np.exp(least - gone)) / alive)

    most = law.scale
    while lasting(most) > 1 - max(shares):
        most *= 2
    return [float(brentq(lambda ahead, left=1 - share: lasting(ahead) - left, 0, most)) for share in shares]


def _parameters(law: Law) -> tuple[Floats, Floats, Floats]:
    """Weights, shapes and scales that the law may have: one of each when nothing is known of its spread."""
    if law.fitted is None:
        return np.ones(1), np.array([law.shape], dtype=np.float64), np.array([law.scale], dtype=np.float64)
    points, weights = hermegauss(NODES)
    grid = np.array(np.meshgrid(points, points)).reshape(2, -1)
    (shape, both), (_, scale) = law.fitted.spread
    # The Cholesky factor, also where the shape is taken as known and its variance is none.
    across = both / np.sqrt(shape) if shape else 0.0
    moved: Floats = np.array([[np.sqrt(shape), 0.0], [across, np.sqrt(scale - across**2)]]) @ grid
    joint = np.asarray(np.outer(weights, weights), dtype=np.float64).ravel()
    return joint, law.shape * np.exp(moved[0]), law.scale * np.exp(moved[1])


_OUTCOMES = ("failed", "withdrawn")
