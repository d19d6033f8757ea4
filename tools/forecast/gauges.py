"""What is left of a life, from what gauges read on the way to its end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.forecast.weibull import Floats

WINDOW = 20
"""Readings that one forecast looks back on, and that a vehicle's beginning is taken from."""
FIRST = 3
"""Readings from which on a forecast is learnt and made."""
CEILING = 0.6
"""Share of the median life from which on gauges tell no end yet (Heimes, PHM 2008: 125 of about 200 cycles)."""
FOLDS = 5
PENALTY = 10.0
"""Of the ridge, on standardised features and their squares."""
LEAST_LIVES = 2 * FOLDS
NEAREST = 0.2
"""Share of the errors, those made at the nearest forecasts, from which an interval is taken."""


@dataclass(frozen=True)
class Readings:
    """What gauges read on one vehicle: `use` since its check (n, growing) and `values` (n, gauges)."""

    use: Floats
    values: Floats


@dataclass(frozen=True)
class _Ridge:
    mean: Floats
    spread: Floats
    weights: Floats
    ceiling: float

    def of(self, features: Floats) -> Floats:
        """What is left, between nothing and the ceiling."""
        return np.clip(_design(features, self.mean, self.spread) @ self.weights, 0.0, self.ceiling)


@dataclass(frozen=True)
class Gauge:
    """A forecaster; `errors` are those made on lives that it had not seen, so many, by what was forecast."""

    ridge: _Ridge
    told: Floats
    errors: Floats
    lives: int

    @property
    def ceiling(self) -> float:
        """The most that is ever forecast: it stands for so much or more."""
        return self.ridge.ceiling

    def left(self, readings: Readings, level: float) -> tuple[float, float, float]:
        """Low end, forecast and high end of what is left after the last reading; the interval is right so often.

        One more life, the one asked about, is counted as missed.
        """
        told, may_be = self._after(readings)
        half = min(1.0, level * (1 + 1 / self.lives)) / 2
        low, high = np.quantile(may_be, (0.5 - half, 0.5 + half))
        return float(low), told, float(high)

    def risk(self, readings: Readings, ahead: float) -> float:
        """The share of what may be left that is used up by so much more use."""
        return float(np.mean(self._after(readings)[1] <= ahead))

    def _after(self, readings: Readings) -> tuple[float, Floats]:
        """The forecast, and what may be left by the errors of the nearest forecasts."""
        told = float(self.ridge.of(_features(readings, len(readings.use)))[0])
        near = np.argsort(np.abs(self.told - told), kind="stable")[: max(1, round(NEAREST * len(self.told)))]
        return told, np.clip(told + self.errors[near], 0.0, self.ceiling)


def learnt(lives: Sequence[tuple[Readings, float]]) -> Gauge | None:
    """A forecaster learnt from lives and the use at which each failed; None from under LEAST_LIVES of FIRST readings.

    Ridge regression of what is left, up to the ceiling, on the mean and the trend of each gauge over the last readings,
    and on the drift since the vehicle's own first ones.
    The interval is cross-conformal: errors on lives left out of the learning, fold by fold (Vovk, Annals of Mathematics
    and Artificial Intelligence 74, 2015), those made at the nearest forecasts.
    """
    lives = [(life, end) for life, end in lives if len(life.use) >= FIRST]
    if len(lives) < LEAST_LIVES:
        return None
    ceiling = CEILING * float(np.median([end for _, end in lives]))
    seen = [
        (
            np.vstack([_features(life, n) for n in range(FIRST, len(life.use) + 1)]),
            np.minimum(end - life.use[FIRST - 1 :], ceiling),
        )
        for life, end in lives
    ]
    told, errors = [], []
    for fold in range(FOLDS):
        ridge = _fitted([one for place, one in enumerate(seen) if place % FOLDS != fold], ceiling)
        for features, left in seen[fold::FOLDS]:
            told.append(ridge.of(features))
            errors.append(left - told[-1])
    return Gauge(_fitted(seen, ceiling), np.concatenate(told), np.concatenate(errors), len(lives))


def _fitted(seen: Sequence[tuple[Floats, Floats]], ceiling: float) -> _Ridge:
    features, left = np.vstack([one for one, _ in seen]), np.concatenate([one for _, one in seen])
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread[spread < 1e-9 * (1 + np.abs(mean))] = np.inf
    design = _design(features, mean, spread)
    held_back = PENALTY * np.eye(design.shape[1])
    held_back[-1, -1] = 0
    return _Ridge(mean, spread, np.linalg.solve(design.T @ design + held_back, design.T @ left), ceiling)


def _design(features: Floats, mean: Floats, spread: Floats) -> Floats:
    """Standardised features, their squares (wear hastens) and a one."""
    told: Floats = (features - mean) / spread
    design: Floats = np.column_stack([told, told**2, np.ones(len(features))])
    return design


def _features(readings: Readings, count: int) -> Floats:
    """The use, and of each gauge its last readings' mean, their trend, and their drift since its first, as one row."""
    values = readings.values[max(0, count - WINDOW) : count]
    half = len(values) // 2
    trend = values[half:].mean(axis=0) - values[: max(1, half)].mean(axis=0)
    now, begun = values.mean(axis=0), readings.values[: min(count, WINDOW)].mean(axis=0)
    features: Floats = np.concatenate([readings.use[count - 1 : count], now, trend, now - begun])
    return features[None, :]
