"""The vehicles of a world whose wear is watched by gauges, and the lives that taught how it goes."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from copilot.model.world import LifeRecord, Reading, World
from tools.forecast.gauges import FIRST, Gauge, Readings, learnt


def watched(world: World, asset: str) -> tuple[Gauge, Readings] | None:
    """The forecaster of a vehicle's type and the vehicle's readings, newest last; None without enough of both."""
    kind = world.asset[asset].type
    own = tuple(row for row in world.readings if row.asset == asset)
    taught = _taught(world.lives_of.get(kind, ()), taught_by(world, kind)) if own else None
    if taught is None:
        return None
    gauge, names = taught
    read = _readings(own, names)
    return (gauge, read) if len(read.use) >= FIRST else None


def taught_by(world: World, kind: str) -> tuple[Reading, ...]:
    """What was read on the lives of a type that ended in a failure."""
    failed = {row.id for row in world.lives_of.get(kind, ()) if row.outcome == "failed"}
    return tuple(row for row in world.readings if row.life in failed)


@lru_cache(maxsize=64)
def _taught(lives: tuple[LifeRecord, ...], read: tuple[Reading, ...]) -> tuple[Gauge, tuple[str, ...]] | None:
    """A forecaster from the lives that failed, and the gauges that it reads, in order: those read on any of them."""
    ends = {row.id: row.use for row in lives if row.outcome == "failed"}
    of_life = {life: [row for row in read if row.life == life] for life in ends}
    names = tuple(sorted({row.gauge for rows in of_life.values() for row in rows}))
    gauge = learnt([(_readings(of_life[life], names), float(end)) for life, end in ends.items()])
    return None if gauge is None else (gauge, names)


def _readings(rows: Iterable[Reading], names: tuple[str, ...]) -> Readings:
    """The readings at every use at which each of the gauges was read."""
    held: dict[int, dict[str, float]] = {}
    for row in rows:
        held.setdefault(row.use, {})[row.gauge] = row.value
    uses = sorted(use for use, read in held.items() if names and read.keys() >= set(names))
    values = np.array([[held[use][name] for name in names] for use in uses], dtype=np.float64)
    return Readings(np.array(uses, dtype=np.float64), values.reshape(len(uses), len(names)))
