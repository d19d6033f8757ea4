"""Made-up lives whose gauges quicken towards the end, as oil analyses do."""

import numpy as np

from tools.forecast.gauges import Readings

EVERY = 150


def lives(count: int, seed: int, every: int = EVERY) -> list[tuple[Readings, float]]:
    """So many lives around 2,000 km, each read every 150 km or so often, and the use at which each failed."""
    draw = np.random.default_rng(seed)
    return [_life(float(end), draw, every) for end in np.clip(2000 * draw.weibull(4.0, count), 1100, 4000)]


def readings(life: Readings, count: int, last: int | None = None) -> Readings:
    """The first readings of a life, or the last ones of these, told from the use at which the first was made."""
    kept = slice(0 if last is None else count - last, count)
    return Readings(life.use[kept] - (0 if last is None else life.use[kept][0]), life.values[kept])


def _life(end: float, draw: np.random.Generator, every: int) -> tuple[Readings, float]:
    use = np.arange(every, end, every)
    worn = np.exp(3 * use / end)
    values = np.column_stack([worn + draw.normal(0, 0.4, len(use)), 2 * worn + draw.normal(0, 1.0, len(use))])
    return Readings(use, values), end
