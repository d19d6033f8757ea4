"""The Weibull law of a life, fitted to records of which some end before the failure."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

LEAST_FAILURES = 5
"""With fewer, the shape is anyone's guess."""
FLATTEST, STEEPEST = 0.2, 30.0
"""Shapes told at least and at most: records that all end within a few per cent are too alike to tell one."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """A law fitted by maximum likelihood; `spread` is the covariance (2 x 2) of ln shape and ln scale."""

    shape: float
    scale: float
    spread: tuple[tuple[float, float], tuple[float, float]]


@lru_cache(maxsize=256)
def fit(failed: tuple[float, ...], withdrawn: tuple[float, ...]) -> Fit | None:
    """The likeliest law of lives that ended in a failure and of lives seen only so far; None under LEAST_FAILURES.

    Right-censored maximum likelihood: where the likelihood of a shape, under its likeliest scale, is level. The
    covariance is the inverse of the observed information; a shape at its bound is taken as known (Meeker, Escobar,
    Pascual, Statistical Methods for Reliability Data, 2022, chapters 7 and 8).
    """
    if len(failed) < LEAST_FAILURES:
        return None
    unit = max((*failed, *withdrawn))
    uses, ended = np.array((*failed, *withdrawn)) / unit, np.log(np.array(failed) / unit).mean()

    def slope(shape: float) -> float:
        grown = uses**shape
        return float(grown @ np.log(uses) / grown.sum() - 1 / shape - ended)

    if slope(STEEPEST) <= 0:
        shape = STEEPEST
    elif slope(FLATTEST) >= 0:
        shape = FLATTEST
    else:
        shape = float(brentq(slope, FLATTEST, STEEPEST, xtol=1e-12))
    scale = unit * float(np.sum(uses**shape) / len(failed)) ** (1 / shape)
    return Fit(shape, scale, _spread(failed, withdrawn, shape, scale))


def _spread(
    failed: tuple[float, ...], withdrawn: tuple[float, ...], shape: float, scale: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Inverse of minus the second derivatives of the log-likelihood by a = ln shape and b = ln scale.

    With z = shape (ln x - b), l = sum over failures of (a + z) - sum over all of e^z, up to what depends on x alone.
    """
    z: Floats = shape * (np.log(np.array((*failed, *withdrawn))) - np.log(scale))
    grown = np.exp(z)
    of_failures = z[: len(failed)]
    aa = float(np.sum((z + z**2) * grown) - of_failures.sum())
    ab = float(shape * (len(failed) - np.sum((1 + z) * grown)))
    bb = float(shape**2 * grown.sum())
    if shape in (FLATTEST, STEEPEST):
        return (0.0, 0.0), (0.0, 1 / bb)
    found = np.linalg.inv(np.array([[aa, ab], [ab, bb]]))
    return (float(found[0, 0]), float(found[0, 1])), (float(found[1, 0]), float(found[1, 1]))
