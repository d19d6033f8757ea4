"""`python -m bench rul`: the forecast of remaining life, on units that it has not seen."""

from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from bench.about import keep
from bench.options import numbers
from bench.rul.methods import METHODS, Forecaster
from bench.rul.read import read_units
from copilot.model.noun import Noun
from tools.forecast.gauges import CEILING, FIRST, Readings
from tools.forecast.life import LEVEL
from tools.forecast.weibull import Floats

FOLDS = 3
CUTS = 5
"""Moments at which a unit that is tested on is asked about."""
WITHDRAWN = 1 / 3
"""Of the units learnt from, those whose end is not seen."""


class Score(Noun):
    """Errors of a method in cycles: RMSE, mean absolute, PHM 2008 score a forecast; and how its intervals hold.

    `near` counts only the forecasts whose truth lies under the ceiling: there an interval cannot hold by being cut.
    """

    method: str
    forecasts: int
    rmse: float
    mae: float
    score: float
    coverage: float
    near: float
    width: float


@click.command()
@click.option(
    "--instances",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("../shared/benchmarks/cmapss"),
    show_default=True,
    help="A folder of units run to failure, in the format of C-MAPSS.",
)
@click.option("--seeds", callback=numbers, default="1-3", show_default=True, help="Of the folds and the cuts.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep figures.")
def rul(folder: Path, seeds: range, file: Path | None) -> None:
    """Learn from two thirds of the units, forecast the rest at moments drawn at random; each is tested on once a seed.

    What is left counts up to the ceiling that the lives learnt from give, for truth and forecasts alike.
    """
    units = read_units(folder)
    found = [_score(method, units, seeds) for method in METHODS]
    keep(file, scores=[one.model_dump() for one in found], level=LEVEL, units=len(units))
    table = Table(*Score.model_fields, title=f"{len(units)} units, intervals to hold {LEVEL} % of the times")
    for one in found:
        table.add_row(*(value if isinstance(value, str) else f"{value:.4g}" for _, value in one))
    Console().print(table)


def _score(method: str, units: Sequence[Readings], seeds: range) -> Score:
    told: list[Floats] = []
    for seed in seeds:
        draw = np.random.default_rng(seed)
        fold_of = draw.permutation(len(units)) % FOLDS
        for fold in range(FOLDS):
            taught = [unit for unit, of in zip(units, fold_of, strict=True) if of != fold]
            failed, withdrawn = _withdrawn(taught, draw)
            ceiling = CEILING * np.median([unit.use[-1] for unit in failed])
            forecaster = METHODS[method](failed, withdrawn)
            tested = [unit for unit, of in zip(units, fold_of, strict=True) if of == fold]
            told += [np.array([*one, ceiling]) for unit in tested for one in _asked(forecaster, unit, draw)]
    whole = np.array(told)
    low, left, high, true = np.minimum(whole[:, :4], whole[:, 4:]).T
    error, held = left - true, (low <= true) & (true <= high)
    return Score(
        method=method,
        forecasts=len(told),
        rmse=float(np.sqrt(np.mean(error**2))),
        mae=float(np.mean(np.abs(error))),
        score=float(np.mean(np.expm1(np.where(error < 0, -error / 13, error / 10)))),
        coverage=float(np.mean(held)),
        near=float(np.mean(held[true < whole[:, 4]])),
        width=float(np.mean(high - low)),
    )


def _withdrawn(taught: Sequence[Readings], draw: np.random.Generator) -> tuple[Sequence[Readings], Sequence[Readings]]:
    """The units whose end is seen, and those that are withdrawn at a moment of their lives."""
    out = draw.random(len(taught)) < WITHDRAWN
    ends = [int(draw.integers(FIRST, len(unit.use))) for unit in taught]
    return (
        [unit for unit, gone in zip(taught, out, strict=True) if not gone],
        [_until(unit, end) for unit, end, gone in zip(taught, ends, out, strict=True) if gone],
    )


def _asked(forecaster: Forecaster, unit: Readings, draw: np.random.Generator) -> list[tuple[float, ...]]:
    """Low end, forecast, high end and truth at some moments of a unit's life."""
    ends = draw.integers(FIRST, len(unit.use), CUTS)
    return [(*forecaster(_until(unit, int(end))), float(unit.use[-1] - unit.use[end - 1])) for end in ends]


def _until(unit: Readings, end: int) -> Readings:
    return Readings(unit.use[:end], unit.values[:end])
