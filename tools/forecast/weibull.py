"""The Weibull law of a life, fitted to records of which some end before the failure."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import fmin
from scipy.stats import CensoredData, weibull_min

LEAST_FAILURES = 5
"""With fewer, the shape is anyone's guess."""
CLOSELY: Any = partial(fmin, xtol=1e-9, ftol=1e-12)
"""To more digits than are ever shown, so that every machine shows the same."""
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

    Right-censored maximum likelihood, location 0; the covariance is the inverse of the observed information
    (Meeker, Escobar, Pascual, Statistical Methods for Reliability Data, 2022, chapters 7 and 8).
    """
    if len(failed) < LEAST_FAILURES:
        return None
    unit = float(np.mean(failed))
    ends = CensoredData(uncensored=np.array(failed) / unit, right=np.array(withdrawn, dtype=np.float64) / unit)
    shape, _, scale = weibull_min.fit(ends, 1.0, floc=0, scale=1.0, optimizer=CLOSELY)
    return Fit(float(shape), float(scale * unit), _spread(failed, withdrawn, shape, scale * unit))


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
    found = np.linalg.inv(np.array([[aa, ab], [ab, bb]]))
    return (float(found[0, 0]), float(found[0, 1])), (float(found[1, 0]), float(found[1, 1]))
