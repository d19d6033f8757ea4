"""Forecasters of what is left: each learns from lives, then tells low end, forecast and high end after readings."""

from collections.abc import Callable, Sequence

import numpy as np

from tools.forecast.gauges import Readings, learnt
from tools.forecast.life import LEVEL, Law, quantiles
from tools.forecast.weibull import fit

SHARES = (0.5 - LEVEL / 200, 0.5, 0.5 + LEVEL / 200)
Told = tuple[float, float, float]
Forecaster = Callable[[Readings], Told]
Method = Callable[[Sequence[Readings], Sequence[Readings]], Forecaster]
"""From lives that failed at their last reading, and lives that were withdrawn there."""


def gauges(failed: Sequence[Readings], withdrawn: Sequence[Readings]) -> Forecaster:
    """The product's, where gauges are read; what was withdrawn tells it nothing."""
    gauge = learnt([(life, float(life.use[-1])) for life in failed])
    if gauge is None:
        raise ValueError(f"{len(failed)} lives that failed are not enough to learn from")
    return lambda seen: gauge.left(seen, LEVEL / 100)


def age(failed: Sequence[Readings], withdrawn: Sequence[Readings]) -> Forecaster:
    """The product's, where nothing is read: a Weibull law of both, given the age."""
    law = fit(_ends(failed), _ends(withdrawn))
    if law is None:
        raise ValueError(f"{len(failed)} lives that failed are not enough to fit a law to")
    known = Law(law.shape, law.scale, "h", (), law)

    def told(seen: Readings) -> Told:
        low, median, high = quantiles(known, float(seen.use[-1]), SHARES)
        return low, median, high

    return told


def mean(failed: Sequence[Readings], withdrawn: Sequence[Readings]) -> Forecaster:
    """A peer: the mean life less the age, and the spread of the lives around it."""
    ends = np.array(_ends(failed))
    low, high = np.quantile(ends, (SHARES[0], SHARES[2]))

    def told(seen: Readings) -> Told:
        low_left, left, high_left = (max(0.0, float(end - seen.use[-1])) for end in (low, ends.mean(), high))
        return low_left, left, high_left

    return told


def _ends(lives: Sequence[Readings]) -> tuple[float, ...]:
    return tuple(float(life.use[-1]) for life in lives)


METHODS: dict[str, Method] = {"gauges": gauges, "age": age, "mean": mean}
